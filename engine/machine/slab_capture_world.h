// slab_capture_world.h — what a slab capture says is where, to find records that contradict
// themselves: objects handed out twice, slabs that were never made, blocks that overlap.
#ifndef KMEM_MACHINE_SLAB_CAPTURE_WORLD_H_
#define KMEM_MACHINE_SLAB_CAPTURE_WORLD_H_

#include <map>
#include <string>
#include <vector>

#include "base/types.h"

namespace kmem {

// Every function returns what is wrong, or an empty text.
class SlabCaptureWorld {
 public:
  std::string make_slab(uint32_t number, uint64_t pfn, uint32_t order, uint32_t objects);
  std::string drop_slab(uint32_t number);
  // An object was handed out; its handle must be the next.
  std::string hand_out(uint32_t handle, uint32_t slab, uint32_t slot);
  // A refusal: the handle stays unused.
  std::string refuse(uint32_t handle);
  std::string take_back(uint32_t handle);
  std::string check_live(uint32_t handle) const;
  std::string check_slot(uint32_t slab, uint32_t slot) const;
  uint32_t pfn_of(uint32_t slab) const { return slabs_[slab].pfn; }
  uint32_t handles() const { return static_cast<uint32_t>(handles_.size()); }
  // From now on objects may be handed out twice: one was released twice.
  void corrupt() { corrupt_ = true; }

 private:
  struct Slab {
    bool live = false;
    uint32_t pfn = 0;
    uint32_t in_use = 0;
    std::vector<bool> used;  // slots
  };
  struct Place {
    uint32_t slab = kNone;
    uint32_t slot = 0;
  };

  std::vector<Slab> slabs_;
  std::vector<Place> handles_;
  std::map<uint64_t, uint64_t> blocks_;  // of live slabs: first frame, and the one behind the last
  uint64_t frames_ = 0;                  // of live slabs
  bool corrupt_ = false;
};

}  // namespace kmem

#endif  // KMEM_MACHINE_SLAB_CAPTURE_WORLD_H_

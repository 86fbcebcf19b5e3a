// slab_capture_replay.h — carries out the requests of one cache of a capture.
#ifndef KMEM_MACHINE_SLAB_CAPTURE_REPLAY_H_
#define KMEM_MACHINE_SLAB_CAPTURE_REPLAY_H_

#include <algorithm>
#include <string>
#include <vector>

#include "machine/slab_capture_pages.h"
#include "machine/slab_state_text.h"

namespace kmem {

// What is unknowable in a replay: fresh memory, and who called. Two replays with opposite contents
// agree on a byte exactly if it can be known.
inline constexpr uint8_t kUnknownBytes[2] = {0x00, 0xff};

// Slabs of one cache together, in a replay.
inline constexpr uint64_t kMostReplayBytes = uint64_t{1} << 28;

template <class Cache>
class SlabReplay {
 public:
  template <class Layout>
  SlabReplay(const SlabCapture& capture, const SlabCacheCapture& cache, const Layout& layout,
             uint8_t unknown)
      : cache_(cache.name, layout, capture.machine.cpus_online), pages_(kMostReplayBytes) {
    if (capture.direct_map != 0) pages_.direct_map = capture.direct_map;
    pages_.fresh_byte = unknown;
    caller_.code = unknown * 0x0101010101010101u;
    caller_.stack = caller_.pid = unknown * 0x01010101u;
    caller_.when = caller_.code;
  }

  // Carries out the next request; answers as a capture would.
  SlabAnswer step(const SlabRequest& request) {
    SlabAnswer answer;
    pages_.begin(request);
    caller_.cpu = request.cpu;
    const uint64_t ctors = cache_.ctor_runs();
    perform(request, answer);
    if (request.op != SlabOp::alloc && request.op != SlabOp::alloc_bulk)
      note_ctors(answer, 0, ctors);
    std::vector<uint32_t> dropped = pages_.dropped();
    std::sort(dropped.begin(), dropped.end());
    for (const uint32_t number : dropped) answer.events.push_back("0:-" + std::to_string(number));
    return answer;
  }

  const Cache& cache() const { return cache_; }
  bool exhausted() const { return pages_.exhausted(); }

 private:
  void perform(const SlabRequest& request, SlabAnswer& answer) {
    switch (request.op) {
      case SlabOp::alloc:
        alloc(request.handle, answer);
        break;
      case SlabOp::alloc_bulk:
        for (uint32_t i = 0; i < request.count; ++i) alloc(request.handle + i, answer);
        break;
      case SlabOp::free:
      case SlabOp::free_again:
        if (held(request.handle) != 0)
          fault(cache_.free(caller_, held(request.handle), pages_), answer);
        if (request.op == SlabOp::free) objects_[request.handle] = 0;
        break;
      case SlabOp::free_bulk:
        free_bulk(request, answer);
        break;
      case SlabOp::shrink:
        fault(cache_.shrink(pages_), answer);
        break;
      case SlabOp::reap:
        reap(request, answer);
        break;
      case SlabOp::fill: {
        const std::vector<uint8_t> bytes(cache_.layout().object_size, request.byte);
        if (held(request.handle) != 0) cache_.write(held(request.handle), bytes);
        break;
      }
      case SlabOp::dump:
        dump(request, answer);
        break;
      case SlabOp::look:
        break;
    }
  }

  Address held(uint32_t handle) const { return handle < objects_.size() ? objects_[handle] : 0; }

  void alloc(uint32_t handle, SlabAnswer& answer) {
    const uint32_t before = cache_.created();
    const uint64_t ctors = cache_.ctor_runs();
    const CacheAnswer got = cache_.alloc(caller_, pages_);
    if (objects_.size() <= handle) objects_.resize(handle + 1);
    objects_[handle] = got.object;
    answer.slots += (count_of(answer) == 0 ? "" : " ") + place_text(got);
    if (cache_.created() != before) answer.events.push_back(count_text(answer) + made_text(before));
    note_ctors(answer, count_of(answer), ctors);
  }

  void free_bulk(const SlabRequest& request, SlabAnswer& answer) {
    std::vector<Address> objects;
    for (const uint32_t handle : request.handles) {
      if (held(handle) != 0) objects.push_back(held(handle));
      if (handle < objects_.size()) objects_[handle] = 0;
    }
    fault(cache_.free_bulk(caller_, objects, pages_), answer);
  }

  void reap(const SlabRequest& request, SlabAnswer& answer) {
    if constexpr (requires { cache_.reap(0u, true, pages_); }) {
      const std::string before = signature();
      cache_.reap(request.cpu, request.node, pages_);
      answer.slots = before == signature() ? "changed=0" : "changed=1";
    }
  }

  std::string signature() const {
    std::string text = short_state(cache_);
    for (const std::string& line : full_state(cache_)) text += line;
    return text;
  }

  void dump(const SlabRequest& request, SlabAnswer& answer) {
    for (const auto& slab : cache_.slabs()) {
      if (slab.number != request.slab || slab.bytes.empty()) continue;
      answer.bytes.resize(request.bytes);
      const Address at = slot_start(slab, request.slot);
      if (!cache_.read(at, answer.bytes)) answer.bytes.clear();
    }
  }

  Address slot_start(const SlubSlab& slab, uint32_t slot) const {
    return slab.base + uint64_t{slot} * cache_.layout().size;
  }
  Address slot_start(const Slab61Slab& slab, uint32_t slot) const {
    return slab.base + slab.colour_bytes + uint64_t{slot} * cache_.layout().size;
  }

  std::string place_text(const CacheAnswer& got) const {
    if (got.fault == CacheFault::no_memory) return "fail";
    if (!got.ok()) return cache_fault_name(got.fault);
    const auto& slab = cache_.slabs()[cache_.slab_of(got.object)];
    return std::to_string(slab.number) + "." + std::to_string(cache_.slot_of(slab, got.object));
  }

  // The newest slab.
  std::string made_text(uint32_t number) const {
    for (const auto& slab : cache_.slabs())
      if (slab.number == number && !slab.bytes.empty())
        return "+" + std::to_string(number) + slab_text(slab);
    return "+" + std::to_string(number);
  }
  std::string slab_text(const SlubSlab& slab) const {
    return "/" + std::to_string(slab.order.value) + "/" + std::to_string(slab.objects);
  }
  std::string slab_text(const Slab61Slab& slab) const {
    return "/" + std::to_string(cache_.layout().order.value) + "/" +
           std::to_string(cache_.layout().num) + "/" + std::to_string(slab.colour_bytes);
  }

  static uint32_t count_of(const SlabAnswer& answer) {
    if (answer.slots.empty()) return 0;
    return 1 + static_cast<uint32_t>(std::count(answer.slots.begin(), answer.slots.end(), ' '));
  }
  static std::string count_text(const SlabAnswer& answer) {
    return std::to_string(count_of(answer)) + ":";
  }
  void note_ctors(SlabAnswer& answer, uint32_t objects, uint64_t before) const {
    if (cache_.ctor_runs() == before) return;
    answer.events.push_back(std::to_string(objects) +
                            ":ctor=" + std::to_string(cache_.ctor_runs() - before));
  }
  static void fault(CacheFault fault, SlabAnswer& answer) {
    if (fault != CacheFault::none)
      answer.events.push_back(std::string("0:") + cache_fault_name(fault));
  }

  Cache cache_;
  CapturePages pages_;
  Caller caller_;
  std::vector<Address> objects_;  // by handle; 0: none
};

}  // namespace kmem

#endif  // KMEM_MACHINE_SLAB_CAPTURE_REPLAY_H_

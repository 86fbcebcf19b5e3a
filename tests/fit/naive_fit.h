// naive_fit.h — the four fits as a table with one entry per 8 bytes, searched from end to end.
//
// Written from the textbook's words alone and without a thought for speed: the tests compare the
// engine with it.
#ifndef KMEM_TESTS_FIT_NAIVE_FIT_H_
#define KMEM_TESTS_FIT_NAIVE_FIT_H_

#include <optional>
#include <vector>

#include "fit/fit_allocator.h"

namespace kmem::naive {

class Fit {
 public:
  struct Hole {
    size_t first = 0;  // units of 8 bytes
    size_t length = 0;
  };
  struct Answer {
    std::optional<Address> address;
    uint64_t looks = 0;
  };

  Fit(FitPolicy policy, Bytes segment) : policy_(policy), owner_(segment / 8, 0) {}

  std::vector<Hole> holes() const {
    std::vector<Hole> found;
    for (size_t i = 0; i < owner_.size(); ++i) {
      if (owner_[i] != 0) continue;
      if (i == 0 || owner_[i - 1] != 0) found.push_back({i, 0});
      ++found.back().length;
    }
    return found;
  }

  Answer alloc(Bytes requested) {
    const size_t units = static_cast<size_t>((requested + 7) / 8);
    const std::vector<Hole> order = search_order();
    Answer answer;
    std::optional<Hole> best;
    for (const Hole& hole : order) {
      ++answer.looks;
      if (hole.length < units) continue;
      if (!best || better(hole, *best)) best = hole;
      if (policy_ == FitPolicy::first || policy_ == FitPolicy::next) break;
    }
    if (!best) return answer;
    ++serial_;
    for (size_t i = 0; i < units; ++i) owner_[best->first + i] = serial_;
    rover_ = best->first + units;
    answer.address = best->first * 8;
    return answer;
  }

  // False if no block starts there.
  bool free(Address address) {
    const size_t first = static_cast<size_t>(address / 8);
    if (address % 8 != 0 || first >= owner_.size() || owner_[first] == 0) return false;
    const uint32_t serial = owner_[first];
    if (first != 0 && owner_[first - 1] == serial) return false;
    for (size_t i = first; i < owner_.size() && owner_[i] == serial; ++i) owner_[i] = 0;
    return true;
  }

  Bytes free_bytes() const {
    Bytes bytes = 0;
    for (const Hole& hole : holes()) bytes += hole.length * 8;
    return bytes;
  }

  // Per unit: the first unit of its block, or kNone for a hole.
  std::vector<uint32_t> heads() const {
    std::vector<uint32_t> heads(owner_.size(), kNone);
    for (size_t i = 0; i < owner_.size(); ++i)
      if (owner_[i] != 0)
        heads[i] = i != 0 && owner_[i - 1] == owner_[i] ? heads[i - 1] : static_cast<uint32_t>(i);
    return heads;
  }

 private:
  // Next fit starts with the hole that holds the rover, or the first one after it.
  std::vector<Hole> search_order() const {
    const std::vector<Hole> all = holes();
    if (policy_ != FitPolicy::next) return all;
    std::vector<Hole> order;
    for (const Hole& hole : all)
      if (hole.first + hole.length > rover_) order.push_back(hole);
    for (const Hole& hole : all)
      if (hole.first + hole.length <= rover_) order.push_back(hole);
    return order;
  }

  bool better(const Hole& a, const Hole& b) const {
    return policy_ == FitPolicy::best ? a.length < b.length : a.length > b.length;
  }

  FitPolicy policy_;
  std::vector<uint32_t> owner_;  // 0: free
  uint32_t serial_ = 0;
  size_t rover_ = 0;
};

}  // namespace kmem::naive

#endif  // KMEM_TESTS_FIT_NAIVE_FIT_H_

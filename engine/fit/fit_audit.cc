#include "fit/fit_audit.h"

namespace kmem {
namespace {

struct Sums {
  Bytes free = 0;
  Bytes requested = 0;
  Bytes largest = 0;
  uint32_t holes = 0;
  uint32_t regions = 0;
};

// Walks the segment region by region.
const char* walk(const FitAllocator& fit, uint32_t limit, Sums& sums) {
  Address end = 0;
  uint32_t prev = kNone;
  for (uint32_t id = fit.first_region(); id != kNone; id = fit.region(id).next) {
    if (id >= limit || ++sums.regions > limit) return "tiling";
    const Region& region = fit.region(id);
    if (region.start != end || region.prev != prev || region.size == 0) return "tiling";
    if (region.size % kFitAlign != 0 || region.requested > region.size) return "tiling";
    if (region.hole) {
      if (prev != kNone && fit.region(prev).hole) return "eager";
      sums.free += region.size;
      sums.holes += 1;
      if (region.size > sums.largest) sums.largest = region.size;
    }
    sums.requested += region.requested;
    end += region.size;
    prev = id;
  }
  return end == fit.segment() ? nullptr : "tiling";
}

}  // namespace

const char* audit(const FitAllocator& fit) {
  Sums sums;
  const uint32_t ids = static_cast<uint32_t>(fit.regions_.size());
  if (const char* broken = walk(fit, ids, sums)) return broken;

  uint32_t holes = 0;
  for (uint32_t id = fit.first_region(); id != kNone; id = fit.region(id).next) {
    const Region& region = fit.region(id);
    const Address last = region.start + region.size - 1;
    if (fit.region_of(region.start) != id || fit.region_of(last) != id) return "index";
    if (fit.by_address_.holes_before({region.start, 0}) != holes) return "index";
    if (!region.hole) continue;
    ++holes;
    if (fit.by_address_.first_hole({region.start, 0}, region.size) != id) return "index";
    if (fit.policy() == FitPolicy::best &&
        fit.by_size_.first_hole({region.size, region.start}, region.size) != id)
      return "index";
  }
  if (fit.holes() != sums.holes || fit.largest_hole() != sums.largest) return "index";
  if (fit.by_size_.holes() != (fit.policy() == FitPolicy::best ? sums.holes : 0)) return "index";

  uint32_t unused = 0;
  for (uint32_t id = fit.unused_; id != kNone; id = fit.region(id).next)
    if (id >= ids || ++unused > ids) return "accounting";
  if (sums.regions + unused != ids) return "accounting";
  if (sums.free != fit.free_bytes() || sums.requested != fit.requested_bytes()) return "accounting";
  return nullptr;
}

}  // namespace kmem

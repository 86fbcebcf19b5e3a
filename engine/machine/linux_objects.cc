#include "machine/linux_objects.h"

#include "base/digits.h"

namespace kmem {

void LinuxObjects::add_to(Ledger& ledger) const {
  for (uint32_t id = 0; id < set_.size(); ++id) {
    const LinuxCacheUse use = set_.use_of(CacheId(id));
    ledger.payload += use.payload;
    ledger.object_rounding += use.rounding;
    ledger.slab_tails += use.tails;
    ledger.free_objects += use.free_objects;
    ledger.empty_slabs += use.empty;
  }
}

// A caller is a line of the scenario.
std::string LinuxObjects::code_name(Address code) {
  return code < kScenarioCode ? pointer_text(code) : "line " + decimal_text(code - kScenarioCode);
}

std::string LinuxObjects::report_text(CacheId id, uint32_t number) const {
  const SlubCache* cache = set_.exists(id) ? set_[id].slub() : nullptr;
  if (cache == nullptr || number >= cache->reports_made()) return {};
  const uint32_t from_end = cache->reports_made() - number;
  if (from_end > cache->reports().size()) return {};  // the oldest are dropped
  const SlubReport& report = cache->reports()[cache->reports().size() - from_end];
  return slub_report_text(report, cache->name(),
                          {.bad_page = number > 0, .code_name = &LinuxObjects::code_name});
}

std::string LinuxObjects::reports_text() const {
  std::string text;
  for (uint32_t id = 0; id < set_.size(); ++id) {
    const SlubCache* cache = set_[CacheId(id)].slub();
    const uint32_t made = cache == nullptr ? 0 : cache->reports_made();
    for (uint32_t number = 0; number < made; ++number) text += report_text(CacheId(id), number);
  }
  return text;
}

}  // namespace kmem

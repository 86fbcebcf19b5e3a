// trace_import_events.h — small traces, made event by event.
#ifndef KMEM_TESTS_MACHINE_TRACE_IMPORT_EVENTS_H_
#define KMEM_TESTS_MACHINE_TRACE_IMPORT_EVENTS_H_

#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <vector>

#include "machine/trace_import_support.h"

namespace kmem {

// A trace of events, each `EVENT: FIELDS`, one CPU, a millisecond apart.
inline std::string trace_of(const std::vector<std::string>& events, int cpu = 0) {
  std::string out;
  for (size_t i = 0; i < events.size(); ++i) {
    char head[64];
    snprintf(head, sizeof head, "  task-%d  [%03d] .....  1.%06zu: ", 40 + cpu, cpu, i);
    out += head + events[i] + "\n";
  }
  return out;
}

inline std::string hex(uint64_t number) {
  char text[20];
  snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
  return text;
}

inline constexpr uint64_t kBase = 0xffff888000000000u;

inline std::string kmalloc(uint64_t ptr, uint32_t bytes, uint32_t granted) {
  return "kmalloc: call_site=f+0x1/0x2 ptr=" + hex(ptr) + " bytes_req=" + std::to_string(bytes) +
         " bytes_alloc=" + std::to_string(granted) + " gfp_flags=GFP_KERNEL node=-1";
}
inline std::string cache_alloc(uint64_t ptr, uint32_t bytes, uint32_t granted,
                               const std::string& more = "") {
  return "kmem_cache_alloc: call_site=f+0x1/0x2 ptr=" + hex(ptr) +
         " bytes_req=" + std::to_string(bytes) + " bytes_alloc=" + std::to_string(granted) +
         " gfp_flags=GFP_KERNEL node=-1" + more;
}
inline std::string kfree(uint64_t ptr) { return "kfree: call_site=f+0x1/0x2 ptr=" + hex(ptr); }
inline std::string cache_free(uint64_t ptr, const std::string& name) {
  return "kmem_cache_free: call_site=f+0x1/0x2 ptr=" + hex(ptr) + " name=" + name;
}
inline std::string pages(uint64_t pfn, uint32_t order) {
  return "mm_page_alloc: page=" + hex(0xffffea0000000000u + pfn * 64) + " pfn=0x" +
         hex(pfn).substr(8) + " order=" + std::to_string(order) +
         " migratetype=0 gfp_flags=GFP_KERNEL";
}
inline std::string pages_freed(uint64_t pfn, uint32_t order) {
  return "mm_page_free: page=" + hex(0xffffea0000000000u + pfn * 64) + " pfn=0x" +
         hex(pfn).substr(8) + " order=" + std::to_string(order);
}

// Imports, checks that the report adds up and the scenario is a good one, runs without a refusal
// and leaves what the report says.
inline Imported import_whole(const std::string& trace) {
  Imported out = import_trace_text(trace);
  EXPECT_TRUE(adds_up(out.report)) << out.report_text;
  const Replayed run = replay(out.scenario);
  EXPECT_EQ(run.diagnostics, 0u) << out.scenario;
  EXPECT_EQ(run.commands, out.report.commands);
  EXPECT_EQ(run.failures, 0u) << out.scenario;
  EXPECT_EQ(run.live_handles, out.report.live_objects + out.report.live_blocks);
  return out;
}

inline std::string commands(const std::vector<std::string>& events) {
  return commands_of(import_whole(trace_of(events)).scenario);
}

}  // namespace kmem

#endif  // KMEM_TESTS_MACHINE_TRACE_IMPORT_EVENTS_H_

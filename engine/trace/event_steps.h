// event_steps.h — what a request writes its events through: one by one, or all as one run.
//
// A request emits each step here, and says beside it what the run is. A log that takes runs gets
// the run alone, any other log the steps alone; what a log does not get is compiled away.
#ifndef KMEM_TRACE_EVENT_STEPS_H_
#define KMEM_TRACE_EVENT_STEPS_H_

#include "trace/event_log.h"

namespace kmem {

template <class Log>
class EventSteps {
 public:
  static constexpr bool kWatched = Log::kWatched;

  explicit EventSteps(Log& log) : log_(log) {}

  void emit(EventWord event) {
    if constexpr (!kTakesRuns) log_.emit(event);
  }

  // The runs: see page_run.h.
  void run_no_block(uint32_t order, uint32_t top, uint32_t largest, uint32_t free) {
    if constexpr (kTakesRuns) put(PageRun::no_block(order, top, largest, free));
  }
  void run_alloc(uint32_t order, uint32_t found, uint32_t nr_free, uint32_t pfn) {
    if constexpr (kTakesRuns) {
      if (!PageRun::holds(nr_free)) [[unlikely]]
        return emit_alloc(order, found, nr_free, pfn);
      put(PageRun::alloc(order, found, nr_free, pfn));
    }
  }
  void begin_free(uint32_t order, uint32_t pfn) {
    if constexpr (kTakesRuns) PageRun::begin_free(log_.open(), order, pfn);
  }
  void end_free(uint32_t end, BuddyVerdict why) {
    if constexpr (kTakesRuns) {
      PageRun::end_free(log_.open(), end, why);
      log_.close();
    }
  }

 private:
  static constexpr bool kTakesRuns = requires(Log & log) { log.close(); };

  void put(PageRun run) {
    *log_.open() = run.packed;
    log_.close();
  }
  // A list too long for a run.
  [[gnu::noinline]] void emit_alloc(uint32_t order, uint32_t found, uint32_t nr_free,
                                    uint32_t pfn) {
    for (uint32_t k = order; k <= found; ++k)
      log_.emit(make_event(EventKind::look, k, 0, k == found ? nr_free : 0));
    log_.emit(make_event(EventKind::take, found, 0, pfn));
    for (uint32_t k = found; k-- > order;) log_.emit(make_event(EventKind::split, k, 0, pfn));
    log_.emit(make_event(EventKind::hand_out, order, 0, pfn));
  }

  Log& log_;
};

}  // namespace kmem

#endif  // KMEM_TRACE_EVENT_STEPS_H_

// any_log.h — a log whose type its user need not know: for what happens seldom.
#ifndef KMEM_TRACE_ANY_LOG_H_
#define KMEM_TRACE_ANY_LOG_H_

#include "trace/event.h"

namespace kmem {

// Refers to a log, or to none. The log must outlive it.
class AnyLog {
 public:
  AnyLog() = default;
  template <class Log>
  explicit AnyLog(Log& log) {
    if constexpr (Log::kOn) {
      log_ = &log;
      emit_ = [](void* to, EventWord event) { static_cast<Log*>(to)->emit(event); };
    }
  }

  void emit(EventWord event) {
    if (log_ != nullptr) emit_(log_, event);
  }

 private:
  void* log_ = nullptr;
  void (*emit_)(void*, EventWord) = nullptr;
};

}  // namespace kmem

#endif  // KMEM_TRACE_ANY_LOG_H_

// event_writer.h — what a request with many events writes them through.
//
// Into EventLog and EventRing a writer stores the words one behind the other; they are in the log
// when the writer is gone. There is room for kRequestRoom events, so nothing is asked in between.
// To any other log it hands each event at once.
//
// While a writer lives, nobody else may emit into its log.
#ifndef KMEM_TRACE_EVENT_WRITER_H_
#define KMEM_TRACE_EVENT_WRITER_H_

#include "trace/event_log.h"

namespace kmem {

template <class Log>
class EventWriter {
 public:
  explicit EventWriter(Log& log) : log_(log) {}
  void emit(EventWord event) { log_.emit(event); }

 private:
  Log& log_;
};

template <class Log>
requires requires(Log& log) { log.commit(log.next()); }
class EventWriter<Log> {
 public:
  explicit EventWriter(Log& log) : log_(log), next_(log.next()) {}
  ~EventWriter() { log_.commit(next_); }
  EventWriter(const EventWriter&) = delete;
  EventWriter& operator=(const EventWriter&) = delete;

  void emit(EventWord event) { *next_++ = event.bits; }

 private:
  Log& log_;
  uint64_t* next_;
};

}  // namespace kmem

#endif  // KMEM_TRACE_EVENT_WRITER_H_

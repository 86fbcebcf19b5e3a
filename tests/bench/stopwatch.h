// stopwatch.h — the processor time that something takes: what the machine does for others
// meanwhile does not count.
#ifndef KMEM_BENCH_STOPWATCH_H_
#define KMEM_BENCH_STOPWATCH_H_

#include <time.h>

namespace kmem::bench {

class Stopwatch {
 public:
  Stopwatch() : start_(now()) {}
  // Of this thread, since the watch was made.
  double seconds() const { return now() - start_; }

 private:
  static double now() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  }
  double start_;
};

}  // namespace kmem::bench

#endif  // KMEM_BENCH_STOPWATCH_H_

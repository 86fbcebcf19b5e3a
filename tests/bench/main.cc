// main.cc — runs every benchmark several times, interleaved, and prints the table of ratios.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <map>

#include "table.h"

namespace kmem::bench {
namespace {

std::vector<Ratio>& ratios() {
  static std::vector<Ratio> all;
  return all;
}

std::vector<std::pair<std::string, std::string>>& figures() {
  static std::vector<std::pair<std::string, std::string>> all;
  return all;
}

// Keeps the medians that Google Benchmark works out.
class MedianReporter : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs)
      if (run.aggregate_name == "median")
        medians_[run.run_name.function_name] = run.GetAdjustedRealTime();
    ConsoleReporter::ReportRuns(runs);
  }

  void print_table() const {
    std::printf("\n%-62s %9s %9s %7s %7s\n", "work (median of all runs)", "ns", "peer ns", "ratio",
                "reach");
    for (const Ratio& r : ratios()) {
      const auto work = medians_.find(r.work);
      const auto peer = medians_.find(r.peer);
      if (work == medians_.end() || peer == medians_.end()) continue;
      std::printf("%-62s %9.2f %9.2f %7.2f ", r.title.c_str(), work->second, peer->second,
                  work->second / peer->second);
      r.reach > 0 ? std::printf("%7.2f\n", r.reach) : std::printf("%7s\n", "-");
    }
    for (const auto& [title, value] : figures())
      std::printf("%-62s %s\n", title.c_str(), value.c_str());
  }

 private:
  std::map<std::string, double> medians_;
};

}  // namespace

int declare_ratio(Ratio ratio) {
  ratios().push_back(std::move(ratio));
  return 0;
}

const std::vector<Ratio>& declared_ratios() { return ratios(); }

int declare_figure(std::string title, std::string value) {
  figures().emplace_back(std::move(title), std::move(value));
  return 0;
}

}  // namespace kmem::bench

int main(int argc, char** argv) {
  std::vector<char*> args(argv, argv + argc);
  char repetitions[] = "--benchmark_repetitions=7";
  char interleave[] = "--benchmark_enable_random_interleaving=true";
  char aggregates[] = "--benchmark_report_aggregates_only=true";
  args.insert(args.begin() + 1, {repetitions, interleave, aggregates});
  int count = static_cast<int>(args.size());
  benchmark::Initialize(&count, args.data());
  if (benchmark::ReportUnrecognizedArguments(count, args.data())) return 2;
  kmem::bench::MedianReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  reporter.print_table();
}

// main.cc — runs every benchmark several times, interleaved, and prints the table of medians.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <vector>

#include "table.h"

namespace kmem::bench {
namespace {

struct Table {
  std::vector<Ratio> ratios;
  std::vector<Figure> figures;
  std::vector<std::string> remarks;
};

Table& table() {
  static Table all;
  return all;
}

std::string time_text(double ns) {
  constexpr const char* kUnits[] = {"ns", "us", "ms", "s"};
  int unit = 0;
  for (; ns >= 10'000 && unit < 3; ++unit) ns /= 1000;
  char text[32];
  std::snprintf(text, sizeof text, ns < 100 ? "%.2f %s" : "%.0f %s", ns, kUnits[unit]);
  return text;
}

std::string number_text(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

void print_line(const std::string& title, const std::string& here, const std::string& peer,
                double value, double reach, bool has_ratio) {
  const std::string ratio = has_ratio ? number_text(value) : "";
  const std::string limit = reach > 0 ? number_text(reach) : "-";
  std::printf("%-66s %11s %11s %7s %7s%s\n", title.c_str(), here.c_str(), peer.c_str(),
              ratio.c_str(), limit.c_str(), reach > 0 && value > reach ? "  not reached" : "");
}

// Keeps the medians that Google Benchmark works out: times in nanoseconds, and counters.
class MedianReporter : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.aggregate_name != "median") continue;
      const std::string& name = run.run_name.function_name;
      const double per_second = benchmark::GetTimeUnitMultiplier(run.time_unit);
      medians_[name] = run.GetAdjustedRealTime() / per_second * 1e9;
      for (const auto& [counter, value] : run.counters) medians_[name + ':' + counter] = value;
    }
    ConsoleReporter::ReportRuns(runs);
  }

  void print_table() const {
    std::printf("\n%-66s %11s %11s %7s %7s\n", "work (medians of 7 runs)", "here", "peer", "ratio",
                "reach");
    for (const Ratio& r : table().ratios) {
      const double* work = find(r.work);
      const double* peer = fastest(r.peer);
      if (work && peer)
        print_line(r.title, time_text(*work), time_text(*peer), *work / *peer, r.reach, true);
    }
    for (const Figure& f : table().figures) {
      const double* value = find(f.counter.empty() ? f.work : f.work + ':' + f.counter);
      if (value == nullptr) continue;
      const std::string text =
          f.counter.empty() ? time_text(*value) : number_text(*value) + ' ' + f.unit;
      print_line(f.title, text, "", *value, f.reach, false);
    }
    for (const std::string& sentence : table().remarks) std::printf("%s\n", sentence.c_str());
  }

 private:
  const double* fastest(const std::string& names) const {
    const double* best = nullptr;
    for (size_t at = 0; at <= names.size();) {
      const size_t end = std::min(names.find(',', at), names.size());
      const double* time = find(names.substr(at, end - at));
      if (time != nullptr && (best == nullptr || *time < *best)) best = time;
      at = end + 1;
    }
    return best;
  }

  const double* find(const std::string& name) const {
    const auto found = medians_.find(name);
    return found == medians_.end() ? nullptr : &found->second;
  }

  std::map<std::string, double> medians_;
};

}  // namespace

int declare_ratio(Ratio ratio) {
  table().ratios.push_back(std::move(ratio));
  return 0;
}

int declare_figure(Figure figure) {
  table().figures.push_back(std::move(figure));
  return 0;
}

int declare_remark(std::string sentence) {
  table().remarks.push_back(std::move(sentence));
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

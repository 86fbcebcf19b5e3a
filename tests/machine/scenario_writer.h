// scenario_writer.h — random scenarios without errors.
#ifndef KMEM_TESTS_MACHINE_SCENARIO_WRITER_H_
#define KMEM_TESTS_MACHINE_SCENARIO_WRITER_H_

#include <string>
#include <vector>

#include "base/random.h"

namespace kmem {

// Keeps its own list of the names it has assigned, so that it uses no others.
class ScenarioWriter {
 public:
  explicit ScenarioWriter(uint64_t seed) : random_(seed) {}

  // More statements of the scenario, a line each. The first piece starts with its memory.
  std::string write(uint32_t statements) {
    std::string text;
    if (!started_)
      text = "title \"Random \\\\ \\\"ä\\\"\"\nmemory " +
             one_of({"64 frames", "1M", "512K page 8K"}) + "\n";
    started_ = true;
    for (uint32_t i = 0; i < statements; ++i)
      text += statement(0) + one_of({"\n", "\r\n", "; # x\n"});
    return text;
  }

 private:
  uint32_t below(uint32_t bound) { return random_.below(bound); }
  std::string number(uint32_t bound) { return std::to_string(below(bound)); }
  std::string one_of(std::vector<std::string> texts) {
    return texts[below(static_cast<uint32_t>(texts.size()))];
  }

  std::string statement(uint32_t depth) {
    switch (below(12)) {
      case 0:
        return create();
      case 1:
        return "note \"" + one_of({"one", "two", "ä \\\" \\\\", ""}) + "\"";
      case 2:
        return "expect " + quantity() + one_of({" == ", "!=", " < ", "<=", ">", " >="}) +
               quantity();
      case 3:
        return churn();
      case 4:
        return depth < 3 ? repeat(depth) : request();
      case 5:
      case 6:
      case 7:
      case 8:
        return request();
      default:
        return free();
    }
  }

  std::string create() {
    const std::string name = "cache" + number(4);
    caches_.push_back(name);
    const std::string own = one_of({"dentry", "inode", "x y", "a\\\"b"});
    caches_.push_back('"' + own + '"');
    std::string options = one_of({"", ", align=64", ", ctor", ", pages=2, ctor, align=16"});
    return name + " = kmem_cache_create(\"" + own + "\", " + number(700) + options + ")";
  }

  std::string cache() {
    if (caches_.empty() || below(4) == 0) return one_of({"\"kmalloc-8\"", "\"kmalloc-96\""});
    return one_of(caches_);
  }

  std::string call() {
    switch (below(4)) {
      case 0:
        return "alloc_pages(" + number(8) + ")";
      case 1:
        return "alloc_pages(bytes=" + number(64) + one_of({"", "K", "KiB", "B"}) + ")";
      case 2:
        return "kmem_cache_alloc(" + cache() + ")";
      default:
        return "kmalloc(" + number(20000) + ")";
    }
  }

  // A plain name, an element or a range of few names, so that they are used again.
  std::string request() {
    const std::string base = one_of({"a", "b", "c"});
    const uint32_t first = below(6);
    const uint32_t last = below(6);
    const auto element = [&](uint32_t i) { return base + "[" + std::to_string(i) + "]"; };
    const uint32_t shape = below(3);
    const std::string made = call();
    if (shape == 0) {
      handles_.push_back(base);
      return base + " = " + made;
    }
    if (shape == 1) {
      handles_.push_back(element(first));
      return element(first) + " = " + made;
    }
    for (uint32_t i = first < last ? first : last; i <= (first < last ? last : first); ++i)
      handles_.push_back(element(i));
    return base + "[" + std::to_string(first) + ".." + std::to_string(last) + "] = " + made;
  }

  std::string target() {
    if (handles_.empty() || below(8) == 0) return "@0x" + number(10000);
    return one_of(handles_) + one_of({"", "", "", " + 8", " + 4K"});
  }

  std::string free() {
    switch (below(6)) {
      case 0:
        return "kmem_cache_shrink(" + cache() + ")";
      case 1:
        return "kmem_cache_destroy(" + cache() + ")";
      case 2:
        return "kmem_cache_free(" + cache() + ", " + target() + ")";
      case 3:
        return "kfree(" + target() + ")";
      case 4:
        return "free_pages(" + target() + ", " + number(5) + ")";
      default:
        return "free_pages(" + target() + ")";
    }
  }

  std::string quantity() {
    switch (below(8)) {
      case 0:
        return number(99) + one_of({"", "K"});
      case 1:
        return one_of({"free_pages", "splits", "total_bytes", "undefined"});
      case 2:
        return "nr_free(" + number(9) + ")";
      case 3:
        return "free_list(" + number(9) + ", " + number(3) + ")";
      case 4:
        return "frame(" + number(64) + ")." + one_of({"order", "free", "slab", "head"});
      case 5:
        return cache() + "." + one_of({"partial", "objects_per_slab", "grown"});
      default:
        if (handles_.empty()) return "merges";
        return one_of(handles_) + "." + one_of({"pfn", "live", "granted"});
    }
  }

  std::string churn() {
    const std::string operations = number(30);
    if (below(2) == 0)
      return "churn(" + operations + ", seed=" + number(9) + ", orders=0.." + number(4) + ")";
    return "churn(" + cache() + ", " + operations + ", live=" + number(9) + ")";
  }

  // The variable makes elements of a name that is used nowhere else.
  std::string repeat(uint32_t depth) {
    const std::string n = std::to_string(depth);
    const std::string first = statement(depth + 1);
    if (below(2) == 0) return "repeat " + std::to_string(1 + below(3)) + " { " + first + " }";
    const std::string v = "v" + n;
    return "repeat " + v + " = " + number(4) + ".." + number(4) + " {\n" + first + "\n e" + n +
           "[" + v + " + 1] = kmalloc(" + v + "); kfree(e" + n + "[" + v + "+1])\n expect e" + n +
           "[" + v + " + 1].live == " + v + "}";
  }

  Random random_;
  bool started_ = false;
  std::vector<std::string> handles_;
  std::vector<std::string> caches_;
};

}  // namespace kmem

#endif  // KMEM_TESTS_MACHINE_SCENARIO_WRITER_H_

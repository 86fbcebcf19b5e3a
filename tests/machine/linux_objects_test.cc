// Object caches in scenarios of the profiles of Linux: the language, the machine, expectations, the
// ledger, seeking back.
#include "machine/linux_objects.h"

#include <gtest/gtest.h>

#include "machine/machine_audit.h"
#include "machine/scenario.h"
#include "machine/scenario_text.h"
#include "machine/slab_proc_text.h"
#include "machine/timeline.h"

namespace kmem {
namespace {

constexpr const char* kSlub = "profile linux-6.1\nmemory 64M\n";
constexpr const char* kSlab = "profile linux-6.1-slab\nmemory 64M\n";

struct Parsed {
  explicit Parsed(const std::string& text) {
    ScenarioParser parser(text);
    while (parser.step(1000)) {
    }
    for (const Diagnostic& d : parser.diagnostics()) diagnostics.push_back(d);
    program = parser.take_program();
  }
  std::vector<Diagnostic> diagnostics;
  Program program;
};

// A scenario and where it ends.
struct Played {
  explicit Played(const std::string& text) {
    Parsed parsed(text);
    for (const Diagnostic& d : parsed.diagnostics)
      ADD_FAILURE() << "line " << d.line << ": " << d.code << " " << d.found << " " << d.expected;
    program = std::move(parsed.program);
    Result<Machine> made = Machine::create(program.memory);
    EXPECT_TRUE(made.ok());
    machine = *made;
    for (const Command& command : program.commands) {
      machine.execute(command, program, log);
      const char* broken = audit(machine);
      EXPECT_EQ(broken, nullptr) << broken << " after " << command_text(command, program);
    }
    EXPECT_EQ(machine.expectations_failed(), 0u);
  }
  const LinuxObjects& objects() const { return machine.linux_memory()->objects(); }

  Program program;
  Machine machine;
  EventLog log;
};

TEST(LinuxObjects, SlubKeepsASlabPerCpu) {
  Played played(std::string(kSlub) +
                "cpus 2\n"
                "d = kmem_cache_create(\"dentry\", 192)\n"
                "a = kmem_cache_alloc(d)\n"
                "expect d.slabs == 1\nexpect d.in_use == 1\nexpect d.active == 21\n"
                "cpu 1\n"
                "b = kmem_cache_alloc(d)\n"
                "expect d.slabs == 2\nexpect d.frozen == 2\n"
                "kmem_cache_free(d, a)\n"
                "expect d.in_use == 1\nexpect d.active == 42\n"
                "kmem_cache_shrink(d)\n"
                "expect d.slabs == 1\nexpect d.partial == 1\nexpect d.frozen == 0\n"
                "kmem_cache_free(d, b)\nkmem_cache_destroy(d)\n"
                "expect slab_pages == 0\n");
  EXPECT_FALSE(played.objects().damaged());
}

TEST(LinuxObjects, ClassicSlabFillsArrays) {
  Played played(std::string(kSlab) +
                "s = kmem_cache_create(\"big\", 3000)\n"
                "o[1..30] = kmem_cache_alloc(s)\n"
                "expect s.slabs == 15\nexpect s.full == 15\n"
                "expect s.colour_next == 960\n"
                "kmem_cache_free(s, o[1..24])\nexpect s.arrayed == 24\n"
                "kmem_cache_free(s, o[25])\nexpect s.empty == 6\nexpect s.arrayed == 13\n"
                "reap()\nreap()\n");
}

TEST(LinuxObjects, KmallocHasClassesAndPages) {
  Played played(std::string(kSlub) +
                "a = kmalloc(60)\nexpect \"kmalloc-64\".in_use == 1\n"
                "expect a.requested == 60\nexpect a.granted == 64\n"
                "b = kmalloc(20000)\nexpect b.order == 3\n"
                "kfree(a)\nkfree(b)\nexpect payload_bytes == 0\n");
}

TEST(LinuxObjects, PoisonFindsAWriteAfterFree) {
  Played played(std::string(kSlub) +
                "w = kmem_cache_create(\"watched\", 56, debug)\n"
                "a = kmem_cache_alloc(w)\nb = kmem_cache_alloc(w)\n"
                "kmem_cache_free(w, a)\n"
                "write(a + 8, 1, 2, 3)\n"
                "c = kmem_cache_alloc(w)\nexpect w.reports == 1\n");
  const std::string text = played.objects().reports_text();
  EXPECT_NE(text.find("BUG watched (Not tainted): Poison overwritten"), std::string::npos) << text;
  EXPECT_NE(text.find("Allocated in line 4 age="), std::string::npos) << text;
  EXPECT_TRUE(played.objects().damaged());
}

// Without checks the second release goes through, and two names hold one object.
TEST(LinuxObjects, AnUncheckedDoubleReleaseIsNotRefused) {
  Played played(std::string(kSlub) +
                "q = kmem_cache_create(\"quiet\", 56)\n"
                "a = kmem_cache_alloc(q)\n"
                "kmem_cache_free(q, a)\nkmem_cache_free(q, a)\n"
                "b = kmem_cache_alloc(q)\nc = kmem_cache_alloc(q)\n"
                "expect b.address == c.address\nexpect failures == 0\n");
}

TEST(LinuxObjects, ACheckedOneIsRefusedWithAReport) {
  Played played(std::string(kSlub) +
                "w = kmem_cache_create(\"watched\", 56, consistency_checks)\n"
                "a = kmem_cache_alloc(w)\nb = kmem_cache_alloc(w)\n"
                "kmem_cache_free(w, a)\nkmem_cache_free(w, a)\n"
                "expect error == debug_report\nexpect w.reports == 1\n");
}

TEST(LinuxObjects, RefusesWhatCannotBe) {
  Played played(std::string(kSlub) +
                "cpu 1\nexpect error == no_such_cpu\n"
                "a = kmem_cache_create(\"none\", 0)\nexpect error == bad_size\n"
                "b = kmem_cache_create(\"odd\", 64, align=24)\nexpect error == bad_align\n"
                "kmem_cache_destroy(\"kmalloc-64\")\nexpect error == reserved_cache\n"
                "p = alloc_pages(0)\nkfree(p)\nexpect error == wrong_free\n"
                "k = kmalloc(0)\nexpect error == zero_bytes\n");
}

// The text of a program means the program.
TEST(LinuxObjects, TheTextOfAProgramMeansTheSame) {
  const std::string text =
      std::string(kSlub) +
      "cpus 4\n"
      "w = kmem_cache_create(\"w\", 56, align=64, ctor, debug, hwcache_align)\n"
      "cpu 3\na = kmem_cache_alloc(w)\nwrite(a + 8, 1, 255)\nreap()\n";
  const Played played(text);
  const std::string written =
      program_text(played.program, static_cast<uint32_t>(played.program.commands.size()));
  const Played again(written);
  EXPECT_TRUE(played.program.commands.size() == again.program.commands.size()) << written;
  EXPECT_TRUE(played.machine == again.machine) << written;
}

TEST(LinuxObjects, TheLanguageSaysWhatIsWrong) {
  const std::pair<const char*, const char*> cases[] = {
      {"cpus 0\n", "zone_number_range"},
      {"cpus 65\n", "zone_number_range"},
      {"cpus 2\ncpus 2\n", "given_twice"},
      {"a = kmalloc(8)\ncpus 2\n", "not_first"},
      {"a = kmalloc(8)\nwrite(a)\n", "expected_symbol"},
      {"a = kmalloc(8)\nwrite(a, 256)\n", "zone_number_range"},
      {"c = kmem_cache_create(\"c\", 8, poisson)\n", "unknown_option"},
      {"c = kmem_cache_create(\"c\", 8, pages=2)\n", "unknown_option"},
      {"c = kmem_cache_create(\"c\", 8, poison, poison)\n", "option_twice"},
  };
  for (const auto& [text, code] : cases) {
    const Parsed parsed(std::string(kSlub) + text);
    ASSERT_FALSE(parsed.diagnostics.empty()) << text;
    EXPECT_EQ(parsed.diagnostics[0].code, code) << text;
  }
}

// seek(n) equals replay(n), at every event.
TEST(LinuxObjects, EveryMomentCanBeReachedAgain) {
  for (const char* head : {kSlub, kSlab}) {
    const Parsed parsed(std::string(head) +
                        "cpus 2\nc = kmem_cache_create(\"c\", 1500)\n"
                        "o[1..24] = kmem_cache_alloc(c)\ncpu 1\n"
                        "kmem_cache_free(c, o[1..20])\n"
                        "p[1..6] = kmem_cache_alloc(c)\n"
                        "kmem_cache_shrink(c)\n");
    ASSERT_TRUE(parsed.diagnostics.empty());
    Timeline timeline(*Machine::create(parsed.program.memory), parsed.program);
    while (timeline.record(1000) > 0) {
    }
    Machine replay = *Machine::create(parsed.program.memory);
    NullLog log;
    for (uint32_t i = 0; i < parsed.program.commands.size(); ++i) {
      replay.execute(parsed.program.commands[i], parsed.program, log);
      timeline.seek({i + 1, 0});
      ASSERT_TRUE(timeline.machine() == replay) << i;
    }
  }
}

}  // namespace
}  // namespace kmem

// The facade of the page: opening, recording, travelling, acting, and what it shows.
#include "wasm/session.h"

#include <gtest/gtest.h>

#include <numeric>

namespace kmem {
namespace {

bool open(Session& session, const std::string& text) {
  session.begin_open(text);
  while (session.continue_open(1)) {
  }
  return session.finish_open();
}

void record_all(Session& session) {
  while (session.record(100) != 0) {
  }
}

Session opened(const std::string& text) {
  Session session;
  EXPECT_TRUE(open(session, text)) << session.diagnostics();
  record_all(session);
  return session;
}

constexpr const char* kDentry =
    "title \"A dentry\"\n"
    "memory 64 frames\n"
    "a = alloc_pages(bytes=21K)\n"
    "dentry = kmem_cache_create(\"dentry\", 192, ctor)\n"
    "d[1..3] = kmem_cache_alloc(dentry)\n"
    "kmem_cache_free(dentry, d[2])\n";

// A session is usable before anything is opened: one empty default segment.
TEST(Session, StartsWithAnEmptyScenario) {
  const Session session;
  EXPECT_EQ(session.frames(), 64u);
  EXPECT_EQ(session.page_size(), 4096u);
  EXPECT_EQ(session.command_count(), 0u);
  EXPECT_EQ(session.event_count(), 0u);
  EXPECT_EQ(session.free_list(6, 10), Words{0});
}

TEST(Session, OpensAndRecords) {
  const Session session = opened(kDentry);
  EXPECT_EQ(session.title(), "A dentry");
  EXPECT_EQ(session.text(), kDentry);
  EXPECT_EQ(session.command_count(), 6u);
  EXPECT_EQ(session.recorded(), 6u);
  EXPECT_EQ(session.event_ends().back(), session.event_count());
  EXPECT_EQ(session.command_text(0), "a = alloc_pages(bytes=21K)");
  EXPECT_EQ(session.command_line(5), 6u);
  EXPECT_EQ(session.position_command(), 0u);
}

// An error leaves the open scenario as it was.
TEST(Session, KeepsTheScenarioWhenAnotherHasErrors) {
  Session session = opened(kDentry);
  EXPECT_FALSE(open(session, "memory 63 frames\nfree_pages(zz)\n"));
  EXPECT_NE(session.diagnostics().find("\"line\":1"), std::string::npos);
  EXPECT_NE(session.diagnostics().find("\"line\":2"), std::string::npos);
  EXPECT_EQ(session.text(), kDentry);
  EXPECT_EQ(session.recorded(), 6u);
}

// The ledger adds up to the segment at every single event, forwards and backwards.
TEST(Session, LedgerAddsUpAtEveryEvent) {
  Session session = opened(kDentry);
  for (uint32_t pass = 0; pass < 2; ++pass) {
    for (uint32_t i = 0; i <= session.event_count(); ++i) {
      session.seek_event(pass == 0 ? i : session.event_count() - i);
      const Doubles rows = session.ledger();
      ASSERT_EQ(rows.size(), 10u);
      EXPECT_EQ(rows[7], 64.0 * 4096) << "the total";
      EXPECT_EQ(std::accumulate(rows.begin(), rows.end(), 0.0), 2 * rows[7]);
    }
  }
}

TEST(Session, ShowsTheMachineAtThePosition) {
  Session session = opened(kDentry);
  session.seek(6, 0);
  const Words slab = session.slab(8);
  ASSERT_EQ(slab.size(), 5u + 21);
  EXPECT_EQ(slab[0], 8u);
  EXPECT_EQ(slab[3], 2u);
  EXPECT_EQ(slab[4], 1u) << "the object freed last is the freelist's head";
  EXPECT_EQ(session.handle_name(session.live_handles(10)[0]), "a");
  EXPECT_EQ(session.live_handles(10).size(), 3u * 4);
  EXPECT_EQ(session.block(3), (Words{0, 3, 2, 21 * 1024, 0, 0, 1}));
  EXPECT_EQ(session.slabs(13, 1, 10), (Words{8, 2}));
  EXPECT_EQ(session.cache_name(13), "dentry");
  EXPECT_EQ(session.free_command(0, 0), "free_pages(a)");
  EXPECT_EQ(session.free_command(8, 0), "kmem_cache_free(dentry, d[1])");
  EXPECT_NE(session.proc_text("slabinfo").find("dentry"), std::string::npos);
  EXPECT_NE(session.proc_text("buddyinfo").find("Node 0, zone"), std::string::npos);
  EXPECT_EQ(session.proc_text("meminfo"), "");
}

// Beyond its range every call answers, with nothing.
TEST(Session, AnswersNonsenseWithNothing) {
  Session session = opened(kDentry);
  session.seek(999, 999);
  EXPECT_EQ(session.position_command(), 6u);
  EXPECT_TRUE(session.slab(64).empty());
  EXPECT_TRUE(session.slab(0).empty());
  EXPECT_TRUE(session.block(kNone).empty());
  EXPECT_TRUE(session.free_list(31, 5).empty());
  EXPECT_TRUE(session.slabs(999, 0, 5).empty());
  EXPECT_TRUE(session.slabs(0, 7, 5).empty());
  EXPECT_TRUE(session.events(999).empty());
  EXPECT_EQ(session.command_text(999), "");
  EXPECT_EQ(session.cache_name(999), "");
  EXPECT_EQ(session.handle_name(999), "");
  EXPECT_EQ(session.note_text(9), "");
  EXPECT_EQ(session.expect_text(9), "");
  EXPECT_EQ(session.free_command(64, 0), "");
  EXPECT_EQ(session.free_command(0, 0xffffffff), "");
  EXPECT_FALSE(session.continue_open(1));
  EXPECT_FALSE(session.finish_open());
}

TEST(Session, ActsAtTheEnd) {
  Session session = opened(kDentry);
  session.seek(6, 0);
  ASSERT_TRUE(session.act("kmem_cache_free(dentry, d[1])")) << session.diagnostics();
  record_all(session);
  EXPECT_EQ(session.recorded(), 7u);
  EXPECT_EQ(session.command_line(6), 7u);
  EXPECT_EQ(session.text(), std::string(kDentry) + "kmem_cache_free(dentry, d[1])\n");
}

// Acting in the past forgets what followed, and the text tells the new history.
TEST(Session, ActingInThePastForksTheHistory) {
  Session session = opened(kDentry);
  session.seek(1, 0);
  ASSERT_TRUE(session.act("b = alloc_pages(0)")) << session.diagnostics();
  record_all(session);
  EXPECT_EQ(session.command_count(), 2u);
  Session again = opened(session.text());
  again.seek(2, 0);
  session.seek(2, 0);
  EXPECT_EQ(again.live_handles(9), session.live_handles(9));
  EXPECT_EQ(again.event_ends(), session.event_ends());
}

// In the middle of a command the command is completed first.
TEST(Session, ActingInsideACommandKeepsIt) {
  Session session = opened(kDentry);
  session.seek(0, 3);
  ASSERT_TRUE(session.act("free_pages(a)")) << session.diagnostics();
  EXPECT_EQ(session.position_command(), 1u);
  record_all(session);
  session.seek(2, 0);
  EXPECT_EQ(session.free_list(6, 4), Words{0});
}

// Inside a range or a repeat the text cannot be cut; it is written out, a command a line.
TEST(Session, ForksInsideARepeat) {
  Session session =
      opened("repeat i = 1..4 {\n  p[i] = alloc_pages(0)\n  q[i] = kmalloc(100)\n}\n");
  for (uint32_t keep = 0; keep <= 8; ++keep) {
    Session fork = opened(session.text());
    fork.seek(keep, 0);
    ASSERT_TRUE(fork.act("z = alloc_pages(1)")) << keep << fork.diagnostics();
    record_all(fork);
    ASSERT_EQ(fork.command_count(), keep + 1) << fork.text();
    Session again = opened(fork.text());
    EXPECT_EQ(again.event_ends(), fork.event_ends()) << fork.text();
    for (uint32_t i = 0; i <= keep; ++i) {
      EXPECT_EQ(again.command_text(i), fork.command_text(i));
      EXPECT_EQ(again.command_line(i), fork.command_line(i));
      EXPECT_EQ(again.events(i), fork.events(i));
    }
  }
}

TEST(Session, RefusedTextChangesNothing) {
  Session session = opened(kDentry);
  session.seek(3, 2);
  const Words before = session.event_ends();
  EXPECT_FALSE(session.act("free_pages(nobody)"));
  EXPECT_NE(session.diagnostics(), "[]");
  EXPECT_EQ(session.event_ends(), before);
  EXPECT_EQ(session.position_command(), 3u);
  EXPECT_EQ(session.position_event(), 2u);
  EXPECT_EQ(session.text(), kDentry);
}

// Misuse is no error of the text: the machine refuses it, with an event that says why.
TEST(Session, MisuseIsAnEvent) {
  Session session = opened(kDentry);
  session.seek(6, 0);
  ASSERT_TRUE(session.act("kmem_cache_free(dentry, d[2])"));
  record_all(session);
  session.seek(7, 0);
  EXPECT_EQ(session.counters()[8], static_cast<double>(Errc::double_free));
  EXPECT_EQ(session.counters()[7], 1.0);
}

}  // namespace
}  // namespace kmem

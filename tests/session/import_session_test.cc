// The importer's facade: pieces of a trace in, pieces of a scenario out.
#include "wasm/import_session.h"

#include <gtest/gtest.h>

#include "wasm/session.h"

namespace kmem {
namespace {

constexpr const char* kTrace =
    "  sh-1 [000] ..... 1.0: kmalloc: call_site=f+0x1/0x2 ptr=ffff888000001000 bytes_req=60 "
    "bytes_alloc=64 gfp_flags=GFP_KERNEL node=-1 accounted=false\n"
    "  sh-1 [000] ..... 1.1: kfree: call_site=f+0x1/0x2 ptr=ffff888000001000\n";

std::string import_in_pieces(size_t piece, uint32_t commands) {
  ImportSession session;
  const std::string trace = kTrace;
  for (size_t at = 0; at < trace.size(); at += piece) session.feed(trace.substr(at, piece));
  session.finish();
  std::string all;
  for (std::string text = session.take_text(commands); !text.empty();
       text = session.take_text(commands))
    all += text;
  EXPECT_NE(session.report().find("objects allocated"), std::string::npos);
  return all;
}

// However the trace is cut, the scenario is the same, and it runs without a refusal.
TEST(ImportSession, PiecesDoNotMatter) {
  const std::string whole = import_in_pieces(1000, 1000);
  for (size_t piece : {1u, 7u, 64u}) EXPECT_EQ(import_in_pieces(piece, 1), whole);

  Session session;
  session.begin_open(whole);
  ASSERT_TRUE(session.finish_open()) << session.diagnostics();
  while (session.record(10) != 0) {
  }
  session.seek(session.command_count(), 0);
  EXPECT_EQ(session.counters()[7], 0.0);
  EXPECT_EQ(session.caches().empty(), false);
}

}  // namespace
}  // namespace kmem

// The recordings of real object caches: geometry, every object, every list, every byte.
#include <gtest/gtest.h>

#include "linux/slab_capture_file.h"
#include "machine/slab_capture_verify.h"
#include "support/tool.h"

namespace kmem {
namespace {

class RecordedSlabs : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    text_ = read_file(slab_data_path(GetParam()));
    ASSERT_EQ(read_slab_text(text_, reader_), "");
  }

  const SlabCapture& capture() const { return reader_.capture(); }

  std::string text_;
  SlabCaptureReader reader_;
};

TEST_P(RecordedSlabs, ArePredicted) {
  const SlabVerdict verdict = verify(capture());
  EXPECT_TRUE(verdict.right()) << verdict.error << "line " << verdict.first.line << ", "
                               << verdict.first.what << ": expected " << verdict.first.expected
                               << ", had " << verdict.first.had;
  for (const Tally tally : {verdict.geometry, verdict.objects, verdict.events, verdict.states,
                            verdict.lines, verdict.info, verdict.bytes})
    EXPECT_EQ(tally.right, tally.all);
  EXPECT_GT(verdict.geometry.all, 0u);
  EXPECT_GT(verdict.objects.all, 0u);
  EXPECT_GT(verdict.events.all, 0u);
  EXPECT_GT(verdict.states.all, 0u);
}

// A file read byte by byte is the file read at once.
TEST_P(RecordedSlabs, AreReadInAnyPieces) {
  SlabCaptureReader slow;
  for (const char c : text_) ASSERT_TRUE(slow.feed(std::string_view(&c, 1)));
  ASSERT_TRUE(slow.finish());
  ASSERT_EQ(slow.capture().caches.size(), capture().caches.size());
  for (size_t i = 0; i < capture().caches.size(); ++i) {
    const SlabCacheCapture& a = slow.capture().caches[i];
    const SlabCacheCapture& b = capture().caches[i];
    EXPECT_EQ(a.request, b.request);
    EXPECT_EQ(a.geometry, b.geometry);
    ASSERT_EQ(a.answers.size(), b.answers.size());
    for (size_t k = 0; k < a.answers.size(); ++k) {
      EXPECT_EQ(a.answers[k].slots, b.answers[k].slots);
      EXPECT_EQ(a.answers[k].events, b.answers[k].events);
      EXPECT_EQ(a.answers[k].full_state, b.answers[k].full_state);
    }
  }
}

// What is cut off inside a cache is refused: every cache has an end.
TEST_P(RecordedSlabs, AreRefusedWhenCutInsideACache) {
  for (const SlabCacheCapture& cache : capture().caches) {
    if (cache.requests.empty()) continue;
    const std::string begin = "\nC name=" + cache.name + " ";
    const size_t at = text_.find("\nE", text_.find(begin));
    for (const size_t length : {at - 1, at, at + 1}) {
      SlabCaptureReader cut;
      EXPECT_NE(read_slab_text(text_.substr(0, length), cut), "") << cache.name;
    }
  }
}

// Whatever answer is changed, verification notices.
TEST_P(RecordedSlabs, AChangedAnswerIsNoticed) {
  SlabCapture changed = capture();
  for (SlabCacheCapture& cache : changed.caches) {
    const std::string geometry = cache.geometry;
    cache.geometry[5] = cache.geometry[5] == '1' ? '2' : '1';
    EXPECT_EQ(verify(changed).first.line, cache.geometry_line);
    cache.geometry = geometry;
    if (cache.line > 200) break;
  }
  SlabCacheCapture& last = changed.caches.back();
  for (size_t i = 0; i < last.answers.size(); i += 1 + last.answers.size() / 20) {
    SlabAnswer& answer = last.answers[i];
    const SlabAnswer kept = answer;
    answer.events.push_back("0:-99");
    EXPECT_EQ(verify(changed).first.line, last.requests[i].line);
    answer = kept;
    if (answer.slots.empty()) continue;
    answer.slots = "4000.1";
    EXPECT_EQ(verify(changed).first.line, last.requests[i].line);
    answer = kept;
  }
}

INSTANTIATE_TEST_SUITE_P(Public, RecordedSlabs, testing::ValuesIn(kSlabCaptures),
                         [](const auto& p) {
                           std::string name = p.param;
                           for (char& c : name)
                             if (c == '-') c = '_';
                           return name;
                         });

// The public SLUB capture has dumps: most bytes of a slot follow from the rules.
TEST(RecordedSlabBytes, MostCanBeKnown) {
  SlabCaptureReader reader;
  ASSERT_EQ(read_slab_text(read_file(slab_data_path("public-slub")), reader), "");
  const SlabVerdict verdict = verify(reader.capture());
  EXPECT_EQ(verdict.bytes.right, verdict.bytes.all);
  EXPECT_GT(verdict.bytes.all, 6000u);
  EXPECT_GT(verdict.unknowable_bytes, 0u);
  EXPECT_LT(verdict.unknowable_bytes, verdict.bytes.all / 2);
}

TEST(RecordedSlabBytes, AChangedByteIsNoticed) {
  SlabCaptureReader reader;
  ASSERT_EQ(read_slab_text(read_file(slab_data_path("public-slub")), reader), "");
  SlabCapture changed = reader.capture();
  const uint32_t all = verify(changed).bytes.all;
  uint32_t dumps = 0;
  for (SlabCacheCapture& cache : changed.caches)
    for (size_t i = 0; i < cache.requests.size(); ++i)
      if (cache.requests[i].op == SlabOp::dump && cache.name == "b4") {
        for (uint8_t& byte : cache.answers[i].bytes) byte ^= 1;
        ++dumps;
      }
  const SlabVerdict verdict = verify(changed);
  EXPECT_EQ(dumps, 7u);
  EXPECT_FALSE(verdict.right());
  EXPECT_EQ(verdict.bytes.all, all);
  // 152 bytes a slot, less code, stack and pid of the records (and when, in two halves).
  EXPECT_GT(verdict.bytes.all - verdict.bytes.right, 7u * 100);
}

}  // namespace
}  // namespace kmem

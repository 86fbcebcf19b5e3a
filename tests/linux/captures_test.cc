// The recordings of a real kernel: every page frame, failure, counter and list.
#include <gtest/gtest.h>

#include "buddy/linux_audit.h"
#include "linux/capture_file.h"
#include "machine/capture_verify.h"
#include "support/tool.h"
#include "trace/event_log.h"

namespace kmem {
namespace {

class RecordedCapture : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    text_ = read_file(capture_path(GetParam()));
    ASSERT_EQ(read_capture_text(text_, reader_), "");
  }

  const Capture& capture() const { return reader_.capture(); }

  std::string text_;
  CaptureReader reader_;
};

TEST_P(RecordedCapture, IsPredicted) {
  const CaptureVerdict verdict = verify(capture());
  EXPECT_TRUE(verdict.right()) << "line " << verdict.first.line << ", " << verdict.first.what
                               << ": expected " << verdict.first.expected << ", had "
                               << verdict.first.had;
  for (const Tally tally : {verdict.pages, verdict.failures, verdict.checkpoints, verdict.parts})
    EXPECT_EQ(tally.right, tally.all);
  EXPECT_GT(verdict.pages.all, 0u);
  EXPECT_GT(verdict.checkpoints.all, 0u);
  EXPECT_GT(verdict.parts.all, 0u);
}

TEST_P(RecordedCapture, PassesTheAuditOnTheWay) {
  CaptureReplay replay(capture().asked);
  const size_t requests = capture().asked.requests.size();
  for (size_t i = 0; i < requests; ++i) {
    replay.step();
    if (i % 64 != 0 && i + 1 != requests) continue;
    ASSERT_EQ(audit(replay.node()), nullptr) << "after request " << i;
  }
}

// A file read byte by byte is the file read at once.
TEST_P(RecordedCapture, IsReadInAnyPieces) {
  CaptureReader slow;
  for (const char c : text_) ASSERT_TRUE(slow.feed(std::string_view(&c, 1)));
  ASSERT_TRUE(slow.finish());
  EXPECT_EQ(slow.capture().answered.pfns, capture().answered.pfns);
  EXPECT_EQ(slow.capture().asked.before, capture().asked.before);
  EXPECT_EQ(slow.capture().asked.requests.size(), capture().asked.requests.size());
}

// What is cut off anywhere is refused.
TEST_P(RecordedCapture, IsRefusedWhenCut) {
  for (size_t parts = 1; parts < 40; ++parts) {
    CaptureReader cut;
    const std::string error = read_capture_text(text_.substr(0, text_.size() * parts / 40), cut);
    EXPECT_NE(error, "") << parts;
  }
}

// An image of the state is the state.
TEST_P(RecordedCapture, IsTheSameStateWhenLoadedAgain) {
  CaptureReplay replay(capture().asked);
  for (size_t i = 0; i < capture().asked.requests.size() / 2; ++i) replay.step();
  for (const LinuxZone& zone : replay.node().zones()) {
    const ZoneImage image = image_of(zone);
    EXPECT_EQ(image_fault(image, zone.layout).text, nullptr);
    EXPECT_EQ(image_of(zone_from_image(image, zone.layout, zone.policy)), image);
  }
}

// A log changes nothing.
TEST_P(RecordedCapture, IsTheSameWithTheLogOn) {
  CaptureReplay silent(capture().asked);
  LinuxNode logged = silent.node();
  EventLog log;
  std::vector<uint32_t> results;
  for (const CaptureRequest& request : capture().asked.requests) {
    uint32_t got = kNone;
    if (request.op == CaptureOp::alloc) {
      const Result<Pfn> pfn = logged.alloc_pages(request.request, log);
      if (pfn.ok()) got = pfn->value;
    } else if (request.op == CaptureOp::drain) {
      logged.drain_percpu_lists(log);
    } else {
      const Order order = capture().asked.requests[request.allocation].request.order;
      EXPECT_EQ(logged.free_pages(Pfn(results[request.allocation]), order, log), Errc::none);
    }
    results.push_back(got);
    ASSERT_EQ(silent.step(), got);
  }
  EXPECT_EQ(silent.node(), logged);
  EXPECT_GT(log.size(), results.size());
}

INSTANTIATE_TEST_SUITE_P(Public, RecordedCapture, testing::ValuesIn(kCaptures),
                         [](const auto& param) {
                           std::string name = param.param;
                           for (char& c : name)
                             if (c == '-') c = '_';
                           return name;
                         });

}  // namespace
}  // namespace kmem

#include "machine/machine_audit.h"

#include <gtest/gtest.h>

#include "support/commands.h"
#include "support/surgeons.h"
#include "support/tools.h"

namespace kmem {
namespace {

using namespace command;

// Handle 0 holds pages, 1 an object of cache variable 0, 2 kmalloc memory, 3 pages of kmalloc.
// Break what handles point at by going past the machine, which only a test can.
class MachineAuditTest : public testing::Test {
 protected:
  MachineAuditTest() {
    cache_ = bench_.created("a", {.size = 600});
    for (const Command& what :
         {alloc_pages(0, 1), cache_alloc(1, cache_), kmalloc(2, 50), kmalloc(3, 9000)})
      EXPECT_EQ(bench_.outcome(what), Errc::none);
    EXPECT_STREQ(audit(bench_.machine), nullptr);
  }

  Zone& zone() { return const_cast<Zone&>(bench_.machine.zone()); }
  CacheSet& caches() { return const_cast<CacheSet&>(bench_.machine.caches()); }
  void free_object_of(uint32_t handle) {
    const Address address = bench_.machine.address_of(bench_.handle(handle));
    caches().free(*caches().find_object(address, zone()), silent_);
  }
  const char* verdict() const { return audit(bench_.machine); }

  Bench bench_;
  uint16_t cache_ = 0;
  NullLog silent_;
};

// A live handle whose block went behind its back.
TEST_F(MachineAuditTest, FindsAHandleOfFreePages) {
  zone().free_pages(Pfn(bench_.handle(0).pfn), silent_);
  EXPECT_STREQ(verdict(), "handles");
}

// A live handle whose object went behind its back.
TEST_F(MachineAuditTest, FindsAHandleOfAFreeObject) {
  free_object_of(1);
  EXPECT_STREQ(verdict(), "handles");
}

// The same for kmalloc.
TEST_F(MachineAuditTest, FindsAHandleOfFreeKmallocMemory) {
  free_object_of(2);
  EXPECT_STREQ(verdict(), "handles");
}

// A handle of pages whose frame now belongs to a slab.
TEST_F(MachineAuditTest, FindsAHandleOfAnotherKind) {
  zone().free_pages(Pfn(bench_.handle(0).pfn), silent_);
  const uint16_t other = bench_.created("b", {.size = 8192});
  ASSERT_EQ(bench_.outcome(cache_alloc(4, other)), Errc::none);
  ASSERT_EQ(bench_.handle(4).pfn, bench_.handle(0).pfn);
  EXPECT_STREQ(verdict(), "handles");
}

// A handle in the middle of a larger block.
TEST_F(MachineAuditTest, FindsAHandleInsideABlock) {
  ASSERT_EQ(bench_.outcome(alloc_pages(4, 1)), Errc::none);
  ASSERT_EQ(bench_.outcome(alloc_pages(5, 1)), Errc::none);
  ASSERT_EQ(bench_.handle(5).pfn, bench_.handle(4).pfn + 2);
  zone().free_pages(Pfn(bench_.handle(5).pfn), silent_);
  zone().free_pages(Pfn(bench_.handle(4).pfn), silent_);
  ASSERT_EQ(bench_.outcome(alloc_pages(4, 2)), Errc::none);
  EXPECT_STREQ(verdict(), "handles");
}

// Two live handles of one address.
TEST_F(MachineAuditTest, FindsTwoOwners) {
  zone().free_pages(Pfn(bench_.handle(0).pfn), silent_);
  ASSERT_EQ(bench_.outcome(alloc_pages(4, 1)), Errc::none);
  EXPECT_STREQ(verdict(), "owners");
}

// What is broken below is found first, under its own name.
TEST_F(MachineAuditTest, FindsWhatIsBrokenBelow) {
  Machine whole = bench_.machine;
  ++ZoneSurgeon(zone()).area(0).nr_free;
  EXPECT_STREQ(verdict(), "lists");
  bench_.machine = whole;
  ++CacheSurgeon(caches(), 13).unasked();
  EXPECT_STREQ(verdict(), "counts");
  bench_.machine = whole;
  zone().set_tag(Pfn(bench_.handle(1).pfn), 0, 0);
  EXPECT_STREQ(verdict(), "pages");
}

}  // namespace
}  // namespace kmem

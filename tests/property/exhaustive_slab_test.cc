// Every history of object and page requests up to a length, in small worlds, against the naive
// model.

#include <gtest/gtest.h>

#include "buddy/zone_audit.h"
#include "slab/slab_audit.h"
#include "support/compare.h"
#include "support/seed.h"
#include "support/tools.h"

namespace kmem {
namespace {

struct World {
  Zone zone;
  CacheSet caches;
  naive::Caches model;
  std::vector<Address> objects;  // live
  std::vector<uint32_t> pages;   // live blocks of pages
};

// One cache of a small world.
struct Kind {
  Bytes size;
  uint64_t pages_per_slab;
  bool ctor;
};

// What each history adds: an object of one of the caches, a free of one of the live objects, a
// shrink of one of the caches, a page, a free of one of the pages.
class Explorer {
 public:
  Explorer(uint64_t frames, const std::vector<Kind>& kinds)
      : start_{make_zone(frames, kMinPageSize),
               CacheSet(),
               naive::Caches(naive::Buddy(frames, kMinPageSize)),
               {},
               {}} {
    NullLog silent;
    const unsigned top = start_.model.buddy.top();
    for (const Kind& kind : kinds) {
      const std::string name = "cache " + std::to_string(start_.caches.size());
      const CacheSpec spec{
          .size = kind.size, .pages_per_slab = kind.pages_per_slab, .ctor = kind.ctor};
      EXPECT_TRUE(start_.caches.create(name, spec, start_.zone, silent).ok());
      start_.model.create(name, kind.size, 8, kind.pages_per_slab, kind.ctor, top);
    }
  }

  void run(uint32_t depth) { explore(start_, depth); }
  uint64_t histories() const { return histories_; }

 private:
  void explore(const World& world, uint32_t depth) {
    if (depth == 0) return;
    for (uint32_t id = 0; id < world.caches.size(); ++id) {
      branch(world, depth, "object of " + std::to_string(id), [&](World& w) { alloc(w, id); });
      branch(world, depth, "shrink " + std::to_string(id), [&](World& w) { shrink(w, id); });
    }
    for (size_t i = 0; i < world.objects.size(); ++i)
      branch(world, depth, "free object " + std::to_string(i), [&](World& w) { free(w, i); });
    branch(world, depth, "page", [&](World& w) { alloc_page(w); });
    for (size_t i = 0; i < world.pages.size(); ++i)
      branch(world, depth, "free page " + std::to_string(i), [&](World& w) { free_page(w, i); });
  }

  template <class Operation>
  void branch(const World& world, uint32_t depth, const std::string& name, Operation operate) {
    if (testing::Test::HasFatalFailure()) return;
    World next = world;
    history_.push_back(name);
    ++histories_;
    operate(next);
    check(next);
    explore(next, depth - 1);
    history_.pop_back();
  }

  void alloc(World& world, uint32_t id) {
    const Result<Address> got = world.caches.alloc(CacheId(id), 0, world.zone, log_);
    const auto expected = world.model.alloc(id, 0);
    ASSERT_EQ(got.ok(), expected.has_value()) << story();
    if (!expected) return;
    ASSERT_EQ(*got, expected->slab * kMinPageSize + expected->object * stride(world, id))
        << story();
    world.objects.push_back(*got);
  }

  void free(World& world, size_t i) {
    const Address address = world.objects[i];
    world.objects.erase(world.objects.begin() + static_cast<ptrdiff_t>(i));
    const Result<ObjectPlace> place = world.caches.find_object(address, world.zone);
    ASSERT_TRUE(place.ok()) << story();
    const uint32_t id = place->cache.value;
    const uint64_t slab = world.model.buddy.holding(address / kMinPageSize)->first;
    world.caches.free(*place, log_);
    world.model.free({id, slab, (address - slab * kMinPageSize) / stride(world, id)});
  }

  void shrink(World& world, uint32_t id) {
    world.caches.shrink(CacheId(id), world.zone, log_);
    world.model.shrink(id);
  }

  void alloc_page(World& world) {
    const Result<Pfn> got =
        world.caches.alloc_pages(Order(0), kMinPageSize, BlockOwner::pages, world.zone, log_);
    const auto expected = world.model.alloc_pages(0, kMinPageSize, naive::Use::pages);
    ASSERT_EQ(got.ok(), expected.has_value()) << story();
    if (!expected) return;
    ASSERT_EQ(got->value, *expected) << story();
    world.pages.push_back(got->value);
  }

  void free_page(World& world, size_t i) {
    world.zone.free_pages(Pfn(world.pages[i]), log_);
    world.model.buddy.free(world.pages[i]);
    world.pages.erase(world.pages.begin() + static_cast<ptrdiff_t>(i));
  }

  static uint64_t stride(const World& world, uint32_t id) { return world.model.caches[id].stride; }

  void check(const World& world) {
    ASSERT_EQ(difference(world.zone, world.model.buddy), "") << story();
    ASSERT_EQ(difference(world.caches, 0, world.model), "") << story();
    ASSERT_STREQ(audit(world.zone), nullptr) << story();
    ASSERT_STREQ(audit(world.caches, world.zone), nullptr) << story();
  }

  std::string story() const {
    std::string text;
    for (const std::string& one : history_) text += one + "; ";
    return text;
  }

  World start_;
  NullLog log_;
  std::vector<std::string> history_;
  uint64_t histories_ = 0;
};

// So many histories there are of each length; the number is checked, so that a change of the test
// cannot quietly run fewer.
struct Size {
  const char* what;
  uint64_t frames;
  std::vector<Kind> kinds;
  uint32_t depth, sanitized_depth;
  uint64_t histories, sanitized_histories;
};

const Size kSizes[] = {
    {"two objects a slab, constructor", 4, {{512, 1, true}}, 9, 7, 1'007'604, 32'217},
    {"one object a slab", 4, {{1024, 1, true}}, 9, 7, 927'947, 31'671},
    {"three objects a slab", 8, {{340, 1, false}}, 8, 6, 179'720, 6'122},
    {"slabs of two pages", 8, {{680, 2, true}}, 8, 6, 179'720, 6'122},
    {"two caches", 4, {{512, 1, true}, {340, 1, false}}, 7, 5, 469'223, 8'855},
    {"two caches of different orders",
     8,
     {{1000, 1, false}, {1000, 2, true}},
     7,
     5,
     470'435,
     8'855},
};

// In all of them the engine and the model agree on every frame, list, freelist, slot and counter
// after every operation, and the audits find nothing.
TEST(ExhaustiveSlab, AllHistoriesOfSmallWorlds) {
  uint64_t all = 0;
  for (const Size& size : kSizes) {
    Explorer explorer(size.frames, size.kinds);
    explorer.run(kSanitized ? size.sanitized_depth : size.depth);
    if (HasFatalFailure()) return;
    EXPECT_EQ(explorer.histories(), kSanitized ? size.sanitized_histories : size.histories)
        << size.what;
    all += explorer.histories();
  }
  std::printf("%llu histories\n", static_cast<unsigned long long>(all));
}

}  // namespace
}  // namespace kmem

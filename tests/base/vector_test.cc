#include "base/vector.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/random.h"

namespace kmem {
namespace {

// How many of these live; one that was destroyed twice or never shows in it.
struct Counted {
  explicit Counted(int n) : number(std::make_unique<int>(n)) { ++alive; }
  Counted(const Counted& other) : number(std::make_unique<int>(*other.number)) { ++alive; }
  Counted(Counted&& other) noexcept : number(std::move(other.number)) { ++alive; }
  Counted& operator=(const Counted&) = delete;
  ~Counted() { --alive; }
  std::unique_ptr<int> number;
  static inline int alive = 0;
};

template <class T>
class VectorTest : public ::testing::Test {};

// Copied byte by byte, and one by one.
using Elements = ::testing::Types<uint32_t, std::string>;
TYPED_TEST_SUITE(VectorTest, Elements);

template <class T>
T element(uint64_t n) {
  if constexpr (std::is_same_v<T, std::string>)
    return std::string(n % 40, 'x') + std::to_string(n);  // short ones lie inside the string
  else
    return static_cast<T>(n);
}

template <class T>
void expect_same(const Vector<T>& ours, const std::vector<T>& theirs) {
  ASSERT_EQ(ours.size(), theirs.size());
  EXPECT_LE(ours.size(), ours.capacity());
  EXPECT_EQ(ours.empty(), theirs.empty());
  EXPECT_TRUE(std::equal(ours.begin(), ours.end(), theirs.begin()));
}

// Elements that are asked for one after another move to new memory a few times, not each time.
TYPED_TEST(VectorTest, GrowsByOneInLinearTime) {
  Vector<TypeParam> ours;
  uint32_t moves = 0;
  for (size_t count = 1; count <= 10'000; ++count) {
    const size_t capacity = ours.capacity();
    ours.resize(count);
    moves += ours.capacity() != capacity;
  }
  EXPECT_LE(moves, 20u);
}

// Whatever is done to it, it holds what the library's vector holds.
TYPED_TEST(VectorTest, HoldsWhatTheLibrarysVectorHolds) {
  using T = TypeParam;
  Random random(1);
  Vector<T> ours;
  std::vector<T> theirs;
  for (int step = 0; step < 5000; ++step) {
    const T value = element<T>(random.next());
    const size_t count = random.below(30);
    switch (random.below(9)) {
      case 0:
        ours.clear();
        theirs.clear();
        break;
      case 1:
        ours.resize(count, value);
        theirs.resize(count, value);
        break;
      case 2:
        ours.resize(count);
        theirs.resize(count);
        break;
      case 3:
        ours.assign(count, value);
        theirs.assign(count, value);
        break;
      case 4: {
        const std::vector<T> more(count, value);
        ours.append(more.data(), more.size());
        theirs.insert(theirs.end(), more.begin(), more.end());
        break;
      }
      case 5:
        if (theirs.empty()) break;
        ours.pop_back();
        theirs.pop_back();
        break;
      default:
        ours.push_back(value);
        theirs.push_back(value);
    }
    ASSERT_NO_FATAL_FAILURE(expect_same(ours, theirs)) << "step " << step;
  }
}

TYPED_TEST(VectorTest, CopiesAreApart) {
  using T = TypeParam;
  const Vector<T> first = {element<T>(1), element<T>(2)};
  Vector<T> copy = first;
  EXPECT_EQ(copy, first);
  copy[0] = element<T>(3);
  EXPECT_NE(copy, first);
  Vector<T> long_one(9, element<T>(7));
  long_one = first;
  expect_same(long_one, {element<T>(1), element<T>(2)});
  copy = Vector<T>();
  EXPECT_TRUE(copy.empty());
}

TYPED_TEST(VectorTest, MovesLeaveNothingBehind) {
  using T = TypeParam;
  Vector<T> from = {element<T>(1), element<T>(2)};
  Vector<T> to = std::move(from);
  expect_same(to, {element<T>(1), element<T>(2)});
  Vector<T> other = {element<T>(3)};
  other = std::move(to);
  expect_same(other, {element<T>(1), element<T>(2)});
  EXPECT_TRUE(from.empty() && to.empty());
}

// Also at the moment when the memory moves.
TYPED_TEST(VectorTest, TakesAnElementOfItsOwn) {
  using T = TypeParam;
  Vector<T> v = {element<T>(5)};
  for (int i = 0; i < 100; ++i) v.push_back(v[0]);
  EXPECT_EQ(v, Vector<T>(101, element<T>(5)));
}

TEST(VectorOfOwners, DestroysEachElementOnce) {
  {
    Vector<Counted> v;
    for (int i = 0; i < 50; ++i) v.emplace_back(i);
    EXPECT_EQ(Counted::alive, 50);
    const Vector<Counted> copy = v;
    EXPECT_EQ(Counted::alive, 100);
    v.pop_back();
    EXPECT_EQ(*v.back().number, 48);
    v = copy;
    EXPECT_EQ(*v.back().number, 49);
    v.clear();
    EXPECT_EQ(Counted::alive, 50);
  }
  EXPECT_EQ(Counted::alive, 0);
}

// Beyond the size from which large pages are asked for; what is written stays as it grows.
TEST(Vector, KeepsWhatIsWrittenWhileItGrows) {
  Vector<uint32_t> v;
  v.extend(3);
  for (uint32_t written = 0; v.size() < (1u << 22); v.extend(v.size())) {
    for (; written < v.size(); ++written) v[written] = written * 7;
    ASSERT_LE(v.size(), v.capacity());
  }
  for (uint32_t i = 0; i < v.size() / 2; ++i) ASSERT_EQ(v[i], i * 7);
  const Vector<uint32_t> copy = v;
  EXPECT_EQ(copy[1000], 7000u);
}

TEST(Vector, RoomGrowsByDoubling) {
  Vector<uint32_t> v;
  uint32_t moves = 0;
  for (uint32_t i = 0; i < 100'000; ++i) {
    const size_t before = v.capacity();
    v.append(&i, 1);
    moves += v.capacity() != before;
  }
  EXPECT_LT(moves, 20u);
}

}  // namespace
}  // namespace kmem

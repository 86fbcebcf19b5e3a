// `kmem cost`: what it is asked, and what it prints.
#include "cli/cost.h"

#include <gtest/gtest.h>

#include "slab/flag_names.h"

namespace kmem {
namespace {

std::string parse(std::vector<const char*> arguments, CostOptions& cost) {
  const int count = static_cast<int>(arguments.size());
  for (int i = 0; i < count; ++i) {
    const std::string error =
        parse_cost_argument(count, const_cast<char**>(arguments.data()), i, cost);
    if (!error.empty()) return error;
  }
  return "";
}

TEST(Cost, TakesSizesAndOptions) {
  CostOptions cost;
  EXPECT_EQ(
      parse({"700", "--align=64", "2K", "--flags", "poison,red_zone", "--cpus", "4", "--ctor"},
            cost),
      "");
  EXPECT_EQ(cost.sizes, (std::vector<uint64_t>{700, 2048}));
  EXPECT_EQ(cost.align, 64u);
  EXPECT_EQ(cost.flags, kSlabPoison | kSlabRedZone);
  EXPECT_EQ(cost.cpus, 4u);
  EXPECT_TRUE(cost.ctor);
}

TEST(Cost, RefusesWithAReason) {
  const std::vector<std::pair<std::vector<const char*>, const char*>> cases = {
      {{"0"}, "`0` is no size"},
      {{"-8"}, "`-8` is no size"},
      {{"4M", "5M"}, "`5M` is no size"},
      {{"--align", "24"}, "--align needs a power of two"},
      {{"--align"}, "--align needs a power of two"},
      {{"--align=0"}, "--align needs a power of two"},
      {{"--cpus=65"}, "--cpus needs a number of CPUs"},
      {{"--flags=poisson"}, "`poisson` is no flag; did you mean poison?"},
      {{"--fast"}, "unknown option `--fast`"},
  };
  for (const auto& [arguments, reason] : cases) {
    CostOptions cost;
    EXPECT_EQ(parse(arguments, cost).find(reason), 0u) << reason;
  }
}

TEST(Cost, PrintsATableAndTheSizesAround) {
  EXPECT_EQ(
      cost_text(*struct_cost(700, 0, 0, false, 1)),
      "A struct of 700 bytes, on a machine with 1 CPU:\n"
      "\n"
      "                          slot  order  objects  per object  rounding    tail    waste\n"
      "SLUB, own cache            704      1       11       744.7        44     448    6.0 %\n"
      "SLUB, kmalloc-1k          1024      1        8      1024.0      2592       0   31.6 %\n"
      "SLAB, own cache            704      1       11       744.7        44     448    6.0 %\n"
      "SLAB, kmalloc-1k          1024      0        4      1024.0      1296       0   31.6 %\n"
      "\n"
      "SLAB shifts the first object of a slab: 7 colours.\n"
      "\n"
      "Bytes of memory per object:\n"
      "SLUB: the same from 697 to 744 bytes; 696 bytes would cost 712.3; 745 bytes would cost "
      "780.2.\n"
      "SLAB: the same from 681 to 712 bytes; 680 bytes would cost 682.7; 713 bytes would cost "
      "819.2.\n");
}

}  // namespace
}  // namespace kmem

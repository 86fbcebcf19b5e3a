#include "cli/cost_options.h"

#include <cstring>

#include "machine/scenario_number.h"
#include "machine/scenario_suggest.h"
#include "slab/flag_names.h"

namespace kmem {
namespace {

constexpr uint64_t kMostBytes = 4u << 20;

// The value of an option, behind a space or an equals sign; nullptr if the argument is another one.
const char* cost_value(int argc, char** argv, int& i, const char* name) {
  const size_t length = std::strlen(name);
  if (std::strncmp(argv[i], name, length) != 0) return nullptr;
  if (argv[i][length] == '=') return argv[i] + length + 1;
  if (argv[i][length] != '\0') return nullptr;
  return i + 1 < argc ? argv[++i] : "";
}

std::string parse_size(const char* text, CostOptions& cost) {
  uint64_t size = 0;
  if (parse_number(text, kMostBytes, size) != NumberForm::fine || size == 0)
    return std::string("`") + text + "` is no size of a struct; it has 1 byte to 4M, such as 700 " +
           "or 2K";
  cost.sizes.push_back(size);
  return "";
}

std::string parse_align(const char* text, uint64_t& align) {
  if (parse_number(text, kMostBytes, align) == NumberForm::fine && std::has_single_bit(align))
    return "";
  return std::string("--align needs a power of two, such as 8 or 64, not `") + text + '`';
}

std::string parse_cpus(const char* text, uint32_t& cpus) {
  uint64_t number = 0;
  if (parse_number(text, kMostCpus, number) != NumberForm::fine || number == 0)
    return "--cpus needs a number of CPUs, 1 to 64";
  cpus = static_cast<uint32_t>(number);
  return "";
}

std::string parse_flags(std::string_view text, uint32_t& flags) {
  while (true) {
    const size_t comma = text.find(',');
    const std::string_view name = text.substr(0, comma);
    const uint32_t flag = slab_flag_of(name);
    if (flag == 0) {
      ClosestName closest(name);
      std::string all;
      for (const SlabFlagName& known : kSlabFlagNames) {
        closest.offer(known.name);
        all += (all.empty() ? "" : ", ") + std::string(known.name);
      }
      if (closest.found())
        return '`' + std::string(name) + "` is no flag; did you mean " + closest.name() + '?';
      return '`' + std::string(name) + "` is no flag; the flags are " + all;
    }
    flags |= flag;
    if (comma == std::string_view::npos) return "";
    text.remove_prefix(comma + 1);
  }
}

}  // namespace

const char* const kCostHelp = R"(usage: kmem cost [OPTIONS] SIZE...

What would my struct cost? For each SIZE in bytes (700, 2K): the slabs that Linux 6.1 would make for
a cache of such objects, with SLUB and with the classic SLAB; the kmalloc class the struct would fall
into; and the sizes at which the memory per object changes.

      --align N     alignment of an object: a power of two
      --flags A,B   consistency_checks, red_zone, poison, store_user, debug (all four),
                    hwcache_align, reclaim_account, typesafe_by_rcu
      --ctor        objects have a constructor
      --cpus N      CPUs of the machine, 1 to 64; 1 if it is left out
      --json        one JSON document instead: an array with an object for each SIZE
  -h, --help        this text

Exit status: 0; 2 if the command line has an error.
)";

std::string parse_cost_argument(int argc, char** argv, int& i, CostOptions& cost) {
  const char* argument = argv[i];
  if (std::strcmp(argument, "--json") == 0) return cost.json = true, "";
  if (std::strcmp(argument, "--ctor") == 0) return cost.ctor = true, "";
  if (const char* align = cost_value(argc, argv, i, "--align"))
    return parse_align(align, cost.align);
  if (const char* cpus = cost_value(argc, argv, i, "--cpus")) return parse_cpus(cpus, cost.cpus);
  if (const char* flags = cost_value(argc, argv, i, "--flags"))
    return parse_flags(flags, cost.flags);
  if (argument[0] == '-' && (argument[1] < '0' || argument[1] > '9'))
    return std::string("unknown option `") + argument + "`; see `kmem cost --help`";
  return parse_size(argument, cost);
}

}  // namespace kmem

#include "cli/report.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>

#include "cli/sentence.h"
#include "machine/proc_text_linux.h"

namespace kmem {
namespace {

// One row of a table, printf-like.
[[gnu::format(printf, 1, 2)]] std::string row(const char* format, ...) {
  char text[256];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  return text;
}

std::string percent(uint32_t tenths) { return row("%3u.%u %%", tenths / 10, tenths % 10); }

// As many blocks of a free list as fit on the line.
std::string free_list_text(const Zone& zone, Order order, size_t columns) {
  const FreeArea& area = zone.area(order);
  std::string text;
  uint32_t shown = 0;
  for (uint32_t pfn = area.head; pfn != kNone; pfn = zone.next_free(Pfn(pfn))) {
    const std::string number = std::to_string(pfn);
    if (text.size() + number.size() + sizeof " and 1000000 more" > columns) break;
    if (shown != 0) text += ' ';
    text += number;
    ++shown;
  }
  if (shown < area.nr_free) text += " and " + std::to_string(area.nr_free - shown) + " more";
  return text;
}

void write_free_areas(const Zone& zone, Output& out) {
  out.line("Free areas");
  out.line("  order      block    free  unusable   free list, head first");
  for (uint32_t k = zone.top_order().value + 1; k-- > 0;) {
    const Order order(k);
    const std::string unusable = percent(unusable_index(zone, order));
    const std::string head =
        row("  %5u %10s %7u  %8s   ", k, bytes_text(zone.page_size() << k).c_str(),
            zone.area(order).nr_free, unusable.c_str());
    std::string line = head + free_list_text(zone, order, kColumns - head.size());
    line.erase(line.find_last_not_of(' ') + 1);
    out.line(line);
  }
}

void write_zones(const LinuxNode& node, Output& out) {
  out.line("Zones, in pages");
  out.line(
      "  zone      frames              managed    free   min   low  high  boost  per-CPU  reserve");
  for (const LinuxZone& zone : node.zones()) {
    const ZoneLayout& layout = zone.layout;
    const std::string frames =
        std::to_string(layout.start) + " to " + std::to_string(layout.end() - 1);
    out.line(row("  %-8s  %-18s %8u %7lld %5u %5u %5u %6u %8u %8u", zone_name(layout.index),
                 frames.c_str(), layout.managed, static_cast<long long>(zone.free.exact()),
                 layout.min, layout.low, layout.high, zone.boost, zone.pcp.count, zone.highatomic));
  }
}

bool is_shown(const CacheSet& caches, uint32_t id) {
  const KmemCache& cache = caches[CacheId(id)];
  return !cache.destroyed() && (id >= kKmallocClasses || cache.work().grown != 0);
}

void write_caches(const CacheSet& caches, Output& out) {
  bool first = true;
  for (uint32_t id = caches.size(); id-- > 0;) {
    if (!is_shown(caches, id)) continue;
    if (first)
      out.line(
          "\nCaches\n  name              active_objs num_objs objsize objperslab pagesperslab"
          "   full partial  empty");
    first = false;
    const KmemCache& cache = caches[CacheId(id)];
    const SlabLayout& layout = cache.layout();
    out.write("  " + cache.name() +
              std::string(cache.name().size() < 17 ? 17 - cache.name().size() : 0, ' '));
    out.line(row(" %11u %8llu %7u %10u %12u %6u %7u %6u", cache.objects_in_use(),
                 1ull * cache.slab_count() * layout.objects, layout.size, layout.objects,
                 frames_of(layout.order), cache.list(SlabList::full).count,
                 cache.list(SlabList::partial).count, cache.list(SlabList::empty).count));
  }
}

void write_accounting(const Machine& machine, Output& out) {
  const Ledger ledger = machine.ledger();
  const std::vector<NamedNumber> rows = ledger_rows(ledger);
  const std::vector<uint32_t> tenths = shares(rows, ledger.total());
  out.line("\nAccounting                       bytes    share");
  for (size_t i = 0; i < rows.size(); ++i)
    out.line(row("  %-24s %11llu  %s", message(rows[i].name).c_str(), 1ull * rows[i].value,
                 percent(tenths[i]).c_str()));
  out.line(row("  %-24s %11llu  %s", message("ledger.total").c_str(), 1ull * ledger.total(),
               percent(1000).c_str()));
}

void write_counters(const Machine& machine, Output& out) {
  out.line("\nWork");
  for (const NamedNumber& counter : counter_rows(machine))
    out.line(row("  %-24s %11llu", message(counter.name).c_str(), 1ull * counter.value));
}

}  // namespace

std::vector<NamedNumber> ledger_rows(const Ledger& ledger) {
  std::vector<NamedNumber> rows = {{"ledger.payload", ledger.payload},
                                   {"ledger.block_rounding", ledger.block_rounding},
                                   {"ledger.object_rounding", ledger.object_rounding},
                                   {"ledger.slab_tails", ledger.slab_tails},
                                   {"ledger.free_objects", ledger.free_objects},
                                   {"ledger.empty_slabs", ledger.empty_slabs},
                                   {"ledger.free_pages", ledger.free_pages}};
  if (ledger.percpu_pages + ledger.reserved_pages == 0) return rows;
  rows.push_back({"ledger.percpu_pages", ledger.percpu_pages});
  rows.push_back({"ledger.reserved_pages", ledger.reserved_pages});
  return rows;
}

std::vector<NamedNumber> counter_rows(const Machine& machine) {
  if (const LinuxMemory* memory = machine.linux_memory())
    return {{"counter.splits", memory->work().splits},
            {"counter.merges", memory->work().merges},
            {"counter.failures", machine.failures()}};
  const BuddyWork& buddy = machine.zone().work();
  CacheWork sum;
  for (uint32_t id = 0; id < machine.caches().size(); ++id) {
    const CacheWork& work = machine.caches()[CacheId(id)].work();
    sum.grown += work.grown;
    sum.reaped += work.reaped;
    sum.ctor_runs += work.ctor_runs;
    sum.ctor_saved += work.ctor_saved;
  }
  return {{"counter.list_looks", buddy.list_looks}, {"counter.splits", buddy.splits},
          {"counter.merges", buddy.merges},         {"counter.slabs_grown", sum.grown},
          {"counter.slabs_reaped", sum.reaped},     {"counter.ctor_runs", sum.ctor_runs},
          {"counter.ctor_saved", sum.ctor_saved},   {"counter.failures", machine.failures()}};
}

std::vector<uint32_t> shares(std::span<const NamedNumber> rows, uint64_t total) {
  std::vector<uint32_t> tenths(rows.size());
  std::vector<uint64_t> lost(rows.size());
  uint32_t missing = 1000;
  for (size_t i = 0; i < rows.size(); ++i) {
    tenths[i] = static_cast<uint32_t>(rows[i].value * 1000 / total);
    lost[i] = rows[i].value * 1000 % total;
    missing -= tenths[i];
  }
  for (; missing > 0; --missing) {
    const auto most = std::max_element(lost.begin(), lost.end());
    ++tenths[static_cast<size_t>(most - lost.begin())];
    *most = 0;
  }
  return tenths;
}

std::string wrapped(std::string_view text, size_t indent) {
  std::string out;
  size_t column = indent;
  while (!text.empty()) {
    const size_t space = text.find(' ');
    const std::string_view word = text.substr(0, space);
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
    size_t width = 0;
    for (const char c : word) width += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    if (column > indent && column + 1 + width > kColumns) {
      out += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (column > indent) {
      out += ' ';
      ++column;
    }
    out += word;
    column += width;
  }
  return out;
}

void write_tables(const Machine& machine, Output& out) {
  if (const LinuxMemory* memory = machine.linux_memory()) {
    write_zones(memory->node(), out);
    out.write("\n/proc/buddyinfo\n" + buddyinfo(memory->node()) + "\n/proc/pagetypeinfo\n" +
              pagetypeinfo(memory->node()));
  } else {
    write_free_areas(machine.zone(), out);
    write_caches(machine.caches(), out);
  }
  write_accounting(machine, out);
  write_counters(machine, out);
}

void write_expectations(const Playback& playback, const char* name, Output& out) {
  const uint32_t failed = playback.machine().expectations_failed();
  if (failed + playback.expectations_met() == 0) return;
  out.line("\nExpectations");
  out.line(row("  %u held, %u failed", playback.expectations_met(), failed));
  for (const std::string& failure : playback.failures())
    out.line(std::string("  ") + name + ':' + failure);
  if (failed > playback.failures().size())
    out.line(row("  and %u more", failed - static_cast<uint32_t>(playback.failures().size())));
}

}  // namespace kmem

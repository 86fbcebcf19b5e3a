#include "machine/slab_state_text.h"

#include <algorithm>

#include "base/digits.h"
#include "machine/text_fields.h"

namespace kmem {
namespace {

std::string field(const char* key, uint64_t value) {
  return std::string(" ") + key + "=" + std::to_string(value);
}

std::string info_text(const SlabinfoRow& row) {
  return "info" + field("active_objs", row.active_objs) + field("num_objs", row.num_objs) +
         field("active_slabs", row.active_slabs) + field("num_slabs", row.num_slabs) +
         field("shared_avail", row.shared_avail);
}

// The numbers of the slabs of a list, from its head or top.
template <class Slab>
std::string numbers_text(const std::vector<Slab>& slabs, uint32_t id) {
  std::string text;
  for (; id != kNone; id = slabs[id].next)
    text += (text.empty() ? "" : ",") + std::to_string(slabs[id].number);
  return text;
}

// The indices of the live slabs in order of creation.
template <class Slab, class IsLive>
std::vector<uint32_t> live_slabs(const std::vector<Slab>& slabs, IsLive is_live) {
  std::vector<uint32_t> ids;
  for (uint32_t id = 0; id < slabs.size(); ++id)
    if (is_live(slabs[id])) ids.push_back(id);
  std::sort(ids.begin(), ids.end(),
            [&](uint32_t a, uint32_t b) { return slabs[a].number < slabs[b].number; });
  return ids;
}

std::string free_slots(const SlubCache& cache, const SlubSlab& slab, Address first) {
  std::vector<uint32_t> slots;
  for (const Address object : cache.list_from(slab, first, nullptr))
    slots.push_back(cache.slot_of(slab, object));
  return runs_text(slots);
}

std::string cpu_line(const SlubCache& cache, uint32_t number) {
  const SlubCpu& cpu = cache.cpu(number);
  const std::vector<SlubSlab>& slabs = cache.slabs();
  std::string text = "cpu " + std::to_string(number) + " slab=";
  if (cpu.slab == kNone) {
    text += "-1 free=-";
  } else {
    const SlubSlab& slab = slabs[cpu.slab];
    text += std::to_string(slab.number) + " free=" + free_slots(cache, slab, cpu.freelist);
  }
  std::string stack;
  for (uint32_t id = cpu.stack; id != kNone; id = slabs[id].next)
    stack += (stack.empty() ? "" : ",") + std::to_string(slabs[id].number) + "(" +
             std::to_string(slabs[id].stack_count) + ")";
  return text + " partial=" + (stack.empty() ? "-" : stack);
}

std::string slab_line(const SlubCache& cache, const SlubSlab& slab) {
  return "slab " + std::to_string(slab.number) + field("order", slab.order.value) +
         field("objects", slab.objects) + field("inuse", slab.inuse) +
         field("frozen", slab.frozen ? 1 : 0) + " free=" + free_slots(cache, slab, slab.freelist);
}

// `12t`: the t says touched.
std::string counted(const char* key, uint64_t number, bool touched) {
  return std::string(key) + std::to_string(number) + (touched ? "t" : "");
}

std::string entries_text(const Slab61Cache& cache, const ArrayCache& array) {
  std::string text;
  for (const Address object : array.entries) {
    const uint32_t id = cache.slab_of(object);
    if (!text.empty()) text += ",";
    if (id == kNone) {
      text += "?";
      continue;
    }
    const Slab61Slab& slab = cache.slabs()[id];
    text += std::to_string(slab.number) + "." + std::to_string(cache.slot_of(slab, object));
  }
  return field("avail", array.entries.size()) + field("touched", array.touched ? 1 : 0) +
         " entries=" + (text.empty() ? "-" : text);
}

std::string list_text(const std::vector<uint32_t>& numbers) {
  std::string text;
  for (const uint32_t number : numbers) text += (text.empty() ? "" : ",") + std::to_string(number);
  return text.empty() ? "-" : text;
}

std::string slab_line(const Slab61Cache& cache, const Slab61Slab& slab) {
  std::vector<uint32_t> free;
  for (uint32_t entry = slab.active; entry < cache.layout().num; ++entry)
    free.push_back(cache.table_entry(slab, entry));
  return "slab " + std::to_string(slab.number) + field("colour", slab.colour_bytes) +
         field("active", slab.active) + " free=" + list_text(free);
}

}  // namespace

std::string runs_text(const std::vector<uint32_t>& numbers) {
  if (numbers.empty()) return "-";
  std::string text;
  for (size_t i = 0; i < numbers.size();) {
    const size_t first = i++;
    const bool up = i < numbers.size() && numbers[i] == numbers[first] + 1;
    while (i < numbers.size() && numbers[i] == (up ? numbers[i - 1] + 1 : numbers[i - 1] - 1)) ++i;
    if (i - first == 2) --i;  // two are no run
    text += (text.empty() ? "" : ",") + std::to_string(numbers[first]);
    if (i - first > 2) text += "-" + std::to_string(numbers[i - 1]);
  }
  return text;
}

std::string without_runs(const std::string& line) {
  const size_t start = line.find(" free=");
  if (start == std::string::npos) return line;
  const size_t from = start + 6;
  const size_t to = std::min(line.find(' ', from), line.size());
  std::string text = line.substr(0, from);
  Fields parts(std::string_view(line).substr(from, to - from));
  for (bool first = true; !parts.at_end(); first = false) {
    const std::string_view part = parts.until(',');
    Fields ends(part);
    const auto low = parse_u32(ends.until('-'));
    const auto high = parse_u32(ends.rest());
    if (!first) text += ",";
    if (!low || !high || *low > kMostSlubObjects || *high > kMostSlubObjects) {
      text += part;
      continue;
    }
    for (uint32_t n = *low; n != *high; n += *low < *high ? 1u : ~0u)
      text += std::to_string(n) + ",";
    text += std::to_string(*high);
  }
  return text + line.substr(to);
}

std::string geometry_text(const SlubLayout& at) {
  return "size=" + std::to_string(at.size) + field("object_size", at.object_size) +
         field("inuse", at.inuse) + field("offset", at.offset) + field("align", at.align) +
         field("red_left_pad", at.red_left_pad) + field("order", at.order.value) +
         field("objects", at.objects) + field("min_order", at.min_order.value) +
         field("min_objects", at.min_objects) + field("min_partial", at.min_partial) +
         field("cpu_partial", at.cpu_partial) + field("cpu_partial_slabs", at.cpu_partial_slabs) +
         " flags=0x" + hex_text(at.flags);
}

std::string geometry_text(const Slab61Layout& at) {
  return "size=" + std::to_string(at.size) + field("object_size", at.object_size) +
         field("align", at.align) + field("num", at.num) + field("gfporder", at.order.value) +
         field("colour", at.colour) + field("colour_off", at.colour_off) +
         field("freelist_size", at.freelist_size()) + " freelist=" + index_table_name(at.table) +
         field("limit", at.limit) + field("batchcount", at.batchcount) +
         field("shared", at.shared) + field("shared_limit", at.shared_limit) +
         field("free_limit", at.free_limit) + " flags=0x" + hex_text(at.flags);
}

std::string short_state(const SlubCache& cache) {
  std::string text;
  for (uint32_t number = 0; number < cache.cpu_count(); ++number) {
    const SlubCpu& cpu = cache.cpu(number);
    const std::string slab =
        cpu.slab == kNone ? "-" : std::to_string(cache.slabs()[cpu.slab].number);
    text += "c" + std::to_string(number) + ":" + slab + "|" +
            numbers_text(cache.slabs(), cpu.stack) + " ";
  }
  text += "n:" + numbers_text(cache.slabs(), cache.partial().head);
  if (cache.full().count > 0) text += " u:" + numbers_text(cache.slabs(), cache.full().head);
  return text;
}

std::string short_state(const Slab61Cache& cache) {
  const ArrayCache& shared = cache.shared();
  std::string text;
  if (shared.limit > 0) text = counted("s:", shared.entries.size(), shared.touched) + " ";
  return text + counted("o:", cache.free_objects(), cache.free_touched()) +
         " p:" + numbers_text(cache.slabs(), cache.list(Slab61List::partial).head) +
         " f:" + numbers_text(cache.slabs(), cache.list(Slab61List::free).head);
}

std::vector<std::string> full_state(const SlubCache& cache) {
  std::vector<std::string> lines = {info_text(cache.slabinfo()),
                                    "totals" + field("slabs", cache.slab_count()) +
                                        field("objects", cache.object_count()) +
                                        field("nr_partial", cache.partial().count)};
  for (uint32_t number = 0; number < cache.cpu_count(); ++number)
    lines.push_back(cpu_line(cache, number));
  const auto is_live = [](const SlubSlab& slab) { return slab.place != SlubPlace::unused; };
  for (const uint32_t id : live_slabs(cache.slabs(), is_live))
    lines.push_back(slab_line(cache, cache.slabs()[id]));
  return lines;
}

std::vector<std::string> full_state(const Slab61Cache& cache) {
  const std::string full = numbers_text(cache.slabs(), cache.list(Slab61List::full).head);
  std::vector<std::string> lines = {info_text(cache.slabinfo()),
                                    "totals" + field("slabs", cache.slab_count()) +
                                        field("free_slabs", cache.list(Slab61List::free).count) +
                                        field("free_objects", cache.free_objects()) +
                                        field("colour_next", cache.colour_next()),
                                    "full " + (full.empty() ? "-" : full)};
  for (uint32_t number = 0; number < cache.cpu_count(); ++number)
    lines.push_back("cpu " + std::to_string(number) + entries_text(cache, cache.array(number)));
  if (cache.shared().limit > 0)
    lines.push_back("shared" + [&] {
      std::string text = entries_text(cache, cache.shared());
      // The mark of the shared array is in the short state only.
      const size_t mark = text.find(" touched=");
      return text.erase(mark, 10);
    }());
  const auto is_live = [](const Slab61Slab& slab) { return slab.list != Slab61List::unused; };
  for (const uint32_t id : live_slabs(cache.slabs(), is_live))
    lines.push_back(slab_line(cache, cache.slabs()[id]));
  return lines;
}

}  // namespace kmem

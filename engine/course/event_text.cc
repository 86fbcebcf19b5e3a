#include "course/event_text.h"

#include <iterator>

#include "course/event_text_linux.h"
#include "machine/scenario_number.h"

namespace kmem {
namespace {

constexpr const char* kVerdicts[] = {"merge",     "in_use", "split_further",
                                     "top_order", "percpu", "reserve"};
constexpr const char* kLists[] = {"full", "partial", "empty"};

std::string none_or_some(uint64_t count) { return count == 0 ? ".none" : ".some"; }

std::string verdict_variant(uint32_t verdict) {
  return verdict < std::size(kVerdicts) ? std::string(".") + kVerdicts[verdict] : std::string();
}

std::string errc_variant(uint32_t errc) {
  return errc < kErrcCount ? std::string(".") + errc_name(static_cast<Errc>(errc)) : std::string();
}

std::string refused_variant(const Event& event) {
  const std::string errc = errc_variant(event.order);
  if (static_cast<Errc>(event.order) != Errc::wrong_cache) return errc;
  return errc + (event.small == kNoCacheVar ? ".pages" : ".slab");
}

// 0 for an order that no block can have.
uint32_t frames_of_event(const Event& event) {
  return event.order > kMaxOrder ? 0 : frames_of(Order(event.order));
}

std::string alloc_variant(const Event& event, Bytes page_size) {
  if (event.order > kMaxOrder) return ".beyond";
  return event.wide() == page_size << event.order ? ".order" : ".bytes";
}

std::string variant(const Event& event, const Zone& zone) {
  if (const auto of_linux = linux_variant(event)) return *of_linux;
  switch (event.kind) {
    case EventKind::alloc_pages:
      return alloc_variant(event, zone.page_size());
    case EventKind::round_up:
      return event.main == frames_of_event(event) ? ".exact" : ".larger";
    case EventKind::look:
    case EventKind::look_partial:
    case EventKind::look_empty:
    case EventKind::shrink:
      return none_or_some(event.main);
    case EventKind::no_block:
      return none_or_some(event.small);
    case EventKind::alloc_failed:
      return errc_variant(event.small);
    case EventKind::buddy_look:
    case EventKind::block_free:
      return verdict_variant(event.small);
    case EventKind::refused:
      return refused_variant(event);
    default:
      return "";
  }
}

// Collects the values of one event.
class EventValues {
 public:
  EventValues(const Event& event, const Machine& machine, const Program& program)
      : event_(event), machine_(machine), program_(program) {
    const std::string name = kEventKinds[kind()].name;
    text_ = say("event." + name + variant(event, machine.zone()));
  }

  Text take() {
    add_machine();
    if (event_.kind == EventKind::refused) {
      add_refused();
    } else {
      add_field("order", kEventKinds[kind()].order, event_.order);
      add_field("small", kEventKinds[kind()].small, event_.small);
      add_field("main", kEventKinds[kind()].main, event_.main);
      add_derived();
    }
    return std::move(text_);
  }

 private:
  unsigned kind() const { return static_cast<unsigned>(event_.kind); }
  uint32_t block_frames() const { return frames_of_event(event_); }
  void number(std::string_view name, uint64_t value) {
    text_ = std::move(text_).number(name, value);
  }
  void text(std::string_view name, std::string value) {
    text_ = std::move(text_).text(name, std::move(value));
  }
  void bytes(std::string_view name, Bytes value) { text_ = std::move(text_).bytes(name, value); }

  void add_machine() {
    number("top", machine_.top_order().value);
    bytes("total", machine_.bytes());
    number("block_frames", block_frames());
    bytes("block_bytes", machine_.zone().page_size() * block_frames());
  }

  // `field` is where the number stands in the event, `name` what the kind's table row calls it.
  void add_field(std::string_view field, std::string_view name, uint32_t value) {
    if (name == "-" || name == "errc" || name == "verdict" || name == "largest") return;
    if (add_linux_field(name, value, text_)) return;
    if (name == "bytes48") return field == "main" ? bytes("bytes", event_.wide()) : void();
    if (name == "address48")
      return field == "main" ? text("address", address_text(event_.wide())) : void();
    if (name == "size") return bytes("size", value);
    if (name == "cache") return add_cache(value);
    if (name == "lists") return add_lists();
    if (name == "note") return add_scenario_text(program_.notes, value);
    if (name == "expect") return add_expectation(value);
    number(name, value);
  }

  void add_cache(uint32_t id) {
    const std::string name = machine_.cache_name(id);
    text("cache", name.empty() ? std::to_string(id) : name);
  }

  void add_lists() {
    add_list("from", event_.order >> 4);
    add_list("to", event_.order & 15u);
  }

  void add_list(std::string_view name, uint32_t list) {
    if (list >= 3) return text(name, std::to_string(list));
    text_ = std::move(text_).word(name, std::string("word.") + kLists[list]);
  }

  void add_scenario_text(const Vector<std::string>& texts, uint32_t index) {
    text("text", index < texts.size() ? texts[index] : std::to_string(index));
  }

  void add_expectation(uint32_t index) {
    const auto& all = program_.expectations;
    text("text", index < all.size() ? all[index].text : std::to_string(index));
  }

  void add_derived() {
    switch (event_.kind) {
      case EventKind::split:
        return number("waits", event_.main + block_frames());
      case EventKind::no_block:
        return number("largest", event_.small == 0 ? 0 : event_.small - 1u);
      case EventKind::alloc_failed:
        return number("needed", block_frames());
      case EventKind::block_free:
        return number("buddy", event_.main ^ block_frames());
      default:
        return;
    }
  }

  void add_refused() {
    number("pfn", event_.main);
    switch (static_cast<Errc>(event_.order)) {
      case Errc::wrong_order:
        number("claimed", event_.small >> 8);
        return number("order", event_.small & 255u);
      case Errc::cache_in_use:
        number("objects", event_.main);
        return add_cache(event_.small);
      case Errc::wrong_cache:
      case Errc::reserved_cache:
        return add_cache(event_.small);
      default:
        return;
    }
  }

  const Event& event_;
  const Machine& machine_;
  const Program& program_;
  Text text_;
};

}  // namespace

Text event_text(const Event& event, const Machine& machine, const Program& program) {
  return EventValues(event, machine, program).take();
}

}  // namespace kmem

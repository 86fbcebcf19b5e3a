#include "machine/scenario_texts.h"

#include "base/random.h"

namespace kmem {
namespace {

uint32_t hash_text(std::string_view text) {
  uint64_t hash = 0xcbf29ce484222325ull;  // FNV-1a
  for (const char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3ull;
  return static_cast<uint32_t>(mix_bits(hash));
}

}  // namespace

// The slot that holds the text, or the one where it belongs.
size_t TextIndex::slot_of(std::string_view text, uint32_t hash) const {
  const size_t mask = slots_.size() - 1;
  for (size_t at = hash & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.number == kNone) return at;
    const std::string_view there(characters_.data() + slot.offset, slot.length);
    if (slot.hash == hash && text == there) return at;
  }
}

uint32_t TextIndex::find(std::string_view text) const {
  return slots_[slot_of(text, hash_text(text))].number;
}

void TextIndex::add(std::string_view text, uint32_t number) {
  if (2 * count_ == slots_.size()) grow();
  const uint32_t hash = hash_text(text);
  Slot& slot = slots_[slot_of(text, hash)];
  if (slot.number != kNone) return;
  slot = {hash, number, static_cast<uint32_t>(characters_.size()),
          static_cast<uint32_t>(text.size())};
  characters_.append(text.data(), text.size());
  ++count_;
}

void TextIndex::grow() {
  const Vector<Slot> old = std::move(slots_);
  slots_.resize(2 * old.size());
  const size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.number == kNone) continue;
    size_t at = slot.hash & mask;
    while (slots_[at].number != kNone) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace kmem

// scenario_texts.h — texts that are known, each with a number.
//
// An open-addressing table: the slots hold where a text lies in one long row of characters.
#ifndef KMEM_MACHINE_SCENARIO_TEXTS_H_
#define KMEM_MACHINE_SCENARIO_TEXTS_H_

#include <string_view>

#include "base/types.h"
#include "base/vector.h"

namespace kmem {

class TextIndex {
 public:
  // The text's number, or kNone.
  uint32_t find(std::string_view text) const;
  bool has(std::string_view text) const { return find(text) != kNone; }
  // The first number that is given for a text stays. It must not be kNone.
  void add(std::string_view text, uint32_t number);

 private:
  struct Slot {
    uint32_t hash = 0;
    uint32_t number = kNone;  // kNone: the slot is free
    uint32_t offset = 0;      // of the text in characters_
    uint32_t length = 0;
  };

  size_t slot_of(std::string_view text, uint32_t hash) const;
  void grow();

  Vector<char> characters_;
  Vector<Slot> slots_ = Vector<Slot>(16);  // a power of two of them, at least half of them free
  uint32_t count_ = 0;
};

}  // namespace kmem

#endif  // KMEM_MACHINE_SCENARIO_TEXTS_H_

// question_kinds.h — the one table of questions, and how each is answered.
#ifndef KMEM_COURSE_QUESTION_KINDS_H_
#define KMEM_COURSE_QUESTION_KINDS_H_

#include <cstdint>
#include <string_view>

#include "base/types.h"

namespace kmem {

// How an answer is given.
//   frame    a page frame number; can be clicked in the picture
//   order    an order
//   number   a plain number
//   bytes    a size: 11K, 11264
//   frames   page frame numbers, head of the list first; `empty` for none
//   choice   one of the question's words
//   slab     the first frame of a slab, or the word `grow`
//   size_class  a size of kmalloc, or the word `pages`
#define KMEM_ANSWER_FORM_TABLE(X) \
  X(frame) X(order) X(number) X(bytes) X(frames) X(choice) X(slab) X(size_class)

//  X(kind, form)
#define KMEM_QUESTION_TABLE(X)                                                                  \
  X(which_block, frame)        /* a request for pages, or a grow: the first frame handed out */ \
  X(how_many_splits, number)   /* the same requests: splits */                                  \
  X(rounded_order, order)      /* a request by bytes: the order it gets */                      \
  X(will_it_merge, choice)     /* one block is freed: yes or no */                              \
  X(how_many_merges, number)   /* the same */                                                   \
  X(how_far, order)            /* the same: the order of the block in the end */                \
  X(merged_at, frame)          /* the same: the first frame of that block */                    \
  X(why_it_stops, choice)      /* the same: in_use, split_further, top_order */                 \
  X(buddy_of, frame)           /* one block is handed out or freed: its buddy's first frame */  \
  X(free_list_after, frames)   /* free_list_after(3): that list after the command */            \
  X(which_slab, slab)          /* an object is wanted: the slab that serves it, or grow */      \
  X(which_list, choice)        /* full, partial, empty: where that slab is afterwards */        \
  X(object_index, number)      /* an object is wanted: its index in the slab */                 \
  X(pages_go_home, choice)     /* yes or no: do page frames go back to the page allocator? */   \
  X(slab_order, order)         /* a cache is made: the order of its slabs */                    \
  X(objects_per_slab, number)  /* the same: objects in each */                                  \
  X(waste, bytes)              /* bytes that no one asked for: in the block, class or tail */   \
  X(kmalloc_class, size_class) /* the class that serves a kmalloc */                            \
  X(will_it_fail, choice)      /* granted, exhausted, fragmented, order_too_large */            \
  X(ctor_runs, number)         /* an object is wanted: constructor runs */

enum class AnswerForm : uint8_t {
#define X(form) form,
  KMEM_ANSWER_FORM_TABLE(X)
#undef X
};

enum class QuestionKind : uint8_t {
#define X(kind, form) kind,
  KMEM_QUESTION_TABLE(X)
#undef X
      count_
};

inline constexpr uint32_t kQuestionKindCount = static_cast<uint32_t>(QuestionKind::count_);

struct QuestionKindInfo {
  const char* name;
  AnswerForm form;
};

inline constexpr QuestionKindInfo kQuestionKinds[] = {
#define X(kind, form) {#kind, AnswerForm::form},
    KMEM_QUESTION_TABLE(X)
#undef X
};

inline constexpr const char* kAnswerForms[] = {
#define X(form) #form,
    KMEM_ANSWER_FORM_TABLE(X)
#undef X
};

constexpr const QuestionKindInfo& info(QuestionKind kind) {
  return kQuestionKinds[static_cast<unsigned>(kind)];
}

// The kind of a name, or count_.
constexpr QuestionKind question_kind(std::string_view name) {
  uint32_t kind = 0;
  while (kind < kQuestionKindCount && name != kQuestionKinds[kind].name) ++kind;
  return static_cast<QuestionKind>(kind);
}

}  // namespace kmem

#endif  // KMEM_COURSE_QUESTION_KINDS_H_

// The answers once more, from the naive model of the rules (support/naive_machine.h), which knows
// neither the engine nor its events: a question about a random program has the answer that
// comparing the model before the command with the model after it gives.
#include <gtest/gtest.h>

#include <map>

#include "base/random.h"
#include "course/course_support.h"
#include "support/naive_machine.h"
#include "support/random_program.h"
#include "support/seed.h"

namespace kmem {
namespace {

using Frames = std::vector<uint32_t>;

const char* yes_no(bool yes) { return yes ? "yes" : "no"; }

const naive::Slab* find_slab(const naive::Machine& model, size_t cache, uint64_t start,
                             const char** list = nullptr) {
  const naive::Cache& owner = model.caches.caches[cache];
  const std::pair<const char*, const std::list<naive::Slab>*> lists[] = {
      {"full", &owner.full}, {"partial", &owner.partial}, {"empty", &owner.empty}};
  for (const auto& [name, slabs] : lists)
    for (const naive::Slab& slab : *slabs) {
      if (slab.start != start) continue;
      if (list != nullptr) *list = name;
      return &slab;
    }
  return nullptr;
}

// A command between two states of the model.
class Naively {
 public:
  Naively(const Program& program, uint32_t index)
      : command_(program.commands[index]), before_(program.memory), after_(program.memory) {
    for (uint32_t i = 0; i < index; ++i) before_.execute(program.commands[i], program);
    after_ = before_;
    after_.execute(command_, program);
  }

  // The answer as text, or nothing if the model has no word on it.
  std::optional<std::string> answer(const Question& q) const {
    switch (q.kind) {
      case QuestionKind::which_block:
        return std::to_string(handed_out());
      case QuestionKind::how_many_splits:
        return std::to_string(after_.caches.buddy.splits - before_.caches.buddy.splits);
      case QuestionKind::how_many_merges:
        return std::to_string(merges());
      case QuestionKind::will_it_merge:
        return yes_no(merges() != 0);
      case QuestionKind::how_far:
        return std::to_string(naive::Buddy::order_of(home().second));
      case QuestionKind::merged_at:
        return std::to_string(home().first);
      case QuestionKind::why_it_stops:
        return why();
      case QuestionKind::rounded_order:
        return std::to_string(before_.caches.buddy.order_for(command_.number));
      case QuestionKind::buddy_of:
        return buddy();
      case QuestionKind::free_list_after:
        return list(q.parameter);
      default:
        return object_answer(q.kind);
    }
  }

 private:
  std::optional<std::string> object_answer(QuestionKind kind) const {
    switch (kind) {
      case QuestionKind::which_slab:
        return grew() ? "grow" : std::to_string(touched().slab);
      case QuestionKind::object_index:
        return std::to_string(touched().object);
      case QuestionKind::which_list: {
        const char* list = "";
        find_slab(after_, touched().cache, touched().slab, &list);
        return list;
      }
      case QuestionKind::pages_go_home:
        return yes_no(blocks_home() != 0);
      case QuestionKind::ctor_runs:
        return std::to_string(ctor_runs(after_) - ctor_runs(before_));
      case QuestionKind::slab_order:
        return std::to_string(after_.caches.caches.back().order);
      case QuestionKind::objects_per_slab:
        return std::to_string(after_.caches.caches.back().objects);
      case QuestionKind::will_it_fail:
        return after_.last_errc == Errc::none ? "granted" : errc_name(after_.last_errc);
      case QuestionKind::kmalloc_class:
        return size_class();
      case QuestionKind::waste:
        return std::to_string(waste());
      default:
        return std::nullopt;
    }
  }

  using Extent = std::pair<uint64_t, uint64_t>;  // first frame, frames

  // Blocks in use in one model that are not in use in the other, as they were.
  static std::vector<Extent> only_in(const naive::Machine& one, const naive::Machine& other) {
    std::vector<Extent> extents;
    for (const auto& [start, block] : one.caches.buddy.blocks) {
      if (block.use == naive::Use::free) continue;
      const auto found = other.caches.buddy.blocks.find(start);
      const bool there = found != other.caches.buddy.blocks.end() &&
                         found->second.use == block.use && found->second.length == block.length;
      if (!there) extents.push_back({start, block.length});
    }
    return extents;
  }

  uint64_t merges() const { return after_.caches.buddy.merges - before_.caches.buddy.merges; }
  uint64_t handed_out() const {
    const std::vector<Extent> fresh = only_in(after_, before_);
    return fresh.empty() ? before_.caches.buddy.frames : fresh[0].first;
  }
  uint64_t blocks_home() const {
    uint64_t reaped = 0;
    for (size_t i = 0; i < before_.caches.caches.size(); ++i)
      reaped += after_.caches.caches[i].reaped - before_.caches.caches[i].reaped;
    return reaped + (command_.op == Op::kfree && !only_in(before_, after_).empty());
  }
  Extent freed() const { return only_in(before_, after_).front(); }
  // The free block that what was freed is in now.
  Extent home() const {
    const auto block = after_.caches.buddy.holding(freed().first);
    return {block->first, block->second.length};
  }
  std::string why() const {
    const auto [start, length] = home();
    const naive::Buddy& buddy = after_.caches.buddy;
    if (length == buddy.frames) return "top_order";
    const uint64_t other = (start / length) % 2 == 0 ? start + length : start - length;
    const auto found = buddy.blocks.find(other);
    return found != buddy.blocks.end() && found->second.length >= length ? "in_use"
                                                                         : "split_further";
  }
  std::string buddy() const {
    const std::vector<Extent> fresh = only_in(after_, before_);
    const auto [start, length] = fresh.empty() ? freed() : fresh.front();
    return std::to_string((start / length) % 2 == 0 ? start + length : start - length);
  }
  std::string list(uint32_t order) const {
    std::string out;
    for (const uint64_t frame : after_.caches.buddy.free_lists[order])
      out += (out.empty() ? "" : ", ") + std::to_string(frame);
    return out.empty() ? "empty" : out;
  }

  // Objects in use by place, to see which one came or went.
  using Objects = std::map<std::tuple<size_t, uint64_t, uint64_t>, bool>;
  static Objects objects(const naive::Machine& model) {
    Objects all;
    for (size_t id = 0; id < model.caches.caches.size(); ++id)
      for (const auto* slabs : {&model.caches.caches[id].full, &model.caches.caches[id].partial})
        for (const naive::Slab& slab : *slabs)
          for (const auto& [object, bytes] : slab.live) all[{id, slab.start, object}] = true;
    return all;
  }
  naive::Place touched() const {
    const Objects a = objects(before_), b = objects(after_);
    const Objects& more = a.size() > b.size() ? a : b;
    const Objects& less = a.size() > b.size() ? b : a;
    for (const auto& [place, live] : more)
      if (!less.contains(place))
        return {std::get<0>(place), std::get<1>(place), std::get<2>(place)};
    return {};
  }
  bool grew() const {
    return after_.caches.caches[touched().cache].grown !=
           before_.caches.caches[touched().cache].grown;
  }
  static uint64_t ctor_runs(const naive::Machine& model) {
    uint64_t runs = 0;
    for (const naive::Cache& cache : model.caches.caches) runs += cache.ctor_runs;
    return runs;
  }

  static constexpr uint64_t kClasses[] = {8,   16,  32,   64,   96,   128, 192,
                                          256, 512, 1024, 2048, 4096, 8192};
  std::string size_class() const {
    for (const uint64_t size : kClasses)
      if (command_.number <= size) return std::to_string(size);
    return "pages";
  }
  uint64_t waste() const {
    if (command_.op == Op::kmem_cache_create) {
      const naive::Cache& cache = after_.caches.caches.back();
      return naive::Buddy::length_of(cache.order) * before_.caches.buddy.page_size -
             cache.objects * cache.stride;
    }
    const std::string known = size_class();
    if (command_.op == Op::kmalloc && known != "pages") return std::stoull(known) - command_.number;
    return only_in(after_, before_).front().second * before_.caches.buddy.page_size -
           command_.number;
  }

  const Command& command_;
  naive::Machine before_;
  naive::Machine after_;
};

// Where a reaped slab's block is handed out again at once, its place cannot be told from the
// states.
bool model_can_tell(const Moment& moment, QuestionKind kind) {
  const std::optional<PageRequest> request = page_request(moment);
  if (!request || !request->pressure) return true;
  for (const QuestionKind of_place :
       {QuestionKind::which_block, QuestionKind::buddy_of, QuestionKind::how_far,
        QuestionKind::merged_at, QuestionKind::why_it_stops, QuestionKind::waste})
    if (kind == of_place) return false;
  return true;
}

void compare(const Moment& moment, std::map<QuestionKind, uint32_t>& compared) {
  const Naively naively(moment.program, moment.index);
  for (uint32_t kind = 0; kind < kQuestionKindCount; ++kind) {
    Question q;
    if (!make_question(moment, {static_cast<QuestionKind>(kind), kNone}, q).empty()) continue;
    if (!model_can_tell(moment, q.kind)) continue;
    const std::optional<std::string> answer = naively.answer(q);
    ASSERT_TRUE(answer.has_value()) << kQuestionKinds[kind].name;
    EXPECT_EQ(answer_text(q.form(), q.right), *answer)
        << kQuestionKinds[kind].name << ": " << q.call;
    ++compared[q.kind];
  }
}

TEST(QuestionNaive, AgreesOnRandomPrograms) {
  std::map<QuestionKind, uint32_t> compared;
  for (const uint64_t seed : seeds(40)) {
    Random random(seed);
    const MemoryConfig memory{.frames = uint64_t{1} << (2 + random.below(6)), .page_size = 4096};
    ProgramMaker<Random> maker(random, memory);
    const uint64_t count = steps(60);
    for (uint64_t i = 0; i < count; ++i) maker.add();
    for (uint32_t i = 0; i < count; ++i) {
      SCOPED_TRACE(replay_line("QuestionNaive.AgreesOnRandomPrograms", seed, i + 1));
      Moment moment;
      make_moment(maker.program, i, moment);
      compare(moment, compared);
      if (HasFailure()) return;
    }
  }
  const bool all = steps(60) == 60;
  EXPECT_EQ(compared.size(), all ? kQuestionKindCount : compared.size()) << "a kind is missing";
}

}  // namespace
}  // namespace kmem

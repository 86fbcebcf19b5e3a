#include "machine/workload.h"

#include "machine/scenario.h"

namespace kmem {
namespace {

constexpr uint32_t kPages = 0;  // the population of pages; those of objects follow

// Three requests for one free, as long as there is room.
bool wants_more(Random& random) { return random.below(4) != 0; }

}  // namespace

ChurnResult Workload::churn(const PageChurn& churn, uint32_t line) {
  if (!usable(kChurnPages)) return ChurnResult::name_is_cache;
  follow();
  Random random(churn.seed);
  const uint64_t room = program_->memory.frames * churn.fill / 100;
  const uint32_t orders = churn.highest_order - churn.lowest_order + 1;
  for (uint32_t i = 0; i < churn.operations; ++i) {
    const uint32_t order = churn.lowest_order + random.below(orders);
    const bool fits = frames_ + frames_of(Order(order)) <= room;
    Command command{.op = Op::alloc_pages, .order = static_cast<uint8_t>(order), .line = line};
    if (population(kPages).live.empty() || (fits && wants_more(random))) {
      if (!request(command, kChurnPages, kPages)) return ChurnResult::too_many_handles;
    } else {
      command = {.op = Op::free_pages, .line = line};
      free_one(command, kPages, random);
    }
  }
  return ChurnResult::done;
}

ChurnResult Workload::churn(const ObjectChurn& churn, uint32_t line) {
  if (!usable(kChurnObjects)) return ChurnResult::name_is_cache;
  follow();
  Random random(churn.seed);
  const uint32_t objects = 1u + churn.cache;
  for (uint32_t i = 0; i < churn.operations; ++i) {
    const size_t live = population(objects).live.size();
    Command command{.op = Op::kmem_cache_alloc, .cache = churn.cache, .line = line};
    if (live == 0 || (live < churn.live && wants_more(random))) {
      if (!request(command, kChurnObjects, objects)) return ChurnResult::too_many_handles;
    } else {
      command.op = Op::kmem_cache_free;
      free_one(command, objects, random);
    }
  }
  return ChurnResult::done;
}

bool Workload::usable(const char* base) const {
  const Name* name = names_->find(base);
  return name == nullptr || !name->is_cache;
}

Workload::Population& Workload::population(uint32_t index) {
  if (index >= populations_.size()) populations_.resize(index + 1u);
  return populations_[index];
}

// Takes note of the commands since the last time, churn's own and others.
void Workload::follow() {
  for (; followed_ < program_->commands.size(); ++followed_) follow(program_->commands[followed_]);
}

void Workload::follow(const Command& command) {
  switch (command.op) {
    case Op::alloc_pages:
    case Op::kmem_cache_alloc:
    case Op::kmalloc:
      return born(command);
    case Op::free_pages:
    case Op::kmem_cache_free:
    case Op::kfree:
      if (command.handle != kNone && command.number == 0) dead(command.handle);
      return;
    default:
      return;
  }
}

// A request that is larger than the segment is refused for certain.
uint32_t Workload::frames_of_request(const Command& command) const {
  if (command.op != Op::alloc_pages) return 0;
  const MemoryConfig& memory = program_->memory;
  uint64_t frames = 1;
  if (command.order <= kMaxOrder) frames = frames_of(Order(command.order));
  while (command.order == kNoOrder && frames < memory.frames &&
         frames * memory.page_size < command.number)
    frames *= 2;
  const bool too_large = command.order == kNoOrder ? frames * memory.page_size < command.number
                                                   : command.order > kMaxOrder;
  return too_large || frames > memory.frames ? 0 : static_cast<uint32_t>(frames);
}

uint32_t Workload::population_of_request(const Command& command) const {
  const std::string& name = program_->names[program_->handles[command.handle].base];
  if (command.op == Op::alloc_pages && name == kChurnPages) return kPages;
  if (command.op == Op::kmem_cache_alloc && name == kChurnObjects) return 1u + command.cache;
  return kNone;
}

void Workload::born(const Command& command) {
  if (command.handle >= lives_.size()) lives_.resize(command.handle + 1u);
  leave_population(command.handle);
  Life& life = lives_[command.handle];
  life.pages = frames_of_request(command);
  frames_ += life.pages;
  life.population = population_of_request(command);
  if (life.population == kNone) return;
  Vector<uint32_t>& live = population(life.population).live;
  life.place = static_cast<uint32_t>(live.size());
  live.push_back(command.handle);
}

void Workload::dead(uint32_t handle) {
  if (handle >= lives_.size()) return;
  Life& life = lives_[handle];
  frames_ -= life.pages;
  life.pages = 0;
  if (life.population != kNone) population(life.population).spare.push_back(handle);
  leave_population(handle);
}

// The last of the live ones moves to the place that becomes free.
void Workload::leave_population(uint32_t handle) {
  Life& life = lives_[handle];
  if (life.population == kNone) return;
  Vector<uint32_t>& live = population(life.population).live;
  live[life.place] = live.back();
  lives_[live.back()].place = life.place;
  live.pop_back();
  life.population = kNone;
}

// A freed one if there is one (and it has not been requested again since), else a new one.
uint32_t Workload::next_handle(const char* base, uint32_t population_index) {
  Vector<uint32_t>& spare = population(population_index).spare;
  while (!spare.empty()) {
    const uint32_t handle = spare.back();
    spare.pop_back();
    if (lives_[handle].population == kNone) return handle;
  }
  Name* name = names_->find(base);
  if (name == nullptr) name = names_->add_handle_name(base);
  const uint32_t index = name->lowest == kNone ? 1 : name->highest + 1;
  return index > kMaxIndex ? kNone : names_->assign(*name, index);
}

bool Workload::request(Command command, const char* base, uint32_t population_index) {
  command.handle = next_handle(base, population_index);
  if (command.handle == kNone) return false;
  program_->commands.push_back(command);
  follow();
  return true;
}

void Workload::free_one(Command command, uint32_t population_index, Random& random) {
  const Vector<uint32_t>& live = population(population_index).live;
  command.handle = live[random.below(static_cast<uint32_t>(live.size()))];
  program_->commands.push_back(command);
  follow();
}

}  // namespace kmem

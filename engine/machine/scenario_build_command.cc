// Commands: what each statement that asks something of the machine comes to.
#include "base/digits.h"
#include "machine/scenario_builder.h"
#include "machine/scenario_lexer.h"
#include "machine/scenario_text.h"

namespace kmem {
namespace {

constexpr Op op_of(StatementKind kind) {
  switch (kind) {
    case StatementKind::alloc_pages:
      return Op::alloc_pages;
    case StatementKind::free_pages:
      return Op::free_pages;
    case StatementKind::kmem_cache_create:
      return Op::kmem_cache_create;
    case StatementKind::kmem_cache_alloc:
      return Op::kmem_cache_alloc;
    case StatementKind::kmem_cache_free:
      return Op::kmem_cache_free;
    case StatementKind::kmem_cache_shrink:
      return Op::kmem_cache_shrink;
    case StatementKind::kmem_cache_destroy:
      return Op::kmem_cache_destroy;
    case StatementKind::kmalloc:
      return Op::kmalloc;
    case StatementKind::kfree:
      return Op::kfree;
    case StatementKind::expect:
      return Op::expect;
    case StatementKind::drain_pages:
      return Op::drain_pages;
    case StatementKind::cpu:
      return Op::cpu;
    case StatementKind::write:
      return Op::write;
    case StatementKind::reap:
      return Op::reap;
    default:
      return Op::note;
  }
}

}  // namespace

void ProgramBuilder::build_command(const Statement& s) {
  Command command{.op = op_of(s.kind), .line = s.line, .request = s.request};
  switch (s.kind) {
    case StatementKind::alloc_pages:
    case StatementKind::kmem_cache_alloc:
    case StatementKind::kmalloc:
      return build_requests(s, command);
    case StatementKind::free_pages:
    case StatementKind::kmem_cache_free:
    case StatementKind::kfree:
      return build_frees(s, command);
    case StatementKind::kmem_cache_create:
      return build_create(s, command);
    case StatementKind::note:
      return build_note(s, command);
    case StatementKind::drain_pages:
    case StatementKind::reap:
      emit(command);
      return;
    case StatementKind::cpu:
      return build_cpu(s, command);
    case StatementKind::write:
      return build_write(s, command);
    case StatementKind::expect:
      return build_expect(s, command);
    default:
      if (cache_of(s.cache, command.cache)) emit(command);
      return;
  }
}

void ProgramBuilder::build_requests(const Statement& s, Command command) {
  if (s.kind == StatementKind::kmem_cache_alloc && !cache_of(s.cache, command.cache)) return;
  const bool by_order = s.kind == StatementKind::alloc_pages && !s.by_bytes;
  if (by_order && !set_order(s.number, command)) return;
  if (!by_order && !value_of(s.number, command.number)) return;
  Name* name = handle_to_assign(s.handle.name);
  uint32_t first = kNone;
  uint32_t last = kNone;
  if (name == nullptr || !range_of(s.handle, first, last)) return;
  for (uint32_t i = first;; first <= last ? ++i : --i) {
    command.handle = names_.assign(*name, i);
    if (command.handle == kNone) {
      fail(Code::too_many_handles, s.handle.name, kMaxHandles);
      full_ = true;
    }
    if (!emit(command) || i == last || last_round()) return;
  }
}

void ProgramBuilder::build_frees(const Statement& s, Command command) {
  if (s.kind == StatementKind::kmem_cache_free && !cache_of(s.cache, command.cache)) return;
  if (s.has_order && !set_order(s.second, command)) return;
  if (!value_of(s.number, command.number)) return;
  if (s.by_address) {
    emit(command);
    return;
  }
  const Name* name = used_handle(s.handle.name);
  uint32_t first = kNone;
  uint32_t last = kNone;
  if (name == nullptr || !range_of(s.handle, first, last)) return;
  for (uint32_t i = first;; first <= last ? ++i : --i) {
    if (!element_of(s.handle, *name, i, command.handle)) return;
    if (!emit(command) || i == last || last_round()) return;
  }
}

void ProgramBuilder::build_create(const Statement& s, Command command) {
  const CreateParts& parts = tree_->creates[s.detail];
  CacheRequest request{.name = text_value(text_of(parts.name)), .spec = {}};
  request.spec.ctor = parts.ctor;
  request.spec.flags = parts.flags;
  if (!value_of(parts.size, request.spec.size) || !value_of(parts.align, request.spec.align) ||
      !value_of(parts.pages, request.spec.pages_per_slab) ||
      !cache_to_assign(s.handle.name, command.cache))
    return;
  const std::string text = cache_request_text(request);
  uint32_t index = requests_.find(text);
  if (index == kNone) {
    index = static_cast<uint32_t>(program_.cache_requests.size());
    if (index == kMaxTexts) return too_many_texts(s);
    requests_.add(text, index);
    created_caches_.add(request.name, 0);
    program_.cache_requests.push_back(std::move(request));
  }
  command.number = index;
  emit(command);
}

void ProgramBuilder::build_note(const Statement& s, Command command) {
  std::string text = text_value(text_of(s.text));
  uint32_t index = notes_.find(text);
  if (index == kNone) {
    index = static_cast<uint32_t>(program_.notes.size());
    if (index == kMaxTexts) return too_many_texts(s);
    notes_.add(text, index);
    program_.notes.push_back(std::move(text));
  }
  command.number = index;
  emit(command);
}

void ProgramBuilder::build_churn(const Statement& s) {
  const ChurnParts& parts = tree_->churns[s.detail];
  uint64_t seed = 0;
  uint16_t cache = kNoCacheVar;
  if (parts.operations == 0 || !value_of(parts.seed, seed)) return;
  if (parts.objects && !cache_of(parts.cache, cache)) return;
  if (program_.commands.size() + parts.operations > kMaxCommands) {
    full_ = true;
    return too_many_commands(s);
  }
  const ChurnResult result = parts.objects
                                 ? workload_.churn(ObjectChurn{.seed = seed,
                                                               .operations = parts.operations,
                                                               .cache = cache,
                                                               .live = parts.live},
                                                   s.line)
                                 : workload_.churn(PageChurn{.seed = seed,
                                                             .operations = parts.operations,
                                                             .lowest_order = parts.lowest_order,
                                                             .highest_order = parts.highest_order,
                                                             .fill = parts.fill},
                                                   s.line);
  if (result == ChurnResult::done) return;
  const bool is_cache = result == ChurnResult::name_is_cache;
  diagnostics_->add(is_cache ? Code::name_is_cache : Code::too_many_handles, s.span,
                    parts.objects ? kChurnObjects : kChurnPages,
                    is_cache ? "" : decimal_text(kMaxHandles));
  full_ = !is_cache;
}

bool ProgramBuilder::set_order(const Value& value, Command& command) {
  uint64_t order = 0;
  if (!value_of(value, order)) return false;
  if (order > kMaxWrittenOrder) {
    const Code code = command.op == Op::alloc_pages ? Code::bytes_as_order : Code::order_range;
    return fail(code, value.span, "0.." + decimal_text(kMaxWrittenOrder));
  }
  command.order = static_cast<uint8_t>(order);
  return true;
}

}  // namespace kmem

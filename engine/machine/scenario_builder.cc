#include "machine/scenario_builder.h"

#include "machine/linux_link.h"
#include "machine/scenario_text.h"
#include "slab/kmalloc_classes.h"

namespace kmem {

ProgramBuilder::ProgramBuilder(std::string_view text, bool linux, Program program,
                               Diagnostics& diagnostics)
    : text_(text),
      program_(std::move(program)),
      diagnostics_(&diagnostics),
      names_(program_),
      workload_(program_, names_),
      linux_(linux) {
  for (uint32_t i = 0; i < program_.notes.size(); ++i) notes_.add(program_.notes[i], i);
  for (uint32_t i = 0; i < program_.expectations.size(); ++i)
    expectations_.add(program_.expectations[i].text, i);
  for (uint32_t i = 0; i < program_.cache_requests.size(); ++i)
    requests_.add(cache_request_text(program_.cache_requests[i]), i);
  for (const Command& command : program_.commands)
    if (command.op == Op::kmem_cache_create)
      created_caches_.add(program_.cache_requests[static_cast<size_t>(command.number)].name, 0);
  for (uint32_t i = 0; i < program_.cache_vars.size(); ++i)
    if (program_.cache_vars[i].by_name) quoted_caches_.add(program_.cache_vars[i].name, i);
  for (const char* name : kKmallocNames) created_caches_.add(name, 0);
}

void ProgramBuilder::build(const StatementTree& tree, size_t errors_before) {
  if (tree.nodes.empty() || full_) return;
  tree_ = &tree;
  errors_before_ = errors_before;
  once_ = program_.commands.size() + tree.nodes[0].commands > kMaxCommands;
  if (once_) too_many_commands(tree.nodes[0]);
  build_nodes(0, static_cast<uint32_t>(tree.nodes.size()));
  if (once_ || diagnostics_->count() != errors_before) forgive_results();
}

void ProgramBuilder::build_nodes(uint32_t begin, uint32_t end) {
  for (uint32_t node = begin; node < end && !full_;) {
    const Statement& s = tree_->nodes[node];
    if (s.kind == StatementKind::repeat)
      build_repeat(s, node);
    else
      build_statement(s);
    node = s.kind == StatementKind::repeat ? s.end : node + 1;
  }
}

void ProgramBuilder::build_repeat(const Statement& s, uint32_t node) {
  start();
  if (s.broken || s.commands == 0) return;  // what it was to assign is forgiven at the end
  if (s.variable.length != 0) {
    const Name* name = names_.find(text_of(s.variable));
    if (name != nullptr)
      fail(name->is_cache ? Code::name_is_cache : Code::name_is_handle, s.variable);
  }
  uint64_t from = 0;
  uint64_t to = 0;
  if (!value_of(s.number, from) || !value_of(s.second, to)) return;
  const bool upwards = from <= to;
  if ((upwards ? to - from : from - to) >= kMaxRepeat) {
    fail(Code::repeat_too_large, s.second.span, kMaxRepeat);
    to = from;
  }
  for (uint64_t i = from;; upwards ? ++i : --i) {
    variables_[s.depth] = i;
    build_nodes(node + 1, s.end);
    if (i == to || last_round()) return;
  }
}

void ProgramBuilder::build_statement(const Statement& s) {
  const size_t errors = diagnostics_->count();
  build_by_kind(s);
  const bool wrong = s.kind == StatementKind::broken || diagnostics_->count() != errors;
  if (wrong && s.has_result) forgiven_.add(text_of(s.handle.name), 0);
}

void ProgramBuilder::build_by_kind(const Statement& s) {
  switch (s.kind) {
    case StatementKind::broken:
      return;
    case StatementKind::title:
    case StatementKind::memory:
    case StatementKind::profile:
      return build_head(s);
    case StatementKind::zone:
    case StatementKind::mechanisms:
      if (in_linux()) build_linux_head(s);
      return;
    case StatementKind::cpus:
      if (in_linux()) build_cpus(s);
      return;
    case StatementKind::churn:
      start();
      return build_churn(s);
    default:
      start();
      return build_command(s);
  }
}

bool ProgramBuilder::emit(const Command& command) {
  if (full_) return false;
  if (program_.commands.size() >= kMaxCommands) {
    too_many_commands(tree_->nodes[0]);
    full_ = true;
    return false;
  }
  program_.commands.push_back(command);
  return true;
}

// Once is enough: what comes behind it is too many as well.
void ProgramBuilder::too_many_commands(const Statement& s) {
  if (!too_many_said_) fail(Code::too_many_commands, s.span, kMaxCommands);
  too_many_said_ = true;
}

void ProgramBuilder::too_many_texts(const Statement& s) {
  fail(Code::too_many_texts, s.span, kMaxTexts);
  full_ = true;
}

void ProgramBuilder::forgive_results() {
  for (const Statement& s : tree_->nodes)
    if (s.has_result) forgiven_.add(text_of(s.handle.name), 0);
}

}  // namespace kmem

// scenario_builder.h — from statements to commands: names get their meaning, ranges and repeats
// are carried out.
//
// A round of a repeat that has an error is the last one, so that every error is reported once, and
// what the other rounds were to assign is not called unknown afterwards. Every round makes at least
// one command (or the repeat is passed over), so kMaxCommands bounds the work.
#ifndef KMEM_MACHINE_SCENARIO_BUILDER_H_
#define KMEM_MACHINE_SCENARIO_BUILDER_H_

#include <array>
#include <string>
#include <string_view>

#include "machine/linux_link.h"
#include "machine/scenario_linux_words.h"
#include "machine/scenario_names.h"
#include "machine/scenario_statement.h"
#include "machine/scenario_texts.h"
#include "machine/scenario_words.h"
#include "machine/workload.h"

namespace kmem {

class ProgramBuilder {
 public:
  // Goes on from `program`, with its names. Text and diagnostics must outlive the builder.
  // `linux`: the text says a profile of Linux.
  ProgramBuilder(std::string_view text, bool linux, Program program, Diagnostics& diagnostics);
  ProgramBuilder(const ProgramBuilder&) = delete;
  ProgramBuilder& operator=(const ProgramBuilder&) = delete;

  // The tree's own errors have been added since there were `errors_before` errors.
  void build(const StatementTree& tree, size_t errors_before);
  // The program has its memory already: the statements that come now go on from it.
  void go_on() { started_ = memory_done_ = true; }
  // Nothing comes any more.
  void finish() { start(); }
  Program take_program() { return std::move(program_); }

 private:
  using Code = DiagnosticCode;

  // scenario_builder.cc: rounds, and the bounds of the program
  void build_nodes(uint32_t begin, uint32_t end);
  void build_statement(const Statement& s);
  void build_by_kind(const Statement& s);
  void build_repeat(const Statement& s, uint32_t node);
  bool emit(const Command& command);
  bool last_round() const { return full_ || once_ || diagnostics_->count() != errors_before_; }
  void too_many_commands(const Statement& s);
  void too_many_texts(const Statement& s);
  void forgive_results();

  // scenario_build_command.cc
  void build_command(const Statement& s);
  void build_requests(const Statement& s, Command command);
  void build_frees(const Statement& s, Command command);
  void build_create(const Statement& s, Command command);
  void build_note(const Statement& s, Command command);
  void build_churn(const Statement& s);
  bool set_order(const Value& value, Command& command);

  // scenario_build_head.cc: title, memory, profile
  void build_head(const Statement& s);
  bool head_in_place(const Statement& s, bool& given);
  void build_memory(const Statement& s);
  void build_profile(const Statement& s);

  // scenario_build_linux.cc: zones and mechanisms
  void start();  // a statement that may not stand before memory
  void build_linux_head(const Statement& s);
  void build_linux_memory(const Statement& s);
  void build_zoneinfo(const Statement& s);
  void build_zone(const Statement& s);
  bool runs_fit(const Vector<FrameRun>& runs, const Vector<Span>& spans, const ZoneLayout& zone);
  void finish_linux_memory();
  bool set_zone_numbers(BootMemory& memory);

  // scenario_build_objects.cc
  void build_cpus(const Statement& s);
  void build_cpu(const Statement& s, Command command);
  void build_write(const Statement& s, Command command);

  // scenario_build_names.cc: what names and values mean
  bool value_of(const Value& value, uint64_t& number);
  bool index_of(const Value& value, uint32_t& index);
  bool range_of(const NameUse& use, uint32_t& first, uint32_t& last);
  Name* handle_to_assign(Span span);
  const Name* used_handle(Span span);
  bool element_of(const NameUse& use, const Name& name, uint32_t index, uint32_t& handle);
  bool cache_to_assign(Span span, uint16_t& cache);
  bool cache_of(const CacheUse& use, uint16_t& cache);
  bool quoted_cache_of(Span span, uint16_t& cache);
  void unknown_name(Span span, bool cache);
  bool unknown_cache_name(Span span, const std::string& wanted);
  bool forgiven(Span span) const { return forgiven_.has(text_of(span)); }

  // scenario_build_expect.cc
  void build_expect(const Statement& s, Command command);
  bool quantity_of(const QuantityParts& parts, Quantity& quantity);
  bool named_quantity_of(const QuantityParts& parts, Quantity& quantity);
  bool field_of(Subject subject, Span field, Quantity& quantity);

  std::string_view text_of(Span span) const { return text_.substr(span.offset, span.length); }
  bool fail(Code code, Span span, std::string_view expected = {}) {
    return diagnostics_->fail(code, span, expected);
  }
  bool fail(Code code, Span span, uint64_t bound) { return diagnostics_->fail(code, span, bound); }

  std::string_view text_;
  Program program_;
  Diagnostics* diagnostics_;
  NameTable names_;
  Workload workload_;
  TextIndex notes_;
  TextIndex expectations_;
  TextIndex requests_;        // arguments of kmem_cache_create
  TextIndex created_caches_;  // names in quotes that a statement has created
  TextIndex quoted_caches_;   // names in quotes → cache variable
  TextIndex writes_;          // bytes in program_.writes
  TextIndex forgiven_;        // names whose assignment had an error

  const StatementTree* tree_ = nullptr;
  size_t errors_before_ = 0;
  std::array<uint64_t, kMaxNesting> variables_{};
  bool full_ = false;  // a bound of the program is reached: nothing more is made
  bool once_ = false;  // the statement would make too many commands: one round looks for errors
  bool too_many_said_ = false;
  bool started_ = false;  // there was a statement that may not stand before memory
  bool title_given_ = false;
  bool memory_given_ = false;
  bool profile_given_ = false;

  struct GivenZone {
    ZoneParts parts;
    Span span;
  };
  // Asked at every use, so that all of it is left out where Linux is not linked.
  bool in_linux() const { return linux_linked() && linux_; }
  bool linux_ = false;
  bool memory_done_ = false;
  bool mechanisms_given_ = false;
  bool cpus_given_ = false;
  uint32_t mechanisms_ = kAllMechanisms;
  uint64_t linux_frames_ = 0;  // memory SIZE
  Vector<GivenZone> zones_;
  std::unique_ptr<BootMemory> zoneinfo_;
};

}  // namespace kmem

#endif  // KMEM_MACHINE_SCENARIO_BUILDER_H_

// scenario_diagnostics.h — the errors of one text, found by their place in it.
#ifndef KMEM_MACHINE_SCENARIO_DIAGNOSTICS_H_
#define KMEM_MACHINE_SCENARIO_DIAGNOSTICS_H_

#include <string>
#include <string_view>

#include "base/vector.h"
#include "machine/diagnostic_codes.h"
#include "machine/scenario.h"

namespace kmem {

// Some bytes of the text.
struct Span {
  uint32_t offset = 0;
  uint32_t length = 0;
};

class Diagnostics {
 public:
  // The text must outlive this.
  explicit Diagnostics(std::string_view text) : text_(text) {}

  // `found` is what stands at the span.
  void add(DiagnosticCode code, Span span, std::string_view expected = {});
  void add(DiagnosticCode code, Span span, std::string_view found, std::string_view expected);
  // The same, and false: for those that return whether all is well.
  bool fail(DiagnosticCode code, Span span, std::string_view expected);
  // A bound was passed.
  bool fail(DiagnosticCode code, Span span, uint64_t bound);

  // In the order of their places in the text.
  const Vector<Diagnostic>& list() const { return list_; }
  size_t count() const { return list_.size(); }
  // So many errors that no more are looked for; the last one says so.
  bool full() const { return list_.size() > kMaxDiagnostics; }

 private:
  void put_in_place();
  void find_line(uint32_t offset);
  std::string excerpt(Span span) const;

  std::string_view text_;
  Vector<Diagnostic> list_;
  // The line of the last error, from where the next one is looked for.
  uint32_t line_ = 1;
  uint32_t line_start_ = 0;
};

}  // namespace kmem

#endif  // KMEM_MACHINE_SCENARIO_DIAGNOSTICS_H_

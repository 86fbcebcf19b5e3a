#include "wasm/ask_session.h"

#include "course/history.h"

namespace kmem {
namespace {

std::string chain_json(const WhyChain& chain) {
  std::string out = "[";
  for (const WhyStep& step : chain) {
    out += (out.size() > 1 ? ",{\"text\":" : "{\"text\":") + text_json(step.text);
    if (step.command != kNone)
      out += ",\"command\":" + std::to_string(step.command) +
             ",\"event\":" + std::to_string(step.event);
    if (step.pfn != kNone) out += ",\"pfn\":" + std::to_string(step.pfn);
    if (step.object != kNone) out += ",\"object\":" + std::to_string(step.object);
    out += '}';
  }
  return out + ']';
}

std::string sample_json(const HistorySample& sample) {
  const Ledger& l = sample.ledger;
  std::string out = "[" + std::to_string(sample.command);
  for (const uint64_t number :
       {l.payload, l.block_rounding, l.object_rounding, l.slab_tails, l.free_objects, l.empty_slabs,
        l.free_pages, sample.object_payload, Bytes{sample.failures}, Bytes{sample.free_frames},
        Bytes{sample.largest}})
    out += ',' + std::to_string(number);
  for (const int32_t index : sample.unusable) out += ',' + std::to_string(index);
  return out + ']';
}

}  // namespace

AskSession::AskSession(std::string text) : parser_(std::move(text)) {}

bool AskSession::parse(uint32_t statements) {
  if (ready()) return false;
  if (parser_.step(statements)) return true;
  if (!parser_.diagnostics().empty()) return false;
  Program program = parser_.take_program();
  // What is asked here is about the textbook's allocators.
  if (program.memory.profile == Profile::textbook)
    run_program_ = std::make_unique<Program>(std::move(program));
  return false;
}

std::string AskSession::history(uint32_t samples) const {
  if (!ready()) return "{}";
  const MemoryConfig& memory = run_program_->memory;
  std::string out = "{\"segment\":" + std::to_string(memory.frames * memory.page_size);
  const std::vector<HistorySample> history = ledger_history(*run_program_, samples);
  out += ",\"orders\":" + std::to_string(history[0].unusable.size()) + ",\"samples\":[";
  for (size_t i = 0; i < history.size(); ++i) out += (i == 0 ? "" : ",") + sample_json(history[i]);
  return out + "]}";
}

std::string AskSession::why_block(uint32_t command, uint32_t event, uint32_t pfn) const {
  return chain_json(ready() ? kmem::why_block(*run_program_, {command, event}, pfn) : WhyChain{});
}

std::string AskSession::why_object(uint32_t command, uint32_t event, uint32_t pfn,
                                   uint32_t object) const {
  return chain_json(ready() ? kmem::why_object(*run_program_, {command, event}, pfn, object)
                            : WhyChain{});
}

std::string AskSession::why_event(uint32_t command, uint32_t event) const {
  return chain_json(ready() ? kmem::why_event(*run_program_, command, event) : WhyChain{});
}

std::string AskSession::why_not(uint32_t command, uint32_t event, uint32_t pfn_a,
                                uint32_t pfn_b) const {
  return chain_json(ready() ? kmem::why_not(*run_program_, {command, event}, pfn_a, pfn_b)
                            : WhyChain{});
}

}  // namespace kmem

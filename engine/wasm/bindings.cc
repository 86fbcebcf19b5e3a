// bindings.cc — the table of what JavaScript sees. Only the bindings know Emscripten.
//
// An instance of the module is one session, and its methods are bound as plain functions: Embind's
// classes would be a tenth of the download. Arrays are found by their address: web/src/engine/
// session.ts copies them out of the heap at once.
#include <emscripten/bind.h>

#include "wasm/session.h"

namespace {

using kmem::Session;

// What was asked for last; it stays until the next call.
struct Answer {
  kmem::Words words;
  kmem::Doubles doubles;
  uint32_t bytes = 0;

  void keep(kmem::Words&& array) { words = std::move(array); }
  void keep(kmem::Doubles&& array) { doubles = std::move(array); }
};

// Made once and never destroyed: they are there as long as the instance is.
Session& session = *new Session;
Answer& answer = *new Answer;

uint32_t address_of(const void* data) {
  return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(data));
}

template <auto Method, class Result, class... Arguments>
Result call_method(Arguments... arguments) {
  return (session.*Method)(std::move(arguments)...);
}

// The function that calls a method of the session.
template <auto Method, class Result, class... Arguments>
constexpr auto plain(Result (Session::*)(Arguments...) const) {
  return &call_method<Method, Result, std::decay_t<Arguments>...>;
}
template <auto Method, class Result, class... Arguments>
constexpr auto plain(Result (Session::*)(Arguments...)) {
  return &call_method<Method, Result, std::decay_t<Arguments>...>;
}

template <auto Method, class... Arguments>
uint32_t call_for_array(Arguments... arguments) {
  auto array = (session.*Method)(arguments...);
  answer.bytes = static_cast<uint32_t>(array.size() * sizeof(array[0]));
  const uint32_t address = address_of(array.data());
  answer.keep(std::move(array));
  return address;
}

uint32_t frame_states() {
  answer.bytes = session.frames();
  return address_of(session.frame_states());
}

#ifdef KMEM_LINUX
uint32_t linux_types() {
  const uint8_t* types = session.linux_types();
  answer.bytes = types == nullptr ? 0 : session.frames();
  return address_of(types);
}
#endif

uint32_t answer_bytes() { return answer.bytes; }

template <auto Method>
void bind(const char* name) {
  emscripten::function(name, plain<Method>(Method));
}
template <auto Method, class... Arguments>
void bind_array(const char* name) {
  emscripten::function(name, &call_for_array<Method, Arguments...>);
}

}  // namespace

EMSCRIPTEN_BINDINGS(kmem) {
  emscripten::function("tables", &Session::tables);
  bind<&Session::begin_open>("beginOpen");
  bind<&Session::continue_open>("continueOpen");
  bind<&Session::finish_open>("finishOpen");
  bind<&Session::open_progress>("openProgress");
  bind<&Session::diagnostics>("diagnostics");
  bind<&Session::text>("text");
  bind<&Session::title>("title");
  bind<&Session::record>("record");
  bind<&Session::command_count>("commandCount");
  bind<&Session::recorded>("recorded");
  bind<&Session::event_count>("eventCount");
  bind_array<&Session::event_ends>("eventEnds");
  bind<&Session::seek>("seek");
  bind<&Session::seek_event>("seekEvent");
  bind<&Session::position_command>("positionCommand");
  bind<&Session::position_event>("positionEvent");
  bind<&Session::act>("act");
  bind<&Session::command_text>("commandText");
  bind<&Session::command_line>("commandLine");
  bind_array<&Session::events, uint32_t>("events");
  bind<&Session::note_text>("noteText");
  bind<&Session::expect_text>("expectText");
  bind<&Session::frames>("frames");
  bind<&Session::page_size>("pageSize");
  bind<&Session::top_order>("topOrder");
  emscripten::function("frameStates", &frame_states);
  bind_array<&Session::areas>("areas");
  bind_array<&Session::free_list, uint32_t, uint32_t>("freeList");
  bind_array<&Session::ledger>("ledger");
  bind_array<&Session::counters>("counters");
  bind_array<&Session::caches>("caches");
  bind<&Session::cache_name>("cacheName");
  bind_array<&Session::slabs, uint32_t, uint32_t, uint32_t>("slabs");
  bind_array<&Session::slab, uint32_t>("slab");
  bind_array<&Session::block, uint32_t>("block");
  bind_array<&Session::live_handles, uint32_t>("liveHandles");
  bind<&Session::handle_name>("handleName");
  bind<&Session::free_command>("freeCommand");
  bind<&Session::proc_text>("procText");
  emscripten::function("answerBytes", &answer_bytes);
#ifdef KMEM_LINUX  // the module with the profiles of Linux
  bind_array<&Session::linux_node>("linuxNode");
  bind_array<&Session::linux_zones>("linuxZones");
  bind_array<&Session::linux_runs>("linuxRuns");
  bind_array<&Session::linux_lists, uint32_t>("linuxLists");
  bind_array<&Session::linux_percpu, uint32_t>("linuxPercpu");
  bind_array<&Session::linux_indices>("linuxIndices");
  bind_array<&Session::linux_pageblocks, uint32_t>("linuxPageblocks");
  emscripten::function("linuxTypes", &linux_types);
  bind<&Session::linux_trace>("linuxTrace");
#endif
}

// bindings.cc — the table of what JavaScript sees. Only the bindings know Emscripten.
//
// Arrays are copied (`slice`): memory growth moves the heap, so no view of it leaves.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include "wasm/session.h"

namespace {

using emscripten::val;
using kmem::Session;

template <class T>
val copy(const T* data, size_t size) {
  return val(emscripten::typed_memory_view(size, data)).call<val>("slice");
}

// A method that answers with a vector, as one that answers with a typed array of JavaScript.
template <auto Method, class... Arguments>
val as_array(const Session& session, Arguments... arguments) {
  const auto vector = (session.*Method)(arguments...);
  return copy(vector.data(), vector.size());
}

val frame_states(const Session& session) { return copy(session.frame_states(), session.frames()); }

}  // namespace

EMSCRIPTEN_BINDINGS(kmem) {
  emscripten::function("tables", &Session::tables);
  emscripten::class_<Session>("Session")
      .constructor<>()
      .function("beginOpen", &Session::begin_open)
      .function("continueOpen", &Session::continue_open)
      .function("finishOpen", &Session::finish_open)
      .function("openProgress", &Session::open_progress)
      .function("diagnostics", &Session::diagnostics)
      .function("text", &Session::text)
      .function("title", &Session::title)
      .function("record", &Session::record)
      .function("commandCount", &Session::command_count)
      .function("recorded", &Session::recorded)
      .function("eventCount", &Session::event_count)
      .function("eventEnds", &as_array<&Session::event_ends>)
      .function("seek", &Session::seek)
      .function("seekEvent", &Session::seek_event)
      .function("positionCommand", &Session::position_command)
      .function("positionEvent", &Session::position_event)
      .function("act", &Session::act)
      .function("commandText", &Session::command_text)
      .function("commandLine", &Session::command_line)
      .function("events", &as_array<&Session::events, uint32_t>)
      .function("noteText", &Session::note_text)
      .function("expectText", &Session::expect_text)
      .function("frames", &Session::frames)
      .function("pageSize", &Session::page_size)
      .function("topOrder", &Session::top_order)
      .function("frameStates", &frame_states)
      .function("areas", &as_array<&Session::areas>)
      .function("freeList", &as_array<&Session::free_list, uint32_t, uint32_t>)
      .function("ledger", &as_array<&Session::ledger>)
      .function("counters", &as_array<&Session::counters>)
      .function("caches", &as_array<&Session::caches>)
      .function("cacheName", &Session::cache_name)
      .function("slabs", &as_array<&Session::slabs, uint32_t, uint32_t, uint32_t>)
      .function("slab", &as_array<&Session::slab, uint32_t>)
      .function("block", &as_array<&Session::block, uint32_t>)
      .function("liveHandles", &as_array<&Session::live_handles, uint32_t>)
      .function("handleName", &Session::handle_name)
      .function("freeCommand", &Session::free_command)
      .function("procText", &Session::proc_text);
}

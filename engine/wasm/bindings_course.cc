// bindings_course.cc — the table of what JavaScript sees of the course's module.
#include <emscripten/bind.h>

#include "wasm/ask_session.h"
#include "wasm/course_session.h"

EMSCRIPTEN_BINDINGS(kmem_course) {
  emscripten::function("kinds", &kmem::course_kinds);
  emscripten::function("question", &kmem::course_question);
  emscripten::function("grade", &kmem::course_grade);
  emscripten::function("sheet", &kmem::course_sheet);
}

EMSCRIPTEN_BINDINGS(kmem_ask) {
  using kmem::AskSession;
  emscripten::class_<AskSession>("AskSession")
      .constructor<std::string>()
      .function("parse", &AskSession::parse)
      .function("ready", &AskSession::ready)
      .function("history", &AskSession::history)
      .function("whyBlock", &AskSession::why_block)
      .function("whyObject", &AskSession::why_object)
      .function("whyEvent", &AskSession::why_event)
      .function("whyNot", &AskSession::why_not)
      .function("startRace", &AskSession::start_race)
      .function("recordRace", &AskSession::record_race)
      .function("approachRace", &AskSession::approach_race)
      .function("raceSeries", &AskSession::race_series)
      .function("raceAt", &AskSession::race_at)
      .function("raceSearch", &AskSession::race_search);
}

// empty.cc — the smallest module with a bound class, for size.mjs.
#include <emscripten/bind.h>

struct Empty {
  int answer() const { return 42; }
};

EMSCRIPTEN_BINDINGS(empty) {
  emscripten::class_<Empty>("Empty").constructor<>().function("answer", &Empty::answer);
}

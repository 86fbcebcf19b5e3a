// bindings_types.cc — the types that cross the boundary, in place of Embind's own list.
//
// Emscripten 3.1.6 links its list as a whole, and with it every kind of integer, wide string and
// memory view, and printf: a tenth of the download for what nobody here uses. engine/CMakeLists.txt
// takes this file for the versions whose list it knows, and Embind's own for any other.
#include <emscripten/bind.h>
#include <emscripten/emscripten.h>

#include <cstring>
#include <string>

namespace {

namespace embind = emscripten::internal;

template <class T>
constexpr embind::TYPEID id_of() {
  return embind::TypeID<T>::get();
}

}  // namespace

extern "C" {

// Part of an error's text when a bound function uses a type that is not listed below.
EMSCRIPTEN_KEEPALIVE const char* __getTypeName(const std::type_info*) { return strdup("a type"); }

EMSCRIPTEN_KEEPALIVE __attribute__((constructor)) void
__embind_register_native_and_builtin_types() {
  embind::_embind_register_void(id_of<void>(), "void");
  embind::_embind_register_bool(id_of<bool>(), "bool", sizeof(bool), true, false);
  embind::_embind_register_integer(id_of<uint32_t>(), "unsigned int", sizeof(uint32_t), 0, -1);
  embind::_embind_register_std_string(id_of<std::string>(), "std::string");
}
}

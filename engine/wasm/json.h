// json.h — the few tables that cross the boundary as JSON.
#ifndef KMEM_WASM_JSON_H_
#define KMEM_WASM_JSON_H_

#include <string>

#include "base/vector.h"
#include "machine/scenario.h"

namespace kmem {

// [{"line":1,"column":2,"length":3,"code":"…","found":"…","expected":"…"}]
std::string diagnostics_json(const Vector<Diagnostic>& diagnostics);
// {"version":1,"events":[["alloc_pages","order","bytes48","bytes48"],…],"errcs":["none",…]}
std::string tables_json();

}  // namespace kmem

#endif  // KMEM_WASM_JSON_H_

#include <cstring>

#include "cli/json_writer.h"
#include "cli/report.h"
#include "cli/run.h"
#include "cli/sentence.h"

namespace kmem {
namespace {

// Writes each command with its events.
class JsonListener : public PlaybackListener {
 public:
  JsonListener(const Program& program, JsonWriter& json) : program_(program), json_(json) {}

  bool on_command(const Command& command, const std::vector<Event>& events,
                  const Machine& machine) override {
    json_.new_line();
    json_.begin_object();
    json_.member("line", command.line);
    json_.member("text", command_text(command, program_));
    json_.name("events").begin_array();
    for (const Event& event : events) write(event, machine);
    json_.end_array();
    json_.end_object();
    return !json_.failed();
  }

 private:
  void write(const Event& event, const Machine& machine) {
    json_.new_line();
    json_.begin_object();
    json_.member("kind", kEventKinds[static_cast<unsigned>(event.kind)].name);
    json_.member("order", event.order);
    json_.member("small", event.small);
    json_.member("main", event.main);
    json_.member("text", sentence(event, machine, program_));
    json_.end_object();
  }

  const Program& program_;
  JsonWriter& json_;
};

// "ledger.payload" → "payload"
const char* short_name(const char* key) { return std::strchr(key, '.') + 1; }

template <class Rows>
void write_rows(const char* name, const Rows& rows, JsonWriter& json) {
  json.new_line();
  json.name(name).begin_object();
  for (const NamedNumber& row : rows) json.member(short_name(row.name), row.value);
  json.end_object();
}

void write_memory(const Program& program, const Machine& machine, JsonWriter& json) {
  json.member("title", program.title);
  json.name("memory").begin_object();
  json.member("frames", machine.frames());
  json.member("page_size", machine.zone().page_size());
  json.member("bytes", machine.bytes());
  json.end_object();
}

// Per zone, blocks of each order.
void write_buddyinfo(const LinuxNode& node, JsonWriter& json) {
  json.new_line();
  json.name("buddyinfo").begin_object();
  for (const LinuxZone& zone : node.zones()) {
    json.name(zone_name(zone.layout.index)).begin_array();
    for (uint32_t k = 0; k < kLinuxOrders; ++k) json.value(zone.areas.nr_free(k));
    json.end_array();
  }
  json.end_object();
}

void write_buddyinfo(const Zone& zone, JsonWriter& json) {
  json.new_line();
  json.name("buddyinfo").begin_array();
  for (uint32_t k = 0; k <= zone.top_order().value; ++k) json.value(zone.area(Order(k)).nr_free);
  json.end_array();
}

void write_cache(const KmemCache& cache, JsonWriter& json) {
  const SlabLayout& layout = cache.layout();
  json.new_line();
  json.begin_object();
  json.member("name", cache.name());
  json.member("object_size", layout.object_size);
  json.member("size", layout.size);
  json.member("align", layout.align);
  json.member("order", layout.order.value);
  json.member("objects_per_slab", layout.objects);
  json.member("tail", layout.tail);
  json.member("full", cache.list(SlabList::full).count);
  json.member("partial", cache.list(SlabList::partial).count);
  json.member("empty", cache.list(SlabList::empty).count);
  json.member("active", cache.objects_in_use());
  json.member("allocs", cache.work().allocs);
  json.member("frees", cache.work().frees);
  json.member("grown", cache.work().grown);
  json.member("reaped", cache.work().reaped);
  json.member("ctor_runs", cache.work().ctor_runs);
  json.member("ctor_saved", cache.work().ctor_saved);
  json.end_object();
}

// In order of creation, the kmalloc classes first; without those that never had a slab.
void write_caches(const CacheSet& caches, JsonWriter& json) {
  json.new_line();
  json.name("caches").begin_array();
  for (uint32_t id = 0; id < caches.size(); ++id) {
    const KmemCache& cache = caches[CacheId(id)];
    if (cache.destroyed() || (id < kKmallocClasses && cache.work().grown == 0)) continue;
    write_cache(cache, json);
  }
  json.end_array();
}

void write_diagnostics(const Vector<Diagnostic>& diagnostics, JsonWriter& json) {
  json.new_line();
  json.name("diagnostics").begin_array();
  for (const Diagnostic& diagnostic : diagnostics) {
    json.new_line();
    json.begin_object();
    json.member("line", diagnostic.line);
    json.member("column", diagnostic.column);
    json.member("length", diagnostic.length);
    json.member("code", diagnostic.code);
    json.member("found", diagnostic.found);
    json.member("expected", diagnostic.expected);
    json.member("text", diagnostic_text(diagnostic));
    json.end_object();
  }
  json.end_array();
}

void write_end(const Playback& playback, bool hash, JsonWriter& json) {
  const Machine& machine = playback.machine();
  write_rows("ledger", ledger_rows(machine.ledger()), json);
  write_rows("counters", counter_rows(machine), json);
  if (const LinuxMemory* memory = machine.linux_memory()) {
    write_buddyinfo(memory->node(), json);
  } else {
    write_buddyinfo(machine.zone(), json);
  }
  write_caches(machine.caches(), json);
  json.new_line();
  json.name("expectations").begin_object();
  json.member("met", playback.expectations_met());
  json.member("failed", machine.expectations_failed());
  json.end_object();
  if (!hash) return;
  char text[24];
  std::snprintf(text, sizeof text, "%016llx", 1ull * playback.hash());
  json.member("hash", text);
}

}  // namespace

int run_json(const Options& options, const LoadedScenario& scenario, Output& out) {
  JsonWriter json(out);
  json.begin_object();
  json.member("version", 1);
  int status = kExitError;
  if (scenario.ok()) {
    const Program& program = scenario.program;
    Result<Machine> machine = Machine::create(program.memory);
    KMEM_CHECK(machine.ok());  // the parser refuses any other memory
    Playback playback(program, *machine);
    JsonListener listener(program, json);
    write_memory(program, *machine, json);
    json.name("commands").begin_array();
    play_to_stop(options.until, listener, playback);
    json.end_array();
    write_end(playback, options.hash, json);
    status = playback.machine().expectations_failed() == 0 ? kExitOk : kExitExpectFailed;
  }
  if (!scenario.error.empty()) json.member("error", scenario.error);
  write_diagnostics(scenario.diagnostics, json);
  json.end_object();
  out.line();
  return status;
}

}  // namespace kmem

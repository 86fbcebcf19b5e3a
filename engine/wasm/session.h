// session.h — everything the page can ask: one playground, in numbers and text.
//
// Free of Emscripten; bindings.cc makes a table of it. All calls are total: bad input gets
// diagnostics or an empty answer, never a crash.
#ifndef KMEM_WASM_SESSION_H_
#define KMEM_WASM_SESSION_H_

#include <memory>
#include <optional>
#include <string>

#include "base/vector.h"
#include "machine/scenario.h"
#include "machine/timeline.h"

namespace kmem {

using Words = Vector<uint32_t>;
using Doubles = Vector<double>;

class Session {
 public:
  // Opens an empty scenario.
  Session();

  // --- opening a scenario -------------------------------------------------------------------
  // Starts to parse. The open scenario stays until finish_open() succeeds.
  void begin_open(std::string text);
  // Parses some more statements. True while there is more to do.
  bool continue_open(uint32_t statements);
  // True: the new scenario is open, nothing recorded, position 0. False: see diagnostics().
  bool finish_open();
  // Bytes of text parsed so far by the open under way.
  uint32_t open_progress() const;
  // JSON: [{"line","column","length","code","found","expected"}], of the last open or act.
  std::string diagnostics() const;
  // The text of the open scenario, commands acted included.
  std::string text() const;
  std::string title() const;

  // --- recording and travelling -------------------------------------------------------------
  // Runs up to `commands` more commands to learn their events. Returns how many it ran; 0: done.
  uint32_t record(uint32_t commands);
  uint32_t command_count() const;  // of the program
  uint32_t recorded() const;
  uint32_t event_count() const;  // of the recorded commands
  // For each recorded command, the events up to and including it.
  Words event_ends() const;
  // Moves to `command` complete commands and `event` events of the next.
  void seek(uint32_t command, uint32_t event);
  // Moves to the position after n events.
  void seek_event(uint32_t n);
  uint32_t position_command() const;
  uint32_t position_event() const;
  // Parses commands and carries them out at the position; later commands are forgotten (the
  // history forks). False: see diagnostics(); nothing has changed. Record and seek to go on.
  bool act(std::string text);

  // --- commands and events ------------------------------------------------------------------
  std::string command_text(uint32_t command) const;
  uint32_t command_line(uint32_t command) const;  // of text(), from 1
  // Two words per event: kind | order << 8 | small << 16, then main.
  Words events(uint32_t command) const;
  std::string note_text(uint32_t note) const;
  std::string expect_text(uint32_t expectation) const;

  // --- the machine at the position ----------------------------------------------------------
  uint32_t frames() const;
  uint32_t page_size() const;
  uint32_t top_order() const;
  // One byte per frame: FrameKind << 5 | order for the head of a block, 0 inside it.
  const uint8_t* frame_states() const;  // frames() bytes
  // Per order, three words: nr_free, unusable index in thousandths, 0.
  Words areas() const;
  // Head page frames of a free list, head first, at most `limit`.
  Words free_list(uint32_t order, uint32_t limit) const;
  // Bytes: payload, block rounding, object rounding, slab tails, free objects, empty slabs, free
  // pages, total; Linux: pages on per-CPU lists, reserved pages.
  Doubles ledger() const;
  // list looks, splits, merges, slabs grown, slabs reaped, constructor runs, runs saved, failures,
  // Errc of the last request, expectations failed.
  Doubles counters() const;
  // Per cache that is not destroyed, 20 words: id, object size, size, align, order, objects per
  // slab, tail, has ctor, full, partial, empty slabs, objects in use, allocs, frees, grown,
  // reaped, ctor runs, runs saved, is a kmalloc class, 0.
  Words caches() const;
  std::string cache_name(uint32_t cache) const;
  // A cache's slabs on one list (SlabList), head first, at most `limit`: head pfn, objects in use.
  Words slabs(uint32_t cache, uint32_t list, uint32_t limit) const;
  // The slab whose block holds a page frame: head pfn, cache, list, objects in use, first free
  // object (0x7fff: none), then per object its slot (see slot.h). Empty if no slab is there.
  Words slab(uint32_t pfn) const;
  // The block a page frame is in: head pfn, order, kind, requested bytes low, high, cache + 1,
  // handle + 1 of its live owner (0: none).
  Words block(uint32_t pfn) const;
  // Live handles, at most `limit`: handle, pfn, offset, kind (HandleKind).
  Words live_handles(uint32_t limit) const;
  // As the scenario writes it: `a` or `d[3]`.
  std::string handle_name(uint32_t handle) const;
  // The command that frees what starts at an address, as text; empty if nothing live starts there.
  std::string free_command(uint32_t pfn, uint32_t offset) const;
  // "buddyinfo" or "slabinfo"; in a profile of Linux "buddyinfo", "pagetypeinfo", "zoneinfo",
  // "unusable_index", "extfrag_index", "slabinfo", "slabtop", "slab/NAME" (the files of
  // /sys/kernel/slab/NAME) or "dmesg" (what debugging has reported). Empty for any other name.
  std::string proc_text(const std::string& name) const;

  // --- the machine at the position, in a profile of Linux; empty in another -------------------
  // Profile (1 linux-6.1, 2 linux-6.1-slab), mechanisms as bits (1 zones, 2 mobility, 4 per-CPU
  // lists, 8 watermarks), CPUs, order of a pageblock, then the zonelist.
  Words linux_node() const;
  // Per zone, 24 words: index, start, end, present, managed, min, low, high, boost, five of
  // lowmem_reserve, free, diff (signed), threshold, highatomic, its limit, reclaim active, pages on
  // per-CPU lists, their high, batch and free factor.
  Words linux_zones() const;
  // Runs inside zones: 0 hole or 1 reserved, start, end.
  Words linux_runs() const;
  // Each free list with a block: zone, order, type, blocks, number of pfns that follow (at most
  // `limit`), pfns from the head on.
  Words linux_lists(uint32_t limit) const;
  // Each per-CPU list with a block: zone, list, blocks, number of pairs that follow, pairs of pfn
  // and remembered type from the head on.
  Words linux_percpu(uint32_t limit) const;
  // Per zone and order: unusable index, extfrag index (signed), thousandths.
  Words linux_indices() const;
  // Per zone, the type of each pageblock, from the one that holds the zone's first frame.
  Words linux_pageblocks(uint32_t zone) const;
  // A MigrateType per frame, at the first frame of a block; 255 elsewhere. frames() bytes.
  const uint8_t* linux_types() const;
  // The kernel's tracepoint lines of a recorded command.
  std::string linux_trace(uint32_t command) const;

  // --- tables for the contract test ---------------------------------------------------------
  // JSON: {"events":[[name, order, small, main]], "errcs":[name], "version": 1}
  static std::string tables();

 private:
  const uint8_t* linux_states(const LinuxMemory& memory) const;
  Words linux_areas() const;
  Words linux_free_list(uint32_t order, uint32_t limit) const;
  std::string linux_proc_text(const std::string& name) const;
  const Machine& machine() const { return timeline_->machine(); }
  const Zone& zone() const { return machine().zone(); }
  // How commands refer to a cache: its variable, else its name in quotes.
  std::string cache_reference(uint32_t cache) const;
  // The text of the first `commands` commands: as the learner wrote it where the text can be cut
  // there, else a command a line.
  std::string text_until(uint32_t commands) const;

  std::unique_ptr<ScenarioParser> parser_;
  std::string opening_text_;
  Vector<Diagnostic> diagnostics_;
  std::unique_ptr<Program> program_;  // behind a pointer, so that it keeps its place in memory
  std::optional<Timeline> timeline_;
  std::string text_;
  mutable Vector<uint8_t> frame_bytes_;  // what linux_states and linux_types gave last
};

}  // namespace kmem

#endif  // KMEM_WASM_SESSION_H_

/** Makes the {@link Scene} of a position: one read of the engine, in words and in places. */
import type { EngineClient } from '../engine/client.ts';
import {
  type EngineEvent,
  FrameKind,
  type SlabDetail,
  type Snapshot,
} from '../engine/snapshot-types.ts';
import { hasMessage, message } from '../messages/messages.ts';
import { type Names, refusalOf, sentence } from '../messages/sentence.ts';
import { type Place, placeOf } from './position.ts';
import type { Scene } from './state-types.ts';
import { aboutOf, countersOf, touchedBy, trailOf } from './touched.ts';
import type { EventRow } from './view-types.ts';

/** Rows kept around the present event: more than anyone reads, few enough to lay out quickly. */
const rowsAround = 150;
const maxOpenedSlabs = 96;
const maxOpenedObjects = 256;
const maxRequested = 256;

function names(client: EngineClient, snapshot: Snapshot): Names {
  return {
    frames: snapshot.frames,
    pageSize: snapshot.pageSize,
    fields: (kind) => client.tables.fields.get(kind) ?? ['-', '-', '-'],
    cacheName: (id) => client.cacheName(id),
    noteText: (note) => client.noteText(note),
    expectText: (expectation) => client.expectText(expectation),
    errcs: client.tables.errcs,
  };
}

function stateOf(index: number, done: number): EventRow['state'] {
  if (index === done - 1) return 'now';
  return index < done ? 'past' : 'next';
}

/** The events around the present one as sentences, and the command after them. */
function rowsOf(client: EngineClient, place: Place, events: readonly EngineEvent[], words: Names) {
  const from = Math.max(0, place.done - rowsAround);
  const until = Math.min(events.length, place.done + rowsAround);
  const rows: EventRow[] = [];
  for (let index = from; index < until; index += 1) {
    const event = events[index];
    if (!event) continue;
    const last = index === events.length - 1;
    rows.push({
      text: sentence(event, words),
      kind: event.kind,
      about: aboutOf(event),
      state: stateOf(index, place.done),
      position: last
        ? { command: place.command + 1, event: 0 }
        : { command: place.command, event: index + 1 },
    });
  }
  const next = client.commandText(place.command + 1);
  if (next && until === events.length) {
    const position = { command: place.command + 1, event: 1 };
    rows.push({ text: next, kind: 'command', state: 'next', position });
  }
  return rows;
}

/** Bytes asked for, of the blocks that waste some. Looked up one by one, so only for a few. */
function requestedOf(client: EngineClient, snapshot: Snapshot): Map<number, number> {
  const requested = new Map<number, number>();
  if (snapshot.handles.length > maxRequested) return requested;
  for (const { kind, pfn, offset } of snapshot.handles) {
    if (kind === 'object' || offset !== 0) continue;
    const block = client.block(pfn);
    if (block?.kind === FrameKind.Pages) requested.set(pfn, block.requested);
  }
  return requested;
}

function openedSlabs(client: EngineClient, snapshot: Snapshot): Map<number, SlabDetail> {
  const opened = new Map<number, SlabDetail>();
  for (const cache of snapshot.caches) {
    if (cache.objectsPerSlab > maxOpenedObjects) continue;
    for (const { pfn } of cache.slabs.flat()) {
      if (opened.size >= maxOpenedSlabs) return opened;
      const slab = client.slab(pfn);
      if (slab) opened.set(pfn, slab);
    }
  }
  return opened;
}

/** Commands looked back through for the note that still applies. */
const noteReach = 200;

/** The last note the scenario has told up to here. */
function noteOf(client: EngineClient, place: Place): string {
  for (let i = place.command; i >= 0 && i > place.command - noteReach; i -= 1) {
    if (!client.commandText(i).startsWith('note ')) continue;
    const note = client.events(i).find(({ kind }) => kind === 'note');
    if (note) return client.noteText(note.main);
  }
  return '';
}

export function makeScene(client: EngineClient, ends: Uint32Array): Scene {
  const snapshot = client.snapshot();
  const place = placeOf(snapshot.position, ends);
  const events = place.command < 0 ? [] : client.events(place.command);
  const done = events.slice(0, place.done);
  const now = done.at(-1);
  const words = names(client, snapshot);
  const refusal = refusalOf(done, words);
  return {
    snapshot,
    place,
    events,
    touched: touchedBy(done, snapshot),
    trail: trailOf(done),
    rows: rowsOf(client, place, events, words),
    counters: countersOf(done),
    totals: snapshot.counters,
    command: place.command < 0 ? '' : client.commandText(place.command),
    sentence: now ? sentence(now, words) : '',
    note: noteOf(client, place),
    refusal: refusal && hasMessage(refusal) ? message(refusal) : '',
    untold: refusal !== '' && !hasMessage(refusal),
    requested: requestedOf(client, snapshot),
    slabs: openedSlabs(client, snapshot),
  };
}

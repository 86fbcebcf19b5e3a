/**
 * Why a move is not the one that is due: the message that fits this mistake, at this moment. The
 * messages are `move.wrong.…`; each has the arguments that are filled in here.
 */
import {
  type EngineEvent,
  FrameKind,
  type SlabDetail,
  SlabList,
  type Snapshot,
} from '../engine/snapshot-types.ts';
import { type DueMove, isRight, type Reason } from './exercise.ts';
import { type Move, noClass } from './moves.ts';

/** The machine when the move was due. */
export interface Moment {
  readonly snapshot: Snapshot;
  /** All events of the command, also those to come. */
  readonly events: readonly EngineEvent[];
  readonly slabs: ReadonlyMap<number, SlabDetail>;
}

const reason = (key: string, values: Reason['values'] = {}): Reason => ({
  key: `move.wrong.${key}`,
  values,
});

interface Case {
  readonly due: DueMove;
  readonly given: Move;
  readonly moment: Moment;
  /** The event that the due move makes. */
  readonly event: EngineEvent | null;
  /** The event before it. */
  readonly last: EngineEvent | null;
}

/** The order that is asked for: of the request that is under way. */
function wantedOrder({ due, moment }: Case): number {
  const calls = moment.events.slice(0, due.event + 1);
  return calls.findLast(({ kind }) => kind === 'alloc_pages')?.order ?? 0;
}

function blockAt(snapshot: Snapshot, pfn: number): { kind: FrameKind; order: number } | null {
  const state = snapshot.states[pfn] ?? 0;
  return state === 0 ? null : { kind: state >> 5, order: state & 31 };
}

// --- down: a request for pages ------------------------------------------------------------------

function roundUp({ event, given }: Case): Reason {
  const frames = event?.main ?? 0;
  const size = 2 ** given.value;
  const values = { order: given.value, size, frames };
  return size < frames ? reason('round_up.small', values) : reason('round_up.large', values);
}

function look(one: Case): Reason {
  const { due, given, last } = one;
  const values = { order: due.value, given: given.value, wanted: wantedOrder(one) };
  if (given.name === 'look') {
    if (given.value > due.value) return reason('look.too_high', values);
    return reason(given.value < values.wanted ? 'look.too_low' : 'look.again', values);
  }
  if (given.name === 'refuse') return reason('look.refuse', values);
  if (given.name === 'take' && last?.kind === 'look') {
    return reason('look.nothing', { ...values, order: last.order });
  }
  return reason('look.first', values);
}

function take(one: Case): Reason {
  const { due, given, event, moment } = one;
  const values = { order: event?.order ?? 0, pfn: due.value, given: given.value };
  if (given.name === 'look') return reason('take.look', values);
  if (given.name === 'refuse') return reason('take.refuse', values);
  if (given.name !== 'take') return reason('take.first', values);
  const block = blockAt(moment.snapshot, given.value);
  if (block?.kind !== FrameKind.Free) return reason('take.not_free', values);
  return reason(block.order === values.order ? 'take.not_head' : 'take.other_order', values);
}

function split(one: Case): Reason {
  const { given, event } = one;
  const values = { order: (event?.order ?? 0) + 1, wanted: wantedOrder(one) };
  if (given.name === 'hand_out') return reason('split.hand_out', values);
  return reason('split.in_hand', values);
}

function handOut(one: Case): Reason {
  const values = { wanted: wantedOrder(one) };
  return reason(one.given.name === 'split' ? 'hand_out.split' : 'hand_out.in_hand', values);
}

function refuse(one: Case): Reason {
  const { given, moment } = one;
  const top = moment.snapshot.topOrder;
  return reason(given.name === 'look' ? 'refuse.look' : 'refuse.nothing', { top });
}

// --- up: a block comes back ---------------------------------------------------------------------

/** The block that looks for its buddy: where it starts. */
function climber({ due, moment }: Case): { pfn: number; order: number } {
  const done = moment.events.slice(0, due.event);
  const last = done.findLast(({ kind }) => kind === 'free_pages' || kind === 'coalesce');
  return { pfn: last?.main ?? 0, order: last?.order ?? 0 };
}

function buddy(one: Case): Reason {
  const { due, given } = one;
  const { pfn, order } = climber(one);
  const values = { pfn, order, given: given.value };
  if (given.name !== 'buddy') return reason(`buddy.${given.name}`, values);
  const size = 2 ** order;
  const beside = Math.abs(given.value - pfn) === size && given.value !== due.value;
  return reason(beside ? 'buddy.neighbour' : 'buddy.other', values);
}

function merge(one: Case): Reason {
  const { order } = climber(one);
  return reason(one.given.name === 'stop' ? 'merge.stop' : 'merge.looked', { order });
}

const verdicts = ['merge', 'in_use', 'split_further', 'top_order'];

function stop(one: Case): Reason {
  const { order } = climber(one);
  const verdict = verdicts[one.event?.small ?? 0] ?? '';
  return reason(`stop.${verdict}`, { order });
}

// --- object caches ------------------------------------------------------------------------------

function cacheLook({ due, given }: Case): Reason {
  const first = given.name === 'look_partial' || given.name === 'look_empty' ? 'order' : given.name;
  return reason(`${due.name}.${first}`);
}

function grow({ given }: Case): Reason {
  return reason(given.name === 'object' ? 'grow.object' : 'grow.looked');
}

function object({ due, given, event, moment }: Case): Reason {
  const values = { object: due.value, given: given.value, slab: event?.main ?? 0 };
  if (given.name !== 'object') return reason('object.slab', values);
  const slot = moment.slabs.get(values.slab)?.slots[given.value];
  if (!slot) return reason('object.none', values);
  return reason(slot.live ? 'object.in_use' : 'object.not_first', values);
}

const listKeys: Readonly<Record<number, string>> = {
  [SlabList.Full]: 'full',
  [SlabList.Partial]: 'partial',
  [SlabList.Empty]: 'empty',
};

function moveSlab({ due, event, moment }: Case): Reason {
  const slab = moment.slabs.get(event?.main ?? 0);
  const values = { used: slab?.inUse ?? 0, objects: slab?.slots.length ?? 0 };
  return reason(`move_slab.${listKeys[due.value]}`, values);
}

function done({ moment, last }: Case): Reason {
  const slab = moment.slabs.get(last?.main ?? 0);
  return reason('done', { used: slab?.inUse ?? 0, objects: slab?.slots.length ?? 0 });
}

function reap({ due }: Case): Reason {
  return reason('reap', { slab: due.value });
}

function sizeClass({ due, given, moment }: Case): Reason {
  const bytes = moment.events.find(({ kind }) => kind === 'kmalloc')?.main ?? 0;
  if (due.value === noClass) return reason('class.pages', { bytes });
  const small = given.value !== noClass && given.value < bytes;
  return reason(small ? 'class.small' : 'class.large', { bytes, size: given.value });
}

const rules: Readonly<Record<Move['name'], (one: Case) => Reason>> = {
  round_up: roundUp,
  look,
  take,
  split,
  hand_out: handOut,
  refuse,
  buddy,
  merge,
  stop,
  look_partial: cacheLook,
  look_empty: cacheLook,
  grow,
  object,
  put_back: () => reason('put_back'),
  move_slab: moveSlab,
  reap,
  class: sizeClass,
  done,
};

/** Null for a right move. */
export function reasonFor(due: DueMove, given: Move, moment: Moment): Reason | null {
  if (isRight(due, given)) return null;
  const event = moment.events[due.event] ?? null;
  const last = moment.events[due.event - 1] ?? null;
  return rules[due.name]({ due, given, moment, event, last });
}

/**
 * The moves of somebody who is the allocator, and which move each event of the engine is. What
 * follows by itself (the call, the carving of a slab, a constructor) is no move: it is shown.
 */
import type { EngineEvent } from '../engine/snapshot-types.ts';

export const moveNames = [
  'round_up',
  'look',
  'take',
  'split',
  'hand_out',
  'refuse',
  'buddy',
  'merge',
  'stop',
  'look_partial',
  'look_empty',
  'grow',
  'object',
  'put_back',
  'move_slab',
  'reap',
  'class',
  'done',
] as const;

export type MoveName = (typeof moveNames)[number];

export interface Move {
  readonly name: MoveName;
  /** An order, a frame, an object's index, a list or a size; -1 where the move needs none. */
  readonly value: number;
}

/** What kind of value a move needs. */
export const moveValue: Readonly<
  Partial<Record<MoveName, 'order' | 'frame' | 'object' | 'list' | 'size'>>
> = {
  round_up: 'order',
  look: 'order',
  take: 'frame',
  buddy: 'frame',
  object: 'object',
  move_slab: 'list',
  reap: 'frame',
  class: 'size',
};

/** The moves offered together: those that somebody could think of at the same moment. */
const groups: readonly (readonly MoveName[])[] = [
  ['round_up', 'look', 'take', 'split', 'hand_out', 'refuse'],
  ['buddy', 'merge', 'stop'],
  ['look_partial', 'look_empty', 'grow', 'object'],
  ['put_back', 'move_slab', 'reap', 'done'],
  ['class'],
];

export function movesBeside(name: MoveName): readonly MoveName[] {
  return groups.find((group) => group.includes(name)) ?? [name];
}

/** A move that the engine made, with the event that shows it. */
export interface ExpectedMove extends Move {
  /** Number of the event in its command, from 0; for `done` the number of events. */
  readonly event: number;
  /** How many events are shown before the move is asked for: those that follow by themselves. */
  readonly before: number;
}

/** `kmalloc_large` is a choice too: the class of no size. */
export const noClass = 0;

function moveOf({ kind, order, small, main }: EngineEvent, carved: boolean): Move | null {
  const plain = (name: MoveName, value = -1): Move => ({ name, value });
  switch (kind) {
    case 'round_up':
    case 'look':
      return plain(kind, order);
    case 'take':
    case 'reap':
      return plain(kind, main);
    case 'split':
    case 'hand_out':
    case 'grow':
      return plain(kind);
    case 'no_block':
      return plain('refuse');
    case 'buddy_look':
      return plain('buddy', main);
    case 'coalesce':
      return plain('merge');
    case 'block_free':
      return plain('stop');
    case 'look_partial':
    case 'look_empty':
      return carved ? null : plain(kind); // a new slab is empty: nothing to find out
    case 'object_out':
      return plain('object', small);
    case 'object_in':
      return plain('put_back');
    case 'slab_moved':
      return plain('move_slab', order & 15);
    case 'kmalloc_class':
      return plain('class', main);
    case 'kmalloc_large':
      return plain('class', noClass);
    default:
      return null;
  }
}

const endsWithObject = new Set(['object_out', 'object_in', 'ctor_saved']);

/** The moves of one command. One that leaves a slab where it is ends with saying so. */
export function movesOf(events: readonly EngineEvent[]): ExpectedMove[] {
  const moves: ExpectedMove[] = [];
  let carved = false;
  events.forEach((event, index) => {
    carved ||= event.kind === 'slab_carved';
    const move = moveOf(event, carved);
    if (move) moves.push({ ...move, event: index, before: index });
  });
  if (endsWithObject.has(events.at(-1)?.kind ?? '')) {
    moves.push({ name: 'done', value: -1, event: events.length, before: events.length });
  }
  return moves;
}

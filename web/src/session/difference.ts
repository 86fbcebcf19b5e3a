/**
 * The first command that two allocators answer differently, and why: both run the same commands,
 * each on its own engine, and what they hand out is compared.
 */
import { breathe } from '../base/slices.ts';
import type { EngineClient } from '../engine/client.ts';
import { areaOf, MigrateType, ZoneVerdict } from '../engine/linux-types.ts';
import type { EngineEvent } from '../engine/snapshot-types.ts';

/** Why Linux answers as it does; each has a sentence, `difference.why.<reason>`. */
export type Reason =
  | 'watermarks'
  | 'reserve'
  | 'fallback'
  | 'percpu'
  | 'mobility'
  | 'zones'
  | 'order';

export interface Answer {
  /** What the command got; `nothing`: it asked for nothing. */
  readonly kind: 'pages' | 'object' | 'refused' | 'nothing';
  readonly pfn: number;
  /** Index of the object in its slab. */
  readonly index: number;
}

export interface Difference {
  /** Number of the command, from 0. */
  readonly command: number;
  readonly text: string;
  /** What the first allocator answered, and the second. */
  readonly answers: readonly [Answer, Answer];
  readonly reason: Reason;
  /** Of the two, the one whose events gave the reason. */
  readonly from: 0 | 1;
}

const nothing: Answer = { kind: 'nothing', pfn: -1, index: -1 };

/** What the caller got from the events of a command. */
export function answerOf(events: readonly EngineEvent[]): Answer {
  for (const { kind, main, small } of events.toReversed()) {
    if (kind === 'object_out') return { kind: 'object', pfn: main, index: small };
    if (kind === 'hand_out') return { kind: 'pages', pfn: main, index: -1 };
    if (kind === 'alloc_failed' || kind === 'refused') return { ...nothing, kind: 'refused' };
  }
  return nothing;
}

const same = (a: Answer, b: Answer): boolean =>
  a.kind === b.kind && a.pfn === b.pfn && a.index === b.index;

function failedLook(events: readonly EngineEvent[]): Reason | null {
  const look = events.findLast(({ kind }) => kind === 'zone_look');
  if (look?.small === ZoneVerdict.BelowReserve) return 'reserve';
  return look?.small === ZoneVerdict.BelowMark ? 'watermarks' : null;
}

/** The mechanism that decided, read out of the events of Linux's allocator. */
export function reasonOf(events: readonly EngineEvent[]): Reason {
  const has = (kind: string): boolean => events.some((event) => event.kind === kind);
  const failed = failedLook(events);
  if (failed) return failed;
  if (has('fallback')) return 'fallback';
  if (has('pcp_take')) return 'percpu';
  const taken = events.findLast(({ kind }) => kind === 'take');
  const area = taken && areaOf(taken.small);
  if (area && area.type !== MigrateType.Movable) return 'mobility';
  return has('zone_look') ? 'zones' : 'order';
}

/** Commands compared before the page gets a turn. */
const slice = 500;

/**
 * Both clients have the same commands recorded. `going` may end it early by returning false. Null:
 * they answer every command the same.
 */
export async function firstDifference(
  clients: readonly [EngineClient, EngineClient],
  linuxSide: 0 | 1,
  going: () => boolean,
): Promise<Difference | null> {
  const commands = Math.min(clients[0].recorded(), clients[1].recorded());
  for (let command = 0; command < commands; command += 1) {
    if (command % slice === slice - 1) await breathe();
    if (!going()) return null;
    const events = [clients[0].events(command), clients[1].events(command)] as const;
    const answers = [answerOf(events[0]), answerOf(events[1])] as const;
    if (same(...answers)) continue;
    const text = clients[linuxSide].commandText(command);
    return { command, text, answers, reason: reasonOf(events[linuxSide]), from: linuxSide };
  }
  return null;
}

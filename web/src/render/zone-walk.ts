/**
 * The walk of a request through the zones, read out of its events: where it looked, what had to be
 * left there, what would have been, and how it went on.
 */
import {
  type MigrateType,
  type RequestClass,
  requestOf,
  ZoneVerdict,
} from '../engine/linux-types.ts';
import type { EngineEvent } from '../engine/snapshot-types.ts';

/** Which watermark a walk compares with, by the number in event `walk`. */
export const marks = ['min', 'low'] as const;
export type Mark = (typeof marks)[number];

export interface ZoneLook {
  readonly zone: number;
  readonly mark: Mark;
  /** Bits of `WalkFlag`. */
  readonly flags: number;
  /** Walks before this one, of the same request. */
  readonly walk: number;
  /** More pages than this must be left: mark, boost and lowmem reserve. */
  readonly need: number;
  /** The lowmem reserve in it. */
  readonly reserve: number;
  /** Pages that would be left. */
  readonly left: number;
  readonly verdict: ZoneVerdict;
  /** `open`: the request is still at it. */
  readonly end: 'passed_over' | 'nothing' | 'served' | 'open';
}

export interface RequestWalk {
  readonly order: number;
  readonly type: MigrateType;
  readonly highestZone: number;
  readonly urgency: RequestClass;
  readonly looks: readonly ZoneLook[];
}

/** Whether a verdict lets the request take from the zone. */
export const mayTake = (verdict: ZoneVerdict): boolean =>
  verdict === ZoneVerdict.Passed || verdict === ZoneVerdict.Ignored;

type Growing = { -readonly [K in keyof ZoneLook]: ZoneLook[K] };

/** Reads events one by one; a command that asks several times keeps its last request. */
class Reader {
  walk: (Omit<RequestWalk, 'looks'> & { looks: Growing[] }) | null = null;
  private count = -1;
  private mark: Mark = 'low';
  private flags = 0;
  private need = { zone: -1, need: 0, reserve: 0 };

  read({ kind, order, small, main }: EngineEvent): void {
    if (kind === 'request') this.begin(order, small);
    else if (kind === 'walk') this.start(order, small);
    else if (kind === 'zone_need') this.need = { zone: order, need: main, reserve: small };
    else if (kind === 'zone_look') this.look(order, small, main);
    else if (kind === 'zone_none') this.end('nothing');
    else if (kind === 'hand_out') this.end('served');
  }

  private begin(order: number, small: number): void {
    this.walk = { order, ...requestOf(small), looks: [] };
    this.count = -1;
  }

  private start(mark: number, flags: number): void {
    this.count += 1;
    this.mark = marks[mark] ?? 'low';
    this.flags = flags;
  }

  private look(zone: number, verdict: ZoneVerdict, left: number): void {
    const { need, reserve } = this.need.zone === zone ? this.need : { need: 0, reserve: 0 };
    this.walk?.looks.push({
      zone,
      mark: this.mark,
      flags: this.flags,
      walk: Math.max(0, this.count),
      need,
      reserve,
      left: left | 0, // it may be below 0
      verdict,
      end: mayTake(verdict) ? 'open' : 'passed_over',
    });
  }

  private end(how: 'nothing' | 'served'): void {
    const last = this.walk?.looks.at(-1);
    if (last?.end === 'open') last.end = how;
  }
}

/** Of the last request among these events, which are those of a command up to now; or null. */
export function walkOf(events: readonly EngineEvent[]): RequestWalk | null {
  const reader = new Reader();
  for (const event of events) reader.read(event);
  return reader.walk;
}

/** The moments that follow, read without going there. */
import type { EngineClient } from '../engine/client.ts';
import type { Position } from '../engine/snapshot-types.ts';
import { eventNumber, samePosition, stepped } from './position.ts';
import { makeScene } from './scene.ts';
import type { Scene } from './state-types.ts';

export interface Ahead {
  readonly count: number;
  readonly unit: 'event' | 'command';
}

/** Up to `count` moments from the present one on; fewer at the end, or where `gate` stops. */
export function scenesAhead(
  client: EngineClient,
  ends: Uint32Array,
  { count, unit }: Ahead,
  gate: (to: Position) => Position,
): Scene[] {
  const here = makeScene(client, ends);
  const from = here.snapshot.position;
  const scenes = [here];
  let at = from;
  while (scenes.length < count && eventNumber(at, ends) < (ends.at(-1) ?? 0)) {
    const next = stepped(at, unit, 1, ends);
    if (!samePosition(gate(next), next)) break;
    client.seek(next);
    scenes.push(makeScene(client, ends));
    at = next;
  }
  client.seek(from);
  return scenes;
}

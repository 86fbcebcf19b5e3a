/** An instance of the engine's module as a session: the same functions, with arrays as arrays. */
import type { EngineModule, EngineSession } from './types.ts';

/** What the bytes of an answer are. */
export const arrays = {
  eventEnds: Uint32Array,
  events: Uint32Array,
  frameStates: Uint8Array,
  areas: Uint32Array,
  freeList: Uint32Array,
  ledger: Float64Array,
  counters: Float64Array,
  caches: Uint32Array,
  slabs: Uint32Array,
  slab: Uint32Array,
  block: Uint32Array,
  liveHandles: Uint32Array,
} as const;

/** Those that only the module with the profiles of Linux has. */
export const linuxArrays = {
  linuxNode: Uint32Array,
  linuxZones: Uint32Array,
  linuxRuns: Uint32Array,
  linuxLists: Uint32Array,
  linuxPercpu: Uint32Array,
  linuxIndices: Uint32Array,
  linuxPageblocks: Uint32Array,
  linuxTypes: Uint8Array,
} as const;

export function sessionOf(module: EngineModule): EngineSession {
  const session = Object.create(module);
  for (const [name, type] of Object.entries({ ...arrays, ...linuxArrays })) {
    const find = module[name as keyof EngineModule] as ((...args: number[]) => number) | undefined;
    if (!find) continue;
    session[name] = (...args: number[]) => {
      const start = find(...args);
      // Memory growth moves the heap, so a copy is made at once.
      return new type(module.HEAPU8.slice(start, start + module.answerBytes()).buffer);
    };
  }
  return session;
}

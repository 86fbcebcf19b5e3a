import type { EngineEvent } from './snapshot-types.ts';

/** Decodes two words per event: `kind | order << 8 | small << 16`, then `main`. */
export function decodeEvents(words: Uint32Array, kinds: readonly string[]): EngineEvent[] {
  const events: EngineEvent[] = [];
  for (let i = 0; i + 1 < words.length; i += 2) {
    const head = words[i] ?? 0;
    events.push({
      kind: kinds[head & 0xff] ?? 'unknown',
      order: (head >>> 8) & 0xff,
      small: head >>> 16,
      main: words[i + 1] ?? 0,
    });
  }
  return events;
}

/** A 48-bit number: its high half is `small`, its low half `main`. */
export function wide(event: EngineEvent): number {
  return event.small * 2 ** 32 + event.main;
}

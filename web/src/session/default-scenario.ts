/** The scenario the page starts with, without the rest of the gallery: nothing else is needed first. */
import type { Position } from '../engine/snapshot-types.ts';

/** Where the page starts: a request that goes through both allocators, at its last event. */
export const defaultPlace: { readonly name: string; readonly position: Position } = {
  name: 'dentry',
  position: { command: 31, event: 0 },
};

/** What the scenario's `title "…"` line says, or null. */
export function titleOf(text: string): string | null {
  return /^\s*title\s+"([^"\n]*)"/m.exec(text)?.[1] ?? null;
}

/** The text of a gallery scenario, or null if there is none of this name. */
export async function scenarioText(name: string): Promise<string | null> {
  if (name === defaultPlace.name) return (await import('../../scenarios/dentry.kmem?raw')).default;
  return (await import('./scenarios.ts')).loadScenario(name);
}

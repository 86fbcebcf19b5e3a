/** How the fragmentation of each zone went, command by command: read on an engine of its own. */
import { breathe } from '../base/slices.ts';
import { EngineClient, type LoadEngine } from '../engine/client.ts';
import type { Playground } from './playground.ts';

/** One zone at one moment, by order; thousandths. */
export interface ZoneIndices {
  readonly zone: number;
  readonly unusable: readonly number[];
  readonly extfrag: readonly number[];
}

export interface IndexMoment {
  /** Commands that are complete. */
  readonly command: number;
  readonly zones: readonly ZoneIndices[];
}

/** Moments that are read, at most: more than a small chart can show apart. */
const most = 120;

/** Commands after which a moment is read, the first and the last among them. */
export function samplePlaces(commands: number, count = most): number[] {
  const steps = Math.min(commands, count - 1);
  if (steps <= 0) return [0];
  return Array.from({ length: steps + 1 }, (_, i) => Math.round((i * commands) / steps));
}

export async function readIndices(
  load: LoadEngine,
  text: string,
  going: () => boolean,
): Promise<readonly IndexMoment[]> {
  const client = await EngineClient.start(load);
  const moments: IndexMoment[] = [];
  try {
    if ((await client.open(text)).length > 0) return [];
    await client.record();
    for (const command of samplePlaces(client.recorded())) {
      await breathe();
      if (!going()) return [];
      client.seek({ command, event: 0 });
      const zones = client.snapshot().linux?.zones ?? [];
      moments.push({
        command,
        zones: zones.map(({ index, unusable, extfrag }) => ({ zone: index, unusable, extfrag })),
      });
    }
    return moments;
  } finally {
    client.dispose();
  }
}

/** Reads them for the open script, for everyone to see. */
export async function showIndices(playground: Playground, load: LoadEngine): Promise<void> {
  const text = playground.state.open?.text;
  if (text === undefined) return;
  const going = () => playground.state.open?.text === text;
  const moments = await readIndices(load, text, going);
  if (going()) playground.store.set({ indices: { text, moments } });
}

/** Runs the scripts of figures in the built engine, for tests. */
import { EngineClient } from '../../../web/src/engine/client.ts';
import type {
  EngineEvent,
  Position,
  SlabDetail,
  Snapshot,
} from '../../../web/src/engine/snapshot-types.ts';
import type { RunScript } from '../../../web/src/lessons/resolve.ts';
import { loadBuiltEngine } from '../../wasm/engine.ts';

export interface EngineScript extends RunScript {
  eventsOf(command: number): readonly EngineEvent[];
  snapshotAt(position: Position): Snapshot;
  slabsAt(position: Position): ReadonlyMap<number, SlabDetail>;
}

/** The script as it ran; what is wrong with it as a text. */
export async function runScript(text: string): Promise<EngineScript | string> {
  const client = await EngineClient.start(loadBuiltEngine);
  const problems = await client.open(text);
  if (problems.length > 0) return JSON.stringify(problems);
  await client.record();
  const snapshotAt = (position: Position) => {
    client.seek(position);
    return client.snapshot();
  };
  return {
    text,
    commands: client.commandCount(),
    textOf: (command) => client.commandText(command),
    lineOf: (command) => client.commandLine(command),
    kindsOf: (command) => client.events(command).map(({ kind }) => kind),
    eventsOf: (command) => client.events(command),
    snapshotAt,
    slabsAt: (position) => slabsIn(client, snapshotAt(position)),
  };
}

function slabsIn(client: EngineClient, { caches }: Snapshot): Map<number, SlabDetail> {
  const opened = new Map<number, SlabDetail>();
  for (const { pfn } of caches.flatMap(({ slabs }) => slabs.flat())) {
    const slab = client.slab(pfn);
    if (slab) opened.set(pfn, slab);
  }
  return opened;
}

/** A figure's script, which must run. */
export async function mustRun(text: string): Promise<EngineScript> {
  const script = await runScript(text);
  if (typeof script === 'string') throw new Error(script);
  return script;
}

/** The built engine in Node: made for browsers, so the code is handed over instead of fetched. */
import { existsSync, readFileSync } from 'node:fs';
import type { EngineModule } from '../../web/src/engine/types.ts';

const directory = new URL('../../web/src/engine/generated/', import.meta.url);
const glue = new URL('kmem_engine.mjs', directory);

export async function loadBuiltEngine(print: (line: string) => void): Promise<EngineModule> {
  if (!existsSync(glue)) throw new Error('no built engine: npm run build -- wasm');
  const { default: create } = await import(/* @vite-ignore */ glue.href);
  const wasmBinary = readFileSync(new URL('kmem_engine.wasm', directory));
  return create({ wasmBinary, printErr: print });
}

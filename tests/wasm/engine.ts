/** The built engine in Node: made for browsers, so the code is handed over instead of fetched. */
import { existsSync, readFileSync } from 'node:fs';
import type { EngineKind } from '../../web/src/engine/client.ts';
import type { CostModule } from '../../web/src/engine/cost-types.ts';
import { sessionOf } from '../../web/src/engine/session.ts';
import type {
  CourseModule,
  EngineModule,
  EngineSession,
  ImportModule,
} from '../../web/src/engine/types.ts';

const directory = new URL('../../web/src/engine/generated/', import.meta.url);

async function load(name: string, options: object): Promise<unknown> {
  const glue = new URL(`${name}.mjs`, directory);
  if (!existsSync(glue)) throw new Error(`no built ${name}: npm run build -- wasm`);
  const { default: create } = await import(/* @vite-ignore */ glue.href);
  return create({ wasmBinary: readFileSync(new URL(`${name}.wasm`, directory)), ...options });
}

export async function loadBuiltModule(
  print: (line: string) => void,
  kind: EngineKind = 'textbook',
): Promise<EngineModule> {
  const name = kind === 'linux' ? 'kmem_linux' : 'kmem_engine';
  return (await load(name, { printErr: print })) as EngineModule;
}

export async function loadBuiltEngine(
  print: (line: string) => void,
  kind: EngineKind = 'textbook',
): Promise<EngineSession> {
  return sessionOf(await loadBuiltModule(print, kind));
}

export async function loadBuiltImporter(): Promise<ImportModule> {
  return (await load('kmem_import', {})) as ImportModule;
}

export async function loadBuiltCourse(): Promise<CourseModule> {
  return (await load('kmem_course', {})) as CourseModule;
}

export async function loadBuiltCost(): Promise<CostModule> {
  return (await load('kmem_cost', {})) as CostModule;
}

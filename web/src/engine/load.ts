/**
 * The one place that touches the generated modules. The engine's code is fetched and compiled once; every
 * playground gets an instance of its own, so that memory is given back with it and a trap in one
 * cannot reach another.
 */
import type { EngineKind } from './client.ts';
import type { CostModule } from './cost-types.ts';
import costUrl from './generated/kmem_cost.wasm?url';
import courseUrl from './generated/kmem_course.wasm?url';
import createKmemModule, { type EngineOptions } from './generated/kmem_engine.mjs';
import wasmUrl from './generated/kmem_engine.wasm?url';
import importUrl from './generated/kmem_import.wasm?url';
import linuxUrl from './generated/kmem_linux.wasm?url';
import { sessionOf } from './session.ts';
import type { CourseModule, EngineSession, ImportModule } from './types.ts';

const compiled = new Map<EngineKind, Promise<WebAssembly.Module>>();
const urls: Readonly<Record<EngineKind, string>> = { textbook: wasmUrl, linux: linuxUrl };

async function compile(kind: EngineKind): Promise<WebAssembly.Module> {
  // A host may serve the file as a stream of bytes; only the right type compiles while it loads.
  const response = await fetch(new URL(urls[kind], import.meta.url), {
    credentials: 'same-origin',
  });
  if (!response.ok) throw new Error(`the engine did not load: HTTP ${response.status}`);
  const type = response.headers.get('Content-Type') ?? '';
  if (type.startsWith('application/wasm')) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

function compileOnce(kind: EngineKind): Promise<WebAssembly.Module> {
  const known = compiled.get(kind);
  if (known) return known;
  const compiling = compile(kind).catch((error: unknown) => {
    compiled.delete(kind); // the next playground may have better luck
    throw error;
  });
  compiled.set(kind, compiling);
  return compiling;
}

/** The function that makes an instance: each module comes with its own. */
async function glueOf(kind: EngineKind): Promise<typeof createKmemModule> {
  if (kind === 'textbook') return createKmemModule;
  return (await import('./generated/kmem_linux.mjs')).default;
}

/** A new instance of the engine. `print` receives what a failed check writes before it aborts. */
export async function loadEngine(
  print: (line: string) => void,
  kind: EngineKind = 'textbook',
): Promise<EngineSession> {
  const [module, create] = await Promise.all([compileOnce(kind), glueOf(kind)]);
  return new Promise<EngineSession>((resolve, reject) => {
    const options: EngineOptions = {
      printErr: print,
      instantiateWasm(imports, receive) {
        WebAssembly.instantiate(module, imports).then((instance) => {
          receive(instance, module);
        }, reject);
        return {};
      },
    };
    create(options).then((built) => resolve(sessionOf(built)), reject);
  });
}

/** The importer of kernel traces, with its glue. */
export async function loadImporter(): Promise<ImportModule> {
  const { default: createImporter } = await import('./generated/kmem_import.mjs');
  return createImporter({ locateFile: () => new URL(importUrl, import.meta.url).href });
}

/** The course, with its glue. */
export async function loadCourse(): Promise<CourseModule> {
  const { default: createCourse } = await import('./generated/kmem_course.mjs');
  return createCourse({ locateFile: () => new URL(courseUrl, import.meta.url).href });
}

/** What a struct would cost, with its glue. */
export async function loadCost(): Promise<CostModule> {
  const { default: createCost } = await import('./generated/kmem_cost.mjs');
  return createCost({ locateFile: () => new URL(costUrl, import.meta.url).href });
}

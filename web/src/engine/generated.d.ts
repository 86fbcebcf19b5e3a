/** The modules that the build puts into generated/, as far as load.ts uses them. */
declare module '*/generated/kmem_engine.mjs' {
  import type { EngineModule } from '*/types.ts';

  export interface EngineOptions {
    /** Instead of fetching: the code itself. Tests in Node pass it. */
    wasmBinary?: Uint8Array;
    printErr?: (line: string) => void;
    instantiateWasm?: (
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ) => object;
  }

  export default function createKmemModule(options?: EngineOptions): Promise<EngineModule>;
}

declare module '*/generated/kmem_linux.mjs' {
  export { default } from '*/generated/kmem_engine.mjs';
}

declare module '*/generated/kmem_import.mjs' {
  import type { ImportModule } from '*/types.ts';

  export interface ImportOptions {
    wasmBinary?: Uint8Array;
    locateFile?: (name: string) => string;
  }

  export default function createKmemModule(options?: ImportOptions): Promise<ImportModule>;
}

declare module '*/generated/kmem_course.mjs' {
  import type { CourseModule } from '*/types.ts';

  export interface CourseOptions {
    wasmBinary?: Uint8Array;
    locateFile?: (name: string) => string;
  }

  export default function createKmemModule(options?: CourseOptions): Promise<CourseModule>;
}

declare module '*/generated/kmem_cost.mjs' {
  import type { CostModule } from '*/cost-types.ts';

  export interface CostOptions {
    wasmBinary?: Uint8Array;
    locateFile?: (name: string) => string;
  }

  export default function createKmemModule(options?: CostOptions): Promise<CostModule>;
}

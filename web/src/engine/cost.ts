/** Asks the module `kmem_cost`, which comes with the first question. */
import type { CostError, CostModule, CostQuestion, StructCost } from './cost-types.ts';
import { loadCost } from './load.ts';

/** Sizes go over as 32-bit numbers; what does not fit is larger than any object. */
const largest = 0xffffffff;
const word = (value: number): number => Math.min(Math.max(0, Math.floor(value) || 0), largest);

export function askCost(
  module: CostModule,
  { size, align, flags, ctor, cpus }: CostQuestion,
): StructCost | { readonly error: CostError } {
  const json = module.structCost(word(size), word(align), word(flags), ctor, word(cpus));
  return JSON.parse(json) as StructCost | { error: CostError };
}

let loading: Promise<CostModule> | null = null;

export function costModule(): Promise<CostModule> {
  loading ??= loadCost().catch((error: unknown) => {
    loading = null; // the next question may have better luck
    throw error;
  });
  return loading;
}

/** What a struct would cost, asked of the built module: worked examples, and what is refused. */
import { beforeAll, describe, expect, test } from 'vitest';
import { askCost } from '../../web/src/engine/cost.ts';
import { type CostModule, slabFlags } from '../../web/src/engine/cost-types.ts';
import { loadBuiltCost } from './engine.ts';

let module: CostModule;
beforeAll(async () => {
  module = await loadBuiltCost();
});

const question = { size: 700, align: 0, flags: 0, ctor: false, cpus: 1 };

describe('the cost of a struct', () => {
  test('of 700 bytes: eleven in two pages, eight from kmalloc-1k', () => {
    const cost = askCost(module, question);
    expect(cost).toMatchObject({ size: 700, cpus: 1 });
    if ('error' in cost) throw new Error(cost.error);
    const [own, kmalloc, slab] = cost.rows;
    expect(own).toMatchObject({ allocator: 'slub', objects: 11, order: 1, size: 704, tail: 448 });
    expect(kmalloc).toMatchObject({ kmallocClass: 1024, rounding: 8 * 324 });
    expect(slab).toMatchObject({ allocator: 'slab', objects: 11 });
    for (const row of cost.rows) {
      expect(row.used + row.rounding + row.tail).toBe(row.slabBytes);
    }
    expect(cost.neighbours[0]).toMatchObject({ sameTo: 744 }); // 11 · 744 = 8184;
  });

  test('grows with flags, and with more CPUs slabs do', () => {
    const plain = askCost(module, question);
    const marked = askCost(module, { ...question, flags: slabFlags.red_zone | slabFlags.poison });
    const many = askCost(module, { ...question, cpus: 64 });
    if ('error' in plain || 'error' in marked || 'error' in many) throw new Error('refused');
    expect(marked.rows[0]?.size).toBeGreaterThan(plain.rows[0]?.size ?? 0);
    expect(many.rows[0]?.order).toBeGreaterThan(plain.rows[0]?.order ?? 9);
  });

  test.each([
    [{ size: 0 }, 'bad_size'],
    [{ size: -5 }, 'bad_size'],
    [{ size: Number.NaN }, 'bad_size'],
    [{ size: 4 * 2 ** 20 + 1 }, 'bad_size'],
    [{ size: 2 ** 40 }, 'bad_size'],
    [{ align: 24 }, 'bad_align'],
    [{ align: 2 ** 33 }, 'bad_align'],
    [{ cpus: 0 }, 'bad_cpus'],
    [{ cpus: 65 }, 'bad_cpus'],
  ])('refuses %o', (part, error) => {
    expect(askCost(module, { ...question, ...part })).toEqual({ error });
  });
});

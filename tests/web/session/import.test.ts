import { describe, expect, it } from 'vitest';
import {
  recognise,
  recogniseFile,
  refuseFile,
  textPieces,
} from '../../../web/src/session/import.ts';

const line =
  '            bash-1     [000] .....     0.512345: kmem_cache_alloc: call_site=x ptr=00000000 name=dentry bytes_req=192';

describe('files are told apart by what is in them', () => {
  it.each([
    ['# tracer: nop\n#\n', 'trace'],
    [`${line}\n`, 'trace'],
    [`cut line\n${line}\n`, 'trace'],
    ['swapper/0-1       [000] .....     0.1: mm_page_alloc: page=1 pfn=0x1 order=0\n', 'trace'],
    ['memory 64\na = alloc_pages(3)\n', 'scenario'],
    ['# kmalloc: a comment\nk = kmalloc(100)\n', 'scenario'],
    ['\0asm\u0001', 'binary'],
  ])('%j is a %s', (head, kind) => {
    expect(recognise(head)).toBe(kind);
  });

  it('by their beginning only', async () => {
    const file = new Blob(['memory 64\n', 'x'.repeat(1 << 20), '\0']);
    expect(await recogniseFile(file)).toBe('scenario');
  });
});

describe('a file that cannot be opened says why', () => {
  const file = (size: number) => ({ name: 'a.txt', size }) as File;
  it.each([
    [0, 'scenario', 'a.txt is empty.'],
    [10, 'binary', 'a.txt is not a text file.'],
    [65 << 20, 'scenario', 'a.txt is larger than the 64 MiB that can be opened.'],
    [65 << 20, 'trace', null],
    [10, 'scenario', null],
  ] as const)('%i bytes of %s', (size, kind, why) => {
    expect(refuseFile(file(size), kind)).toBe(why);
  });
});

it('reads a file in pieces that together are its text, whatever characters a cut falls into', async () => {
  const text = 'kfree: 世界 ü\n'.repeat(40_000);
  const shares: number[] = [];
  const pieces: string[] = [];
  for await (const piece of textPieces(new Blob([text]), (share) => shares.push(share))) {
    pieces.push(piece);
  }
  expect(pieces.length).toBeGreaterThan(1);
  expect(pieces.join('')).toBe(text);
  expect(shares.at(-1)).toBe(1);
});

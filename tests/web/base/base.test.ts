import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64Url, toBase64Url } from '../../../web/src/base/base64url.ts';
import { deflate, inflate, TooLarge } from '../../../web/src/base/deflate.ts';
import { Lines } from '../../../web/src/base/lines.ts';
import { Cancelled, inSlices, nextSize } from '../../../web/src/base/slices.ts';
import { readSetting, writeSetting } from '../../../web/src/base/storage.ts';
import { Store } from '../../../web/src/base/store.ts';

const bytes = () => fc.uint8Array().map((array) => new Uint8Array(array));

describe('base64url', () => {
  it('gives any bytes back, in characters that a link needs no escape for', () => {
    fc.assert(
      fc.property(bytes(), (data) => {
        const text = toBase64Url(data);
        expect(text).toMatch(/^[A-Za-z0-9_-]*$/);
        expect(fromBase64Url(text)).toEqual(data);
      }),
    );
  });

  it.each(['a', 'a+b', 'a/bc', 'ab=', 'ab cd', 'abcde', 'é'])('refuses %j', (text) => {
    expect(fromBase64Url(text)).toBeNull();
  });
});

describe('deflate', () => {
  it('gives any bytes back', async () => {
    await fc.assert(
      fc.asyncProperty(bytes(), async (data) => {
        expect(await inflate(await deflate(data), 1 << 20)).toEqual(data);
      }),
      { numRuns: 50 },
    );
  });

  it('stops at the limit, however small the packed bytes are', async () => {
    const bomb = await deflate(new Uint8Array(50 << 20));
    await expect(inflate(bomb, 1000)).rejects.toBeInstanceOf(TooLarge);
  });

  it('refuses what is no deflate data, and what is cut', async () => {
    await expect(inflate(Uint8Array.of(7, 7, 7, 7), 1000)).rejects.toThrow();
    const packed = await deflate(new TextEncoder().encode('alloc_pages(3)'.repeat(50)));
    await expect(inflate(packed.slice(0, -4), 1000)).rejects.toThrow();
  });
});

describe('slices', () => {
  it('aims at a fixed time and never grows more than four times', () => {
    expect(nextSize(100, 8)).toBe(100);
    expect(nextSize(100, 16)).toBe(50);
    expect(nextSize(100, 0.001)).toBe(400);
    expect(nextSize(100, 0)).toBe(400);
    expect(nextSize(1, 1000)).toBe(1);
  });

  it('works until there is no more', async () => {
    let left = 1000;
    await inSlices((n) => {
      left = Math.max(0, left - n);
      return left > 0;
    });
    expect(left).toBe(0);
  });

  it('stops when it is called off', async () => {
    const off = new AbortController();
    const work = inSlices(() => true, { signal: off.signal });
    off.abort();
    await expect(work).rejects.toBeInstanceOf(Cancelled);
  });
});

describe('Store', () => {
  it('tells its listeners of each change until they leave', () => {
    const store = new Store({ a: 1, b: 2 });
    const heard: unknown[] = [];
    const leave = store.subscribe((value) => heard.push(value));
    store.set({ a: 5 });
    leave();
    store.set({ a: 6 });
    expect(heard).toEqual([{ a: 5, b: 2 }]);
    expect(store.value).toEqual({ a: 6, b: 2 });
  });
});

describe('Lines', () => {
  it.each(['', 'a', 'a\n', 'a\nb', '\n\n', 'a\n\nb\n'])('%j', (text) => {
    const lines = new Lines(text);
    const all = Array.from({ length: lines.count }, (_, i) => lines.at(i + 1));
    expect(all).toEqual(text.replace(/\n$/, '').split('\n'));
    expect(lines.at(0)).toBe('');
    expect(lines.at(lines.count + 1)).toBe('');
  });
});

describe('settings', () => {
  it('are simply not kept where there is no storage', () => {
    expect(() => writeSetting('theme', 'dark')).not.toThrow();
    expect(readSetting('theme')).toBeNull();
  });
});

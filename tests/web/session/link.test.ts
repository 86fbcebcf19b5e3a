import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { toBase64Url } from '../../../web/src/base/base64url.ts';
import { deflate } from '../../../web/src/base/deflate.ts';
import {
  maxLinkLength,
  maxTextBytes,
  parseLink,
  parseStep,
  scenarioLink,
  textLink,
} from '../../../web/src/session/link.ts';

const position = () => fc.record({ command: fc.nat(1_000_000), event: fc.nat(1000) });

describe('golden links: every link ever made opens for ever', () => {
  it.each([
    ['#v1=s.dentry', { kind: 'scenario', name: 'dentry', position: { command: 0, event: 0 } }],
    ['#v1=s.dentry.7', { kind: 'scenario', name: 'dentry', position: { command: 7, event: 0 } }],
    [
      '#v1=s.oom-fragmentation.7.10',
      { kind: 'scenario', name: 'oom-fragmentation', position: { command: 7, event: 10 } },
    ],
    [
      '#v1=z.y03NzS-qVDAzUUgrSsxNLeZKVLBVSMzJyU-OL0hMTy3WMNbkAgA.16g24do.1.4',
      {
        kind: 'text',
        text: 'memory 64 frames\na = alloc_pages(3)\n',
        position: { command: 1, event: 4 },
      },
    ],
  ])('%s', async (hash, link) => {
    expect(await parseLink(hash)).toEqual(link);
  });
});

describe('a problem sheet', () => {
  it('has a seed that every machine can count to, as on the command line', async () => {
    const sheet = { kind: 'sheet', topic: 'buddy', level: 2 };
    expect(await parseLink('#sheet=4294967295/buddy/2')).toEqual({ ...sheet, seed: 4294967295 });
    expect(await parseLink('#sheet=4294967296/buddy/2')).toEqual({ kind: 'error', why: 'bad' });
  });
});

describe('links come back as they went', () => {
  it('by scenario', async () => {
    const name = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,39}$/);
    await fc.assert(
      fc.asyncProperty(name, position(), async (name, position) => {
        const link = await parseLink(scenarioLink(name, position));
        expect(link).toEqual({ kind: 'scenario', name, position });
      }),
    );
  });

  it('by text, in any script', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 500 });
    await fc.assert(
      fc.asyncProperty(text, position(), async (text, position) => {
        const link = await textLink(text, position);
        expect(link).toMatch(/^#v1=z\.[\w-]*\.[0-9a-z]+(\.\d+)*$/);
        expect(await parseLink(link ?? '')).toEqual({ kind: 'text', text, position });
      }),
      { numRuns: 60 },
    );
  });

  it('but not if the text or the link is too large', async () => {
    const at = { command: 0, event: 0 };
    expect(await textLink('x'.repeat(maxTextBytes + 1), at)).toBeNull();
    const noise = Array.from({ length: 60_000 }, (_, i) => ((i * 48271) % 65_521).toString(36));
    expect(await textLink(noise.join(''), at)).toBeNull();
    expect(await textLink('x'.repeat(maxTextBytes), at)).not.toBeNull();
  });
});

describe('bad links', () => {
  it.each([
    ['', 'none'],
    ['#', 'none'],
    ['#frame-3', 'bad'],
    ['#v1=', 'bad'],
    ['#v1=s.', 'bad'],
    ['#v1=s...', 'bad'],
    ['#v1=s.Dentry', 'bad'],
    ['#v1=s.../../etc/passwd', 'bad'],
    ['#v1=s.dentry.x', 'bad'],
    ['#v1=s.dentry.1.2.3', 'bad'],
    ['#v1=s.dentry.-1', 'bad'],
    ['#v1=s.dentry.9999999999', 'bad'],
    ['#v1=q.dentry', 'bad'],
    ['#v0=s.dentry', 'bad'],
    ['#v2=s.dentry', 'newer'],
    ['#v1=z.abc', 'damaged'],
    ['#v1=z.!!!.abc', 'damaged'],
    ['#v1=z.y03NzS-qVDAzUUgrSsxNLeZKVLBVSMzJyU-OL0hMTy3WMNbkAgA.16g24dp', 'damaged'],
    ['#v1=z.y03NzS-qVDAzUUgrSsxNLeZKVLBVSMzJyU-OL0h.16g24do', 'damaged'],
  ])('%s is %s', async (hash, why) => {
    const link = await parseLink(hash);
    expect(link.kind === 'error' ? link.why : link.kind).toBe(why);
  });

  it('a link longer than any that we make is not even read', async () => {
    const link = await parseLink(`#v1=z.${'A'.repeat(maxLinkLength)}.0`);
    expect(link).toEqual({ kind: 'error', why: 'too-large' });
  });

  it('a bomb is cut off before it has unfolded', async () => {
    const packed = await deflate(new Uint8Array(20 << 20));
    const read = vi.spyOn(ReadableStreamDefaultReader.prototype, 'read');
    expect(await parseLink(`#v1=z.${toBase64Url(packed)}.0`)).toEqual({
      kind: 'error',
      why: 'too-large',
    });
    let unfolded = 0;
    for (const { value } of read.mock.results) unfolded += (await value).value?.length ?? 0;
    read.mockRestore();
    expect(unfolded).toBeGreaterThan(0);
    expect(unfolded).toBeLessThan(2 << 20);
  });

  it('whatever stands there, it becomes text and two numbers or an error', async () => {
    const noise = fc.string({ unit: 'binary', maxLength: 300 });
    const near = fc
      .tuple(fc.constantFrom('#v1=s.', '#v1=z.', '#v1=', '#v', '#v1=z.y03NzS8q.'), noise)
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(fc.oneof(noise, near), async (hash) => {
        const link = await parseLink(hash);
        if (link.kind === 'scenario') expect(link.name).toMatch(/^[a-z0-9-]+$/);
        if (link.kind === 'scenario' || link.kind === 'text') {
          expect(Number.isSafeInteger(link.position.command)).toBe(true);
          expect(Number.isSafeInteger(link.position.event)).toBe(true);
        }
      }),
      { numRuns: 10_000 },
    );
  });
});

it('reads a step as command and event', () => {
  expect(parseStep('')).toEqual({ command: 0, event: 0 });
  expect(parseStep('12')).toEqual({ command: 12, event: 0 });
  expect(parseStep('12.3')).toEqual({ command: 12, event: 3 });
  expect(parseStep('1e3')).toBeNull();
});

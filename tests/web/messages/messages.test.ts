import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { message, parseMessages } from '../../../web/src/messages/messages.ts';
import { diagnosticText, sizeText } from '../../../web/src/messages/sentence.ts';
import { formatMessage } from '../../../web/src/messages/template.ts';

describe('templates', () => {
  it.each([
    ['frame {pfn}', { pfn: 16 }, 'frame 16'],
    ['{n?# byte|# bytes}', { n: 1 }, '1 byte'],
    ['{n?# byte|# bytes}', { n: 192 }, '192 bytes'],
    ['{n?one|other}', { n: '1' }, 'other'],
    ['a {{brace} {x}', { x: 2 }, 'a {brace} 2'],
    ['{missing} {n?only one}', { n: 1 }, '{missing} {n?only one}'],
    ['{open', { open: 1 }, '{open'],
    ['{constructor} {toString}', {}, '{constructor} {toString}'],
    ['{a}', { a: '{b} $& #', b: 'no' }, '{b} $& #'],
  ] as const)('%j', (template, values, text) => {
    expect(formatMessage(template, values)).toBe(text);
  });

  it('never fail, whatever stands there', () => {
    fc.assert(
      fc.property(fc.string(), fc.dictionary(fc.string(), fc.string()), (template, values) => {
        expect(typeof formatMessage(template, values)).toBe('string');
      }),
    );
  });
});

describe('the message file', () => {
  it('has each key once', () => {
    const file = readFileSync(new URL('../../../web/src/messages/en.txt', import.meta.url), 'utf8');
    const lines = file.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
    expect(parseMessages(file).size).toBe(lines.length);
  });

  it('shows a missing key as such', () => {
    expect(message('no.such.key')).toBe('<no.such.key>');
  });
});

it('writes sizes as the command-line tool does', () => {
  expect([0, 1, 192, 21504, 4096, 1 << 20, 1000].map(sizeText)).toEqual([
    '0 bytes',
    '1 byte',
    '192 bytes',
    '21 KiB',
    '4 KiB',
    '1 MiB',
    '1000 bytes',
  ]);
});

it('says what a diagnostic found and what it expected, even one it has no message for', () => {
  const text = diagnosticText({ code: 'no-such-code', found: 'foo', expected: 'a number' });
  expect(text).toContain('foo');
  expect(text).toContain('a number');
});

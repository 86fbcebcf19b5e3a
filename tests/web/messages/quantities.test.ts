import { describe, expect, it } from 'vitest';
import { speaking } from '../../../web/src/messages/messages.ts';
import { counted, formatBytes, listed, number } from '../../../web/src/messages/quantities.ts';
import { formatMessage } from '../../../web/src/messages/template.ts';

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [192, '192 bytes'],
  [21504, '21 KiB'],
  [262144, '256 KiB'],
  [1536, '1.5 KiB'],
  [64 * 2 ** 30, '64 GiB'],
])('%i bytes are %s', (n, text) => {
  expect(formatBytes(n)).toBe(text);
});

it('makes lists, and leaves out what did not happen', () => {
  expect(listed([])).toBe('');
  expect(listed(['a', 'b', 'c'])).toBe('a, b, c');
  expect(counted('work', { looks: 1, splits: 0, merges: 1200 })).toBe('1 look, 1,200 merges');
});

describe('numbers', () => {
  it.each([
    ['en', '1,048,576', '19.1'],
    ['de', '1.048.576', '19,1'],
    ['es', '1.048.576', '19,1'],
    ['zh', '1,048,576', '19.1'],
  ] as const)('are written as %s does', (language, large, share) => {
    expect(speaking(language, () => [number(1048576), number(19.1, 1)])).toEqual([large, share]);
    const text = formatMessage('{n?# one|## of many, bit #}', { n: 1048576 }, language);
    expect(text).toBe(`${large} of many, bit 1048576`);
  });
});

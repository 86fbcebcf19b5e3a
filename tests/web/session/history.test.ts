import { expect, it } from 'vitest';
import { History } from '../../../web/src/session/history.ts';

const document = (text: string) => ({
  name: null,
  lesson: null,
  text,
  position: { command: 0, event: 0 },
});

it('brings former documents back, the latest first', () => {
  const history = new History();
  history.push(document('a'));
  history.push(document('b'));
  expect(history.pop()?.text).toBe('b');
  expect(history.pop()?.text).toBe('a');
  expect(history.pop()).toBeNull();
});

it('forgets the oldest when there are many, or when they are large', () => {
  const many = new History();
  for (let i = 0; i < 300; i += 1) many.push(document(String(i)));
  expect(many.size).toBe(100);
  expect(many.pop()?.text).toBe('299');

  const large = new History();
  const text = 'x'.repeat(20_000_000);
  for (let i = 0; i < 3; i += 1) large.push(document(text));
  expect(large.size).toBe(1);
});

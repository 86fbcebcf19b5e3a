/** The profile in a script's head: read, changed, and back again. */
import { describe, expect, test } from 'vitest';
import { areaBit } from '../../../web/src/engine/linux-types.ts';
import type { EngineEvent } from '../../../web/src/engine/snapshot-types.ts';
import { answerOf, reasonOf } from '../../../web/src/session/difference.ts';
import { profileOf, withProfile } from '../../../web/src/session/profile.ts';

const all = { zones: true, mobility: true, percpu: true, watermarks: true };
const textbook = { name: 'textbook', mechanisms: all };
const linux = { name: 'linux-6.1', mechanisms: all };
const script = '# about\ntitle "a profile x"\nmemory 64M\n\na = alloc_pages(0)\n';

describe('the profile of a script', () => {
  test('is the textbook where the script says nothing', () => {
    expect(profileOf(script)).toEqual(textbook);
    expect(profileOf('profile linux-6.1\n')).toEqual(linux);
    expect(profileOf('  profile linux-6.1-slab # this').name).toBe('linux-6.1-slab');
    const two = profileOf('profile linux-6.1\nmechanisms percpu, mobility\n').mechanisms;
    expect(two).toEqual({ ...all, zones: false, watermarks: false });
    expect(Object.values(profileOf('profile linux-6.1\nmechanisms none').mechanisms)).not.toContain(
      true,
    );
  });

  test('changes one line, behind title and memory, and goes away without a trace', () => {
    const changed = withProfile(script, linux);
    expect(changed).toBe(script.replace('memory 64M\n', 'memory 64M\nprofile linux-6.1\n'));
    expect(withProfile(changed, textbook)).toBe(script);
    const some = withProfile(changed, { ...linux, mechanisms: { ...all, percpu: false } });
    expect(some).toContain('profile linux-6.1\nmechanisms zones, mobility, watermarks\n\na =');
    expect(withProfile(some, linux)).toBe(changed);
    expect(withProfile(some, textbook)).toBe(script);
  });

  test('keeps what else stands on its line, and works without any head', () => {
    expect(withProfile('profile textbook; memory 32K\nx', linux)).toBe(
      'profile linux-6.1\nmemory 32K\nx',
    );
    expect(withProfile('a = alloc_pages(0)', linux)).toBe('profile linux-6.1\na = alloc_pages(0)');
    expect(withProfile('', linux)).toBe('profile linux-6.1\n');
    const none = { zones: false, mobility: false, percpu: false, watermarks: false };
    expect(withProfile('', { ...linux, mechanisms: none })).toContain('mechanisms none');
  });
});

describe('a difference', () => {
  const event = (kind: string, small = 0, main = 0): EngineEvent => ({
    kind,
    order: 0,
    small,
    main,
  });

  test('lies in what the caller gets', () => {
    expect(answerOf([event('take', 0, 8), event('hand_out', 0, 8)])).toMatchObject({
      kind: 'pages',
      pfn: 8,
    });
    const object = answerOf([event('hand_out', 0, 8), event('object_out', 3, 8)]);
    expect(object).toEqual({ kind: 'object', pfn: 8, index: 3 });
    expect(answerOf([event('alloc_failed')]).kind).toBe('refused');
    expect(answerOf([event('free_pages', 0, 8)]).kind).toBe('nothing');
  });

  test('has the mechanism that decided as its reason', () => {
    const looked = event('zone_look');
    expect(reasonOf([event('zone_look', 1)])).toBe('watermarks');
    expect(reasonOf([event('zone_look', 2)])).toBe('reserve');
    expect(reasonOf([looked, event('fallback'), event('pcp_take')])).toBe('fallback');
    expect(reasonOf([looked, event('pcp_take')])).toBe('percpu');
    expect(reasonOf([looked, event('take', areaBit | 2)])).toBe('mobility');
    expect(reasonOf([looked, event('take', areaBit | 1)])).toBe('zones');
    expect(reasonOf([event('take')])).toBe('order');
  });
});

import { describe, expect, it } from 'vitest';
import { defaultPlace, titleOf } from '../../../web/src/session/default-scenario.ts';
import { isScenarioName } from '../../../web/src/session/link.ts';
import { compose, freshName } from '../../../web/src/session/names.ts';
import {
  aboutOf,
  listScenarios,
  loadScenario,
  scenarioNames,
} from '../../../web/src/session/scenarios.ts';

describe('the gallery', () => {
  it('has at least eight scenarios, each with a title and a name that fits into a link', async () => {
    const entries = await listScenarios();
    expect(entries.length).toBeGreaterThanOrEqual(8);
    for (const { name, title, about } of entries) {
      expect(isScenarioName(name), name).toBe(true);
      expect(title, name).not.toBe(name);
      expect(about, name).not.toBe('');
    }
  });

  it('holds the scenario that the page starts with', async () => {
    expect(scenarioNames).toContain(defaultPlace.name);
    expect(await loadScenario('no-such-scenario')).toBeNull();
  });
});

it('a title and a description are read from the head of a script', () => {
  const text = '# What it shows,\n# in two lines.\ntitle "A title"\nmemory 64 frames\n# not this\n';
  expect(titleOf(text)).toBe('A title');
  expect(aboutOf(text)).toBe('What it shows, in two lines.');
  expect(titleOf('memory 64 frames\n')).toBeNull();
  expect(aboutOf('memory 64 frames\n# not this\n')).toBe('');
});

describe('commands from forms', () => {
  it('take names that the script does not have yet', () => {
    expect(freshName('p', '')).toBe('p1');
    expect(freshName('p', 'p1 = alloc_pages(0); p2[1] = kmalloc(1)')).toBe('p3');
    expect(freshName('p', 'p11 = alloc_pages(0)')).toBe('p1');
  });

  it('are lines of the language', () => {
    expect(compose.allocPages('', 'order', '3')).toBe('p1 = alloc_pages(3)');
    expect(compose.allocPages('p1', 'bytes', '21K')).toBe('p2 = alloc_pages(bytes=21K)');
    expect(compose.kmalloc('', '100')).toBe('k1 = kmalloc(100)');
    expect(compose.cacheCreate('', 'inode', '600', true)).toBe(
      'cache1 = kmem_cache_create("inode", 600, ctor)',
    );
    expect(compose.cacheAlloc('', 'inode', 1)).toBe('o1 = kmem_cache_alloc("inode")');
    expect(compose.cacheAlloc('', 'inode', 8)).toBe('o1[1..8] = kmem_cache_alloc("inode")');
    expect(compose.cacheShrink('inode')).toBe('kmem_cache_shrink("inode")');
  });
});

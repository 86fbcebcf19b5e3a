import { describe, expect, it } from 'vitest';
import { type FigureScene, figure, figureViews } from '../../../web/src/render/figure.ts';
import { nameBook } from '../../../web/src/render/names.ts';
import { readPalette } from '../../../web/src/render/palette.ts';
import { SvgContext, xml } from '../../../web/src/render/svg-context.ts';
import { sketch } from '../dev/fixture.ts';

const palette = readPalette({ getPropertyValue: (name) => name.slice('--kmem-'.length) });
const measure = (text: string) => text.length * 7;

/** Throws unless every element closes, in order, and every attribute is quoted. */
function check(text: string): void {
  const open: string[] = [];
  const rest = text.replace(
    /<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g,
    (_, end: string, name: string, _attributes: string, self: string) => {
      if (end) expect(open.pop()).toBe(name);
      else if (!self) open.push(name);
      return '';
    },
  );
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]/);
  expect(rest.replace(/&(amp|lt|gt|quot);/g, '')).not.toContain('&');
}

function sceneOf(owner = 'a'): FigureScene {
  const { snapshot, requested, touched, trail, slabs } = sketch();
  const handles = snapshot.handles.map((handle, index) =>
    index === 0 ? { ...handle, name: owner } : handle,
  );
  const shown = { ...snapshot, handles };
  return {
    snapshot: shown,
    names: nameBook(shown, requested),
    marks: { now: touched.blocks, path: trail, selected: null, hovered: null, related: [] },
    slabs,
    objects: touched.objects,
    command: 'd[22] = kmem_cache_alloc(dentry)',
    sentence: 'a sentence',
    place: 'command 7 of 8',
  };
}

describe('a figure', () => {
  it.each(figureViews)('%s is well-formed and needs nothing from elsewhere', (view) => {
    const text = figure(view, [sceneOf(), sceneOf()], palette, measure);
    check(text);
    expect(text.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|url\((?!#)|href="(?!data:)/,
    );
    const ids = [...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of text.matchAll(/url\(#([^)]*)\)/g)) expect(ids).toContain(id);
  });

  it('shows the blocks of the snapshot, its free lists, its cache and every byte', () => {
    const text = figure('all', [sceneOf()], palette, measure);
    const said = [...text.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, word]) => word);
    for (const word of ['a 21 K', 'b', 'c', '24', '20', 'dentry', 'a sentence']) {
      expect(said).toContain(word);
    }
    expect(said.some((word) => word?.startsWith('Every byte of 256 KiB'))).toBe(true);
    expect(text).toContain('<pattern');
  });

  it('of several steps has a part for each', () => {
    const text = figure('strip', [sceneOf(), sceneOf(), sceneOf()], palette, measure);
    expect(text.match(/Segment · 64 frames/g)).toHaveLength(3);
    expect(
      figure('segment', [sceneOf(), sceneOf()], palette, measure).match(/Segment ·/g),
    ).toHaveLength(1);
  });

  it('shows whatever names a script chose, as text', () => {
    const text = figure('all', [sceneOf('<b>"&\u0007\ud800')], palette, () => 1);
    check(text);
    expect(text).toContain('&lt;b&gt;&quot;&amp; 21 K');
  });
});

it('text keeps what XML can hold', () => {
  expect(xml('a\t<é😀\u0000\ufffe>')).toBe('a\t&lt;é😀&gt;');
});

describe('the context', () => {
  it('moves what is painted, and only that', () => {
    const ctx = new SvgContext(measure);
    ctx.at(10, 20, () => ctx.at(1, 2, () => ctx.fillRect(0, 0, 5, 5)));
    ctx.fillRect(0, 0, 5, 5);
    const text = ctx.document(50, 50, 't', 'd', 'white');
    expect(text).toContain('M11 22h5v5h-5z');
    expect(text).toContain('M0 0h5v5h-5z');
  });

  it('closes what it clips', () => {
    const ctx = new SvgContext(measure);
    ctx.save();
    ctx.beginPath();
    ctx.rect(0, 0, 4, 4);
    ctx.clip();
    ctx.fillRect(0, 0, 9, 9);
    ctx.restore();
    ctx.fillRect(1, 1, 1, 1);
    const text = ctx.document(9, 9, 't', 'd', 'white');
    check(text);
    expect(text.indexOf('</g>')).toBeLessThan(text.indexOf('M1 1'));
  });
});

/**
 * Every word a person reads or hears stands in a message file: no element holds a literal one, every
 * key that is used exists, and every key that exists is used.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { parseMessages } from '../../../web/src/messages/messages.ts';

const root = fileURLToPath(new URL('../../../web/src/', import.meta.url));
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
  .map((entry) => relative(root, `${entry.parentPath}/${entry.name}`))
  .filter((path) => !path.startsWith('engine/generated/'));

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

function visit(node: unknown, see: (node: Node) => void): void {
  if (Array.isArray(node)) for (const child of node) visit(child, see);
  if (typeof node !== 'object' || node === null || !('type' in node)) return;
  see(node as Node);
  for (const child of Object.values(node)) visit(child, see);
}

const treeOf = (text: string): unknown => parseAst(text, { lang: 'ts' });
const treesOf = (pick: (path: string) => boolean) =>
  files.filter(pick).map((path) => ({ path, tree: treeOf(readFileSync(root + path, 'utf8')) }));

interface Quasi {
  readonly value: { readonly cooked: string };
}

/** The parts of a template between its expressions. */
const quasis = (node: unknown): string[] =>
  (node as { quasis: Quasi[] }).quasis.map(({ value }) => value.cooked);

/** Attributes that people read or hear. */
const spokenAttributes =
  /\s(aria-label|aria-description|aria-roledescription|aria-valuetext|title|placeholder|alt|label|heading)="([^"]*)"/g;
/** Code a reader may type stands as it is in every language. */
const code = /^[a-z_]+ = [a-z_]+\(.*\)$|^\.?kmem$/;

/** Words of a template that are text, or in an attribute that is. Expressions stand as U+FFFC. */
function wordsOfTemplate(parts: readonly string[]): string[] {
  const markup = parts.join('\ufffc');
  const attributes = [...markup.matchAll(spokenAttributes)].map(([, , text]) => text ?? '');
  const texts = markup.replace(/<!--[\s\S]*?-->/g, '').split(/<[^>]*>/);
  return [...attributes, ...texts]
    .map((text) => text.replace(/&\w+;/g, '').replaceAll('\ufffc', ' ').trim())
    .filter((text) => /\p{L}{2}/u.test(text) && !code.test(text));
}

/** Two words or more, or one that starts as a sentence does: nothing else in code looks like it. */
const sentence = /^[A-Z][a-z]+[ …]|^[A-Z][a-z]+[.!?…]$|[a-z]{2,},? [a-z]{2,}.*[.:]$/;

function literalWords(tree: unknown): string[] {
  const found: string[] = [];
  visit(tree, (node) => {
    if (node.type === 'TaggedTemplateExpression') {
      const tag = (node.tag as Node).name;
      if (tag === 'html' || tag === 'svg') found.push(...wordsOfTemplate(quasis(node.quasi)));
    }
    if (node.type === 'Literal' && typeof node.value === 'string' && sentence.test(node.value)) {
      found.push(node.value);
    }
  });
  return found;
}

describe('words in code', () => {
  it('are found where there are any', () => {
    const text = [
      `html\`<p title="Show it">\${x} more <b class="some words">yes</b></p>\`;`,
      'html`<input placeholder="a = kmalloc(1)" /><code>.kmem</code>`;',
      'const a = "The engine stopped";',
      'const b = "row now";',
    ].join('\n');
    expect(literalWords(treeOf(text))).toEqual(['Show it', 'more', 'yes', 'The engine stopped']);
  });

  const trees = treesOf((path) => /^(elements|lessons|render|session)\//.test(path));
  it.each(trees)('$path has none', ({ tree }) => {
    expect(literalWords(tree)).toEqual([]);
  });
});

/** Keys as they stand in the code, and patterns of those that are put together: `part.${name}`. */
function keysIn(tree: unknown): { keys: string[]; patterns: RegExp[]; asked: string[] } {
  const keys: string[] = [];
  const asked: string[] = [];
  const patterns: RegExp[] = [];
  visit(tree, (node) => {
    if (node.type === 'Literal' && typeof node.value === 'string') keys.push(node.value);
    if (node.type === 'TemplateLiteral') {
      const [head = '', ...rest] = quasis(node);
      if (rest.length === 0) keys.push(head);
      else if (/^[a-z]+\./.test(head)) {
        const escaped = [head, ...rest].map((part) => part.replace(/\W/g, '\\$&'));
        patterns.push(new RegExp(`^${escaped.join('.*')}$`));
      }
    }
    if (node.type !== 'CallExpression') return;
    const { name } = node.callee as Node;
    visit((node.arguments as unknown[])[0], (inner) => {
      if (inner.type !== 'Literal' || typeof inner.value !== 'string') return;
      if (name === 'message') asked.push(inner.value);
      if (name === 'counted') patterns.push(new RegExp(`^${inner.value}\\.\\w+$`));
    });
  });
  return { keys, patterns, asked };
}

/** Put together from numbers, by rules which tests of their own check. */
const derived = /^(event|errc|diag)\./;

/** What the engine's own tools ask for: keys, and the beginnings of keys. */
function keysOfEngine(): { keys: string[]; starts: string[] } {
  const engine = fileURLToPath(new URL('../../../engine/', import.meta.url));
  const sources = readdirSync(engine, { recursive: true, encoding: 'utf8' });
  const literals = sources
    .filter((path) => /\.(cc|h)$/.test(path))
    .flatMap((path) => [...readFileSync(engine + path, 'utf8').matchAll(/"([a-z]\w*\.[\w.]*)"/g)])
    .map(([, text = '']) => text);
  return { keys: literals, starts: literals.filter((text) => text.endsWith('.')) };
}

describe('keys', () => {
  const directory = `${root}messages/`;
  const english = readdirSync(directory).filter((name) => /^(\w+\.)?en\.txt$/.test(name));
  const texts = english.map((name) => readFileSync(directory + name, 'utf8'));
  const existing = texts.flatMap((text) => [...parseMessages(text).keys()]);
  const used = treesOf(() => true).map(({ tree }) => keysIn(tree));

  it('are unique over all files', () => {
    expect(existing.filter((key, index) => existing.indexOf(key) !== index)).toEqual([]);
  });

  it('exist if they are used', () => {
    const asked = used.flatMap(({ asked }) => asked).filter((key) => key.includes('.'));
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((key) => !existing.includes(key))).toEqual([]);
  });

  it('are used if they exist', () => {
    const engine = keysOfEngine();
    const named = new Set([...engine.keys, ...used.flatMap(({ keys }) => keys)]);
    const patterns = used.flatMap(({ patterns }) => patterns);
    const unused = existing.filter(
      (key) =>
        !derived.test(key) &&
        !named.has(key) &&
        !engine.starts.some((start) => key.startsWith(start)) &&
        !patterns.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });
});

// A Vite plugin that leaves out of a build what only people who read the source need: white space
// and comments in css`` and html`` templates, comments in message files, and Vite's preloading.

import { readFileSync } from 'node:fs';

/** White space around a line break shows as one space, or as nothing inside a tag. */
export const compactHtml = (text) => text.replace(/\s*\n\s*/g, ' ').replaceAll('<!---->', '');

/** Styles mean the same without comments and without white space around their signs. */
export const compactCss = (text) =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}');

export const compactMessages = (text) =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'))
    .map((line) => line.replace(/^\s*(\S+)\s*=\s*/, '$1='))
    .join('\n');

const tags = { css: compactCss, html: compactHtml, svg: compactHtml };

/** Calls `see` for each node of a syntax tree. */
function visit(node, see) {
  if (Array.isArray(node)) for (const child of node) visit(child, see);
  if (typeof node !== 'object' || node === null || !node.type) return;
  see(node);
  for (const child of Object.values(node)) visit(child, see);
}

/** The parts of all tagged templates, with what makes each smaller, from last to first. */
function partsOf(tree) {
  const parts = [];
  visit(tree, (node) => {
    if (node.type !== 'TaggedTemplateExpression') return;
    const compact = tags[node.tag.name];
    if (compact)
      for (const { start, end } of node.quasi.quasis) parts.push({ start, end, compact });
  });
  return parts.sort((a, b) => b.start - a.start);
}

export function compact() {
  return {
    name: 'compact',
    enforce: 'pre',
    apply: 'build',
    transform: {
      filter: { id: /\/web\/src\/.*\.ts$/ },
      handler(code) {
        let made = code;
        for (const { start, end, compact } of partsOf(this.parse(code, { lang: 'ts' }))) {
          made = made.slice(0, start) + compact(made.slice(start, end)) + made.slice(end);
        }
        return { code: made, map: null };
      },
    },
    load: {
      filter: { id: /\/messages\/[\w.]*\.txt\?raw$|vite\/preload-helper/ },
      handler(id) {
        // Vite's helper loads the styles of a late part ahead of it; ours are in the scripts.
        if (id.includes('preload-helper')) return 'export const __vitePreload = (load) => load();';
        const text = compactMessages(readFileSync(id.replace('?raw', ''), 'utf8'));
        return `export default ${JSON.stringify(text)}`;
      },
    },
  };
}

import { expect, it } from 'vitest';
import { compactCss, compactHtml, compactMessages } from '../../../scripts/lib/compact.mjs';

it('styles lose comments and white space, and nothing that has a meaning', () => {
  const css = `
    /* why */
    .a:hover > .b,
    :host([x]) .c {
      margin: calc(-1 * var(--d)) 0;
      grid-template: 'a b' 1px / auto;
    }
    @media (max-width: 3px) and (hover) { .e { color: red; } }
  `;
  expect(compactCss(css).trim()).toBe(
    '.a:hover > .b,:host([x]) .c{margin:calc(-1 * var(--d)) 0;' +
      "grid-template:'a b' 1px / auto}@media (max-width:3px) and (hover){.e{color:red}}",
  );
});

it('markup keeps the spaces that show', () => {
  expect(compactHtml('<b>a</b>\n    <i\n      class="c"\n    >d e</i>')).toBe(
    '<b>a</b> <i class="c" >d e</i>',
  );
});

it('messages keep their keys and texts', () => {
  expect(compactMessages('# about\n\na.b = c = d # e\n  f=g\n')).toBe('a.b=c = d # e\nf=g');
});

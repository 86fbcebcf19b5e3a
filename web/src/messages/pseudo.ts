/**
 * Languages that nobody speaks, made from English while the page runs. They show what translating
 * would break: `double` says everything twice, `long` is half as long again and full of accents,
 * `rtl` is written from right to left, and `xss` is what an attacker would write into a message.
 */
import type { Pseudo } from './languages.ts';

const plain = 'aceginosuyzACEINOSUZ';
const accents = 'áçëğïñöšüÿžÅČÉÎÑØŠÜŽ';

const accented = (text: string): string =>
  text.replace(/[a-zA-Z]/g, (sign) => accents[plain.indexOf(sign)] ?? sign);
/** Vowels twice: as long as the longest translations are. */
const stretched = (text: string): string => accented(text.replace(/[aeiou]/g, '$&$&'));
/** The letters in between are shown from right to left, whatever script they are of. */
const turned = (text: string): string => text.replace(/\S+/g, '\u202e$&\u202c');

const attack = '<img src=x onerror="xss=1">\'&amp;{x}';

const placeholders = /\{\{|\{[^{}]*\}/g;
const choice = /^\{(\w+)\?([^|]*)\|(.*)\}$/;

/** Changes what stands between the placeholders, and the choices inside them. */
function texts(template: string, change: (text: string) => string): string {
  let made = '';
  let at = 0;
  for (const found of template.matchAll(placeholders)) {
    made += change(template.slice(at, found.index));
    const [, name, one = '', other = ''] = choice.exec(found[0]) ?? [];
    made += name === undefined ? found[0] : `{${name}?${change(one)}|${change(other)}}`;
    at = found.index + found[0].length;
  }
  return made + change(template.slice(at));
}

export function pseudo(template: string, language: Pseudo): string {
  if (!/\p{L}/u.test(template.replace(/\{\w*/g, ''))) return template; // only signs between texts
  switch (language) {
    case 'double':
      return `${template} ${template}`;
    case 'long':
      return `[${texts(template, stretched)}]`;
    case 'rtl':
      return texts(template, turned);
    case 'xss':
      return template + attack.replaceAll('{', '{{');
  }
}

/** Every language says everything that English says, with the same arguments. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  languageOf,
  pseudoLanguages,
  spokenLanguages,
} from '../../../web/src/messages/languages.ts';
import {
  message,
  needLanguage,
  needMessages,
  onMessages,
  parseMessages,
  speaking,
} from '../../../web/src/messages/messages.ts';
import { pseudo } from '../../../web/src/messages/pseudo.ts';
import { formatMessage } from '../../../web/src/messages/template.ts';

const directory = new URL('../../../web/src/messages/', import.meta.url);
const names = readdirSync(directory).filter((name) => name.endsWith('.txt'));
const read = (name: string) => parseMessages(readFileSync(new URL(name, directory), 'utf8'));

/** `name`, or `name?` of a choice, which needs a number. */
const placeholders = (text: string): string[] =>
  [
    ...new Set([...text.replaceAll('{{', '').matchAll(/\{(\w+)\??/g)].map(([, name = '']) => name)),
  ].sort();

const translated = names.filter((name) => !/(^|\.)en\.txt$/.test(name));
const englishOf = (name: string) => name.replace(/(^|\.)\w+\.txt$/, '$1en.txt');

describe.each(translated)('%s', (name) => {
  const texts = read(name);
  const english = read(englishOf(name));

  it('has exactly the English keys', () => {
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('uses the arguments that the English text uses', () => {
    for (const [key, text] of texts) {
      expect(placeholders(text), key).toEqual(placeholders(english.get(key) ?? ''));
      expect(text, key).not.toBe('');
    }
  });

  it('is well formed: every brace closes, every choice has two sides', () => {
    for (const [key, text] of texts) {
      const left = formatMessage(text, new Proxy({}, { getOwnPropertyDescriptor, get: () => 7 }));
      expect(left, key).not.toMatch(/[{}|]/);
    }
  });
});

/** Every argument is there, and is 7. */
function getOwnPropertyDescriptor() {
  return { value: 7, writable: true, enumerable: true, configurable: true };
}

it.each(names.filter((name) => /(^|\.)en\.txt$/.test(name)))(
  '%s is there in every language',
  (area) => {
    for (const [language] of spokenLanguages)
      expect(names).toContain(area.replace(/en\.txt$/, `${language}.txt`));
  },
);

it.each([
  ['de-AT', 'de'],
  ['zh-Hans', 'zh'],
  ['ES', 'es'],
  ['rtl', 'rtl'],
  ['fr', null],
  ['', null],
  ['constructor', null],
])('%j is %j', (tag, language) => {
  expect(languageOf(tag)).toBe(language);
});

it('speaks a language once it is loaded, and English for what that language lacks', async () => {
  await needLanguage('de');
  expect(speaking('de', () => message('app.share'))).toBe('Teilen');
  expect(message('app.share')).toBe('Share');
  await needMessages('sheets');
  expect(speaking('de', () => message('share.copy'))).toBe('Kopieren');
  expect(speaking('zh', () => message('app.share'))).toBe('Share');
});

describe('pseudo-languages', () => {
  // A view may ask for its area whenever it is drawn; news each time would draw it for ever.
  it('are made once for an area, however often that is needed', async () => {
    await needLanguage('xss');
    await needMessages('sheets');
    let news = 0;
    const stop = onMessages(() => {
      news += 1;
    });
    await needMessages('sheets');
    await needMessages('sheets');
    stop();
    expect(news).toBe(0);
  });

  const templates = names
    .filter((name) => /(^|\.)en\.txt$/.test(name))
    .flatMap((name) => [...read(name)]);

  it.each(pseudoLanguages)('%s keeps every argument of every message', (language) => {
    for (const [key, template] of templates) {
      expect(placeholders(pseudo(template, language)), key).toEqual(placeholders(template));
    }
  });

  it('change what is between the arguments only', () => {
    const template = 'split: {n?# frame|# frames} wait';
    const say = (language: (typeof pseudoLanguages)[number], n: number) =>
      formatMessage(pseudo(template, language), { n });
    expect(say('double', 1)).toBe('split: 1 frame wait split: 1 frame wait');
    expect(say('long', 2)).toBe('[šplïït: 2 fráámëëš wááïït]');
    expect(say('rtl', 1)).toContain('\u202esplit:\u202c');
    expect(say('xss', 1)).toContain('<img src=x onerror=');
  });
});

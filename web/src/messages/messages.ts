/**
 * The message files: every word the page says, in every language it speaks.
 *
 * An area is one file per language. `core` (en.txt, shared with the command-line tool) and `ui`
 * are there from the start in English; other areas come when their view does, and other languages
 * when they are chosen. English stands in for what could not be loaded.
 */
import english from './en.txt?raw';
import { isPseudo, type Language, type Pseudo } from './languages.ts';
import { type Arguments, formatMessage } from './template.ts';
import englishUi from './ui.en.txt?raw';

const files = import.meta.glob<string>(['./*.txt', '!./en.txt', '!./ui.en.txt'], {
  query: '?raw',
  import: 'default',
});

export type Area = string;

type Texts = Map<string, string>;

export function parseMessages(file: string): Texts {
  const messages = new Map<string, string>();
  for (const line of file.split('\n')) {
    const equals = line.indexOf('=');
    if (line.trimStart().startsWith('#') || equals < 1) continue;
    messages.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim());
  }
  return messages;
}

const englishTexts = parseMessages(`${english}\n${englishUi}`);
const texts = new Map<Language, Texts>([['en', englishTexts]]);
const loading = new Map<string, Promise<void>>();
const areas = new Set<Area>(['core', 'ui']);
const listeners = new Set<() => void>();

const pathOf = (area: Area, language: Language): string =>
  area === 'core' ? `./${language}.txt` : `./${area}.${language}.txt`;

function addTexts(language: Language, added: Texts): void {
  const all = texts.get(language) ?? new Map<string, string>();
  for (const [key, text] of added) all.set(key, text);
  texts.set(language, all);
  announce();
}

/** Loads something once; what did not come is asked for again the next time. */
function once(name: string, load: () => Promise<void>): Promise<void> {
  let done = loading.get(name);
  if (!done) {
    done = load();
    done.catch(() => loading.delete(name));
    loading.set(name, done);
  }
  return done;
}

function loadFile(path: string, language: Language): Promise<void> {
  const load = files[path];
  if (!load) return Promise.resolve(); // in the page from the start, or not translated
  return once(path, () => load().then((file) => addTexts(language, parseMessages(file))));
}

async function makePseudo(area: Area, language: Pseudo): Promise<void> {
  const [{ pseudo }] = await Promise.all([import('./pseudo.ts'), loadArea(area, 'en')]);
  addTexts(
    language,
    new Map([...englishTexts].map(([key, text]) => [key, pseudo(text, language)])),
  );
}

async function loadArea(area: Area, language: Language): Promise<void> {
  if (isPseudo(language)) return once(`${area} ${language}`, () => makePseudo(area, language));
  await loadFile(pathOf(area, language), language).catch((error: unknown) => {
    if (language === 'en') throw error;
    return loadArea(area, 'en');
  });
}

/** How the messages of an area are chosen and filled in, where that takes more than the rest. */
const rules: Readonly<Record<Area, () => Promise<unknown>>> = {
  linux: () => import('./sentence-linux.ts'),
};

/** Makes an area's messages available, in every language in use. Call it before its view shows. */
export async function needMessages(area: Area): Promise<void> {
  areas.add(area);
  const messages = [...texts.keys()].map((language) => loadArea(area, language));
  await Promise.all([...messages, rules[area]?.()]);
}

/** Makes a language available. After it, {@link speaking} says everything in it. */
export async function needLanguage(language: Language): Promise<void> {
  if (!texts.has(language)) texts.set(language, new Map());
  await Promise.all([...areas].map((area) => loadArea(area, language)));
}

/** Has everything said anew: there are new messages, or another language is spoken. */
export function announce(): void {
  for (const listener of [...listeners]) listener();
}

/** Calls `listener` whenever everything is to be said anew. Returns what ends it. */
export function onMessages(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let spoken: Language = 'en';

/** The language of what is being said just now. */
export const currentLanguage = (): Language => spoken;

/** Says everything inside `say`, which must not wait for anything, in a language. */
export function speaking<T>(language: Language, say: () => T): T {
  const before = spoken;
  spoken = language;
  try {
    return say();
  } finally {
    spoken = before;
  }
}

/** The language where {@link speaking} chooses none: that of the whole page. */
export function speakByDefault(language: Language): void {
  spoken = language;
}

const templateOf = (key: string): string | undefined =>
  texts.get(spoken)?.get(key) ?? englishTexts.get(key);

export function hasMessage(key: string): boolean {
  return templateOf(key) !== undefined;
}

/** Looks up and fills in. A key without a message gives the key itself in angle brackets. */
export function message(key: string, values: Arguments = {}): string {
  const template = templateOf(key);
  return template === undefined ? `<${key}>` : formatMessage(template, values, spoken);
}

/** Which language the page speaks. What the reader chose is kept, where the browser lets us. */
import { readSetting, writeSetting } from '../base/storage.ts';
import { type Language, languageOf } from '../messages/languages.ts';

const setting = 'language';

export interface Choice {
  readonly language: Language;
  /** Somebody chose it, so links say it; what the browser prefers is no choice. */
  readonly chosen: boolean;
}

export function keepLanguage(language: Language): void {
  writeSetting(setting, language);
}

const first = (tags: readonly (string | null)[]): Language | null =>
  tags.map(languageOf).find((language) => language !== null) ?? null;

/**
 * What the link asks for, else what the reader chose before, else what the browser prefers. Only
 * the page asks the browser: what is embedded speaks the language of what is around it.
 */
export function chooseLanguage(linked: Language | null, preferred: readonly string[]): Choice {
  const chosen = linked ?? languageOf(readSetting(setting));
  return { language: chosen ?? first(preferred) ?? 'en', chosen: chosen !== null };
}

/** What stands behind the state of a link: `#v1=s.dentry&lang=es`. */
export const languageInHash = (hash: string): Language | null =>
  languageOf(new URLSearchParams(hash.replace(/^#/, '')).get('lang'));

/** The language that an address asks for; its hash, which we write ourselves, comes first. */
export function linkedLanguage({ hash, search }: Pick<Location, 'hash' | 'search'>) {
  return languageInHash(hash) ?? languageOf(new URLSearchParams(search).get('lang'));
}

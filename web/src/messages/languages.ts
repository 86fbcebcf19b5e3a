/** The languages the page speaks, and how each writes numbers. */

export const pseudoLanguages = ['double', 'long', 'rtl', 'xss'] as const;
export type Pseudo = (typeof pseudoLanguages)[number];

const names = { en: 'English', es: 'Español', de: 'Deutsch', zh: '简体中文' } as const;
export type Spoken = keyof typeof names;

/** Pseudo-languages are English made longer, or turned around, to see what breaks. */
export type Language = Spoken | Pseudo;

export const isPseudo = (language: Language): language is Pseudo =>
  (pseudoLanguages as readonly string[]).includes(language);

/** Every language with the name it has for itself. */
export const spokenLanguages = Object.entries(names) as readonly (readonly [Spoken, string])[];

const tags: Readonly<Record<Spoken, string>> = { en: 'en', es: 'es', de: 'de', zh: 'zh-Hans' };

/** As an HTML `lang` attribute. */
export const tagOf = (language: Language): string => tags[language as Spoken] ?? 'en';

export const directionOf = (language: Language): 'ltr' | 'rtl' =>
  language === 'rtl' ? 'rtl' : 'ltr';

/** The language a tag asks for, such as `de-AT` or `zh-Hans`; null if the page does not speak it. */
export function languageOf(tag: string | null | undefined): Language | null {
  const wanted = (tag ?? '').toLowerCase();
  const known = [...Object.keys(names), ...pseudoLanguages] as Language[];
  return known.find((name) => name === wanted.split('-')[0]) ?? null;
}

const formats = new Map<string, Intl.NumberFormat>();

/** A number as the language writes it: `1,048,576`, `1.048.576`. Never for frames and addresses. */
export function formatNumber(value: number, language: Language, digits = 0): string {
  const id = `${tagOf(language)} ${digits}`;
  let format = formats.get(id);
  if (!format) {
    format = new Intl.NumberFormat(tagOf(language), {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(id, format);
  }
  return format.format(value);
}

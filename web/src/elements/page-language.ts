/** The document around a playground that has it to itself speaks the playground's language. */
import { directionOf, type Language, tagOf } from '../messages/languages.ts';
import { speakByDefault } from '../messages/messages.ts';
import type { Playground } from '../session/playground.ts';

export function speakInDocument(language: Language): void {
  speakByDefault(language);
  document.documentElement.lang = tagOf(language);
  document.documentElement.dir = directionOf(language);
}

/** Follows what the playground speaks. */
export function speakOnPage(playground: Playground): void {
  let spoken = playground.state.language;
  playground.store.subscribe(({ language }) => {
    if (language !== spoken) speakInDocument(language);
    spoken = language;
  });
}

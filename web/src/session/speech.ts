/** In which language one playground speaks. */
import type { Store } from '../base/store.ts';
import type { Language } from '../messages/languages.ts';
import { announce, needLanguage, speaking } from '../messages/messages.ts';
import type { Choice } from './language.ts';
import type { PlaygroundState } from './state-types.ts';

export class Speech {
  private wanted: Language = 'en';

  constructor(private readonly store: Store<PlaygroundState>) {}

  /** Says something in the reader's language. */
  say<T>(what: () => T): T {
    return speaking(this.store.value.language, what);
  }

  /** Changes the language, then has what stands there already `retold`. */
  async speak({ language, chosen }: Choice, retold: () => void): Promise<void> {
    this.wanted = language;
    await needLanguage(language).catch(() => {}); // what did not come is said in English
    if (this.wanted !== language) return; // another one was chosen meanwhile
    this.store.set({ language, languageChosen: chosen });
    retold();
    announce();
  }
}

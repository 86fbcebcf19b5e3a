/** In which language one playground speaks. */
import type { Store } from '../base/store.ts';
import type { Language } from '../messages/languages.ts';
import { announce, needLanguage, needMessages, speaking } from '../messages/messages.ts';
import type { Choice } from './language.ts';
import type { PlaygroundState } from './state-types.ts';

export class Speech {
  private wanted: Language = 'en';
  private reasons = false; // are loaded

  constructor(private readonly store: Store<PlaygroundState>) {}

  /** Says something in the reader's language. */
  say<T>(what: () => T): T {
    return speaking(this.store.value.language, what);
  }

  /** Loads what is wrong and why, the first time that something is, then has it told. */
  needReasons(retold: () => void): void {
    if (this.reasons) return;
    needMessages('errors').then(
      () => {
        this.reasons = true;
        retold();
      },
      () => {}, // no network: the events still say that it was refused
    );
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

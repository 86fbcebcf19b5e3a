import { LitElement } from 'lit';
import type { Language } from '../messages/languages.ts';
import { currentLanguage, onMessages, speaking } from '../messages/messages.ts';

/**
 * What every element of the playground extends: it speaks the language of the element it stands in,
 * and shows itself anew when messages come or the language changes.
 */
export abstract class KmemElement extends LitElement {
  private endMessages: (() => void) | null = null;

  /** The outermost element chooses; where nobody does, it is the language of the page. */
  get language(): Language {
    const { host } = this.getRootNode() as Partial<ShadowRoot>;
    return host instanceof KmemElement ? host.language : currentLanguage();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.endMessages = onMessages(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    this.endMessages?.();
    super.disconnectedCallback();
  }

  /** All that an update does is done at once, so everything in it is said in one language. */
  protected override performUpdate(): void {
    speaking(this.language, () => super.performUpdate());
  }
}

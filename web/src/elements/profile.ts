/**
 * Which allocator the script runs on, in the line on top: textbook or Linux; for Linux also which
 * of its mechanisms; and what the last change of it changed.
 *
 * @fires kmem-profile
 * @fires kmem-seek
 */
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { message } from '../messages/messages.ts';
import type { Answer, Difference } from '../session/difference.ts';
import {
  linux,
  type MechanismName,
  mechanismNames,
  type Profile,
  profileOf,
  textbook,
} from '../session/profile.ts';
import type { Compared, PlaygroundState } from '../session/state-types.ts';
import { emit } from '../session/view-types.ts';
import { shared } from '../styles/shared.ts';
import { KmemElement } from './kmem-element.ts';
import { profileStyles } from './profile-styles.ts';
import { send } from './shell-events.ts';

const allOn = { zones: true, mobility: true, percpu: true, watermarks: true };

export class KmemProfile extends KmemElement {
  @property({ attribute: false }) state: PlaygroundState | null = null;
  /** In a menu: everything below each other, nothing folded. */
  @property({ type: Boolean, reflect: true }) inline = false;

  static override styles = [shared, profileStyles];

  private get profile(): Profile {
    return profileOf(this.state?.open?.text ?? '');
  }

  private change(profile: Profile): void {
    send(this, 'kmem-profile', profile);
  }

  private button(name: string, word: string): TemplateResult {
    const chosen = this.profile.name === name;
    return html`<button
      aria-pressed=${chosen}
      @click=${() => !chosen && this.change({ name, mechanisms: allOn })}
    >
      ${word}
    </button>`;
  }

  private mechanism(name: MechanismName): TemplateResult {
    const { profile } = this;
    const toggle = (event: Event) => {
      const on = (event.target as HTMLInputElement).checked;
      this.change({ ...profile, mechanisms: { ...profile.mechanisms, [name]: on } });
    };
    return html`<li>
      <label
        ><input type="checkbox" .checked=${profile.mechanisms[name]} @change=${toggle} />
        <b>${message(`profile.${name}`)}</b></label
      >
      <p class="muted">${message(`profile.${name}.why`)}</p>
    </li>`;
  }

  private details(): TemplateResult {
    const on = mechanismNames.filter((name) => this.profile.mechanisms[name]).length;
    const body = html`<div class="sheet">
      <p>${message('profile.intro')}</p>
      <ul>
        ${mechanismNames.map((name) => this.mechanism(name))}
      </ul>
      ${this.compared()}
    </div>`;
    if (this.inline) return body;
    return html`<details>
      <summary>${message('profile.mechanisms', { on, all: mechanismNames.length })}</summary>
      ${body}
    </details>`;
  }

  private compared(): TemplateResult | typeof nothing {
    const { difference, open } = this.state ?? {};
    if (!difference || difference.now !== open?.text) return nothing;
    return html`<div class="difference" role="group" aria-label=${message('difference.title')}>
      <h3>${message('difference.title')}</h3>
      ${differenceText(difference).map((text) => html`<p>${text}</p>`)}
      ${
        difference.found
          ? html`<button @click=${() => this.goTo(difference.found)}>${message('difference.go')}</button>`
          : nothing
      }
    </div>`;
  }

  private goTo(found: Difference | null): void {
    if (!found) return;
    this.close();
    emit(this, 'kmem-seek', { command: found.command + 1, event: 0 });
  }

  private close(): void {
    const details = this.renderRoot.querySelector('details');
    if (details) details.open = false;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.renderRoot.querySelector('details[open]')) return;
    event.stopPropagation();
    this.close();
    this.renderRoot.querySelector('summary')?.focus();
  };

  private readonly onElsewhere = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.close();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pointerdown', this.onElsewhere);
  }

  override disconnectedCallback(): void {
    removeEventListener('pointerdown', this.onElsewhere);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    if (!this.state?.open) return html``;
    const { name } = this.profile;
    const isLinux = name.startsWith('linux');
    return html`<div class="all" @keydown=${this.onKey}>
      <div class="switch" role="group" aria-label=${message('profile.group')}>
        ${this.button(textbook, message('profile.textbook'))}
        ${this.button(isLinux ? name : linux, message('profile.linux'))}
      </div>
      ${isLinux ? this.details() : nothing}
    </div>`;
  }
}

function answerText({ kind, pfn, index }: Answer): string {
  return message(`difference.answer.${kind}`, { pfn, index });
}

const nameOf = (text: string): string => {
  const { name, mechanisms } = profileOf(text);
  if (!name.startsWith('linux')) return message('profile.textbook');
  const off = mechanismNames.filter((one) => !mechanisms[one]);
  const without = off.map((one) => message(`profile.${one}`)).join(', ');
  return off.length === 0 ? message('profile.linux') : message('profile.without', { without });
};

/** What a change of the profile changed, as sentences. */
export function differenceText({ found, before, now }: Compared): string[] {
  if (!found) return [message('difference.none')];
  const { command, text, answers, reason } = found;
  return [
    message('difference.at', { number: command + 1, text }),
    message('difference.answers', {
      before: nameOf(before),
      a: answerText(answers[0]),
      now: nameOf(now),
      b: answerText(answers[1]),
    }),
    message(`difference.why.${reason}`),
  ];
}

define('kmem-profile', KmemProfile);

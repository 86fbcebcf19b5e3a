import { css, html } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import type { Position } from '../engine/snapshot-types.ts';
import { type Place, start } from '../session/position.ts';
import type { Direction, OpenScenario } from '../session/state-types.ts';
import { emit } from '../session/view-types.ts';
import { shared } from '../styles/shared.ts';
import { icons } from './icons.ts';
import { placeText } from './place-text.ts';
import './scrubber.ts';
import { message } from '../messages/messages.ts';
import { KmemElement } from './kmem-element.ts';
import { send } from './shell-events.ts';

/** Time at the bottom: step back and forth, play, and the line of all commands. */
export class KmemTransport extends KmemElement {
  @property({ attribute: false }) open: OpenScenario | null = null;
  @property({ attribute: false }) position: Position = start;
  @property({ attribute: false }) place: Place | null = null;
  @property({ attribute: false }) direction: Direction = '';
  @property({ type: Boolean }) playing = false;
  @property({ type: Boolean, reflect: true }) compact = false;

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: auto minmax(0, 190px) minmax(0, 1fr);
        align-items: center;
        column-gap: var(--kmem-space-5);
      }
      /* Time runs from left to right, as the addresses do. */
      .buttons,
      kmem-scrubber {
        direction: ltr;
      }
      .buttons {
        display: flex;
        gap: var(--kmem-space-2);
      }
      button {
        display: grid;
        place-items: center;
        width: 40px;
        height: 40px;
        padding: 0;
        border-color: var(--kmem-line);
        border-radius: 6px;
      }
      button.step {
        background: var(--kmem-ink);
        border-color: var(--kmem-ink);
        color: var(--kmem-paper);
      }
      button:disabled {
        opacity: 0.45;
      }
      .where {
        line-height: 1.35;
        white-space: nowrap;
      }
      .where > * {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .where > * {
        display: block;
      }
      .where b {
        font-weight: var(--kmem-bold);
      }
      @media print {
        .buttons,
        kmem-scrubber {
          display: none;
        }
      }
      :host([compact]) {
        grid-template-columns: minmax(0, 1fr);
      }
      :host([compact]) .where {
        order: -2;
        display: flex;
        justify-content: space-between;
        gap: var(--kmem-space-3);
        padding-top: var(--kmem-space-2);
      }
      :host([compact]) kmem-scrubber {
        order: -1;
        height: 36px;
      }
      :host([compact]) button {
        flex: 1;
        height: 46px;
      }
    `,
  ];

  private button(
    name: keyof typeof icons,
    label: string,
    sign: string,
    act: () => void,
    off: boolean,
  ) {
    const key = name.startsWith('command') ? message('time.key_shift', { key: sign }) : sign;
    const title = message('time.with_key', { label, key });
    return html`<button
      class=${name === 'forward' ? 'step' : ''}
      aria-label=${label}
      title=${title}
      ?disabled=${off}
      @click=${act}
    >
      ${icons[name]}
    </button>`;
  }

  private buttons() {
    const none = !this.open;
    const atStart = none || (this.position.command === 0 && this.position.event === 0);
    const atEnd = none || this.position.command >= (this.open?.commands ?? 0);
    const step = (unit: 'event' | 'command', by: 1 | -1) => () =>
      emit(this, 'kmem-step', { unit, by });
    const play = () => send(this, 'kmem-play', !this.playing);
    return html`<div class="buttons" role="group" aria-label=${message('time.group')}>
      ${this.button('commandBack', message('time.command_back'), '←', step('command', -1), atStart)}
      ${this.button('back', message('time.back'), '←', step('event', -1), atStart)}
      ${this.button(
        this.playing ? 'pause' : 'play',
        message(this.playing ? 'time.pause' : 'time.play'),
        message('time.key_space'),
        play,
        none,
      )}
      ${this.button('forward', message('time.forward'), '→', step('event', 1), atEnd)}
      ${this.button('commandForward', message('time.command_forward'), '→', step('command', 1), atEnd)}
    </div>`;
  }

  private where() {
    const { place, open } = this;
    if (!open) return html`<b>${message('time.none')}</b><span class="muted">&nbsp;</span>`;
    const [command, event] = placeText(open, place, this.direction);
    return html`<b>${command}</b><span class="muted">${event}</span>`;
  }

  override render() {
    return html`
      ${this.buttons()}
      <div class="where">${this.where()}</div>
      <kmem-scrubber
        .ends=${this.open?.ends ?? new Uint32Array()}
        .position=${this.position}
        .place=${this.place}
      ></kmem-scrubber>
    `;
  }
}

define('kmem-transport', KmemTransport);

import { css, html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { Asked } from '../engine/ask.ts';
import type { WhyStep } from '../engine/ask-types.ts';
import type { Position } from '../engine/snapshot-types.ts';
import { askMessage } from '../messages/ask.ts';
import { hasMessage, message, needMessages } from '../messages/messages.ts';
import { eventsOf, start } from '../session/position.ts';
import { emit } from '../session/view-types.ts';
import { shared } from '../styles/shared.ts';
import { KmemElement } from './kmem-element.ts';
import { send } from './shell-events.ts';
import type { WhyQuestion } from './why-entry.ts';

/** Why it is so: the chain of causes. A sentence leads to the moment and the place it speaks of. */
export class KmemWhy extends KmemElement {
  @property() script = '';
  /** For each command, the events up to and including it. */
  @property({ attribute: false }) ends = new Uint32Array();
  @property({ attribute: false }) question: WhyQuestion | null = null;
  @property({ attribute: false }) at: Position = start;
  @state() private chain: readonly WhyStep[] | null = null;
  @state() private problem = '';
  /** The sentence that was followed last. */
  @state() private followed = -1;
  private asked: Asked | null = null;
  private opened = '';
  private round = 0;

  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: 100%;
      }
      .head {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: var(--kmem-space-3);
      }
      h2:focus {
        outline: none;
      }
      .head button {
        border-color: transparent;
        background: none;
        color: var(--kmem-muted);
        text-decoration: underline;
        text-decoration-color: var(--kmem-outline);
        text-underline-offset: 3px;
      }
      .list {
        flex: 1;
        min-height: 0;
        overflow: hidden auto;
        scrollbar-width: thin;
        padding-top: var(--kmem-space-1);
      }
      li button,
      li p {
        display: block;
        width: 100%;
        padding: 4px 10px;
        border: 0;
        border-inline-start: 3px solid transparent;
        border-radius: 0;
        background: none;
        text-align: start;
        line-height: 20px;
        overflow-wrap: anywhere;
      }
      li button:hover:not(:disabled) {
        border-color: transparent;
        background: var(--kmem-raised);
      }
      li button:focus-visible {
        outline-offset: -2px;
      }
      li button.followed {
        border-inline-start-color: var(--kmem-now);
        background: var(--kmem-now-pale);
      }
      li span {
        text-decoration: underline dotted var(--kmem-outline);
        text-underline-offset: 3px;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    this.asked?.close();
    this.asked = null;
    this.opened = '';
    super.disconnectedCallback();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('question') || changed.has('script')) void this.answer();
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    send(this, 'kmem-why', null);
  };

  private async answer(): Promise<void> {
    this.round += 1;
    const { round, question, at } = this;
    this.chain = null;
    this.problem = '';
    this.followed = -1;
    try {
      await needMessages('ask');
      await this.open();
      if (round !== this.round || !question) return;
      this.chain = this.asked ? this.ask(this.asked, question, at) : [];
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
    } catch (error) {
      this.problem = String(error);
    }
  }

  private async open(): Promise<void> {
    const { script } = this;
    if (this.asked && this.opened === script) return;
    const asked = await Asked.open(script);
    if (!this.isConnected || script !== this.script) return asked?.close();
    this.asked?.close();
    this.asked = asked;
    this.opened = script;
  }

  private ask(asked: Asked, question: WhyQuestion, at: Position): readonly WhyStep[] {
    switch (question.type) {
      case 'block':
        return asked.whyBlock(at, question.pfn);
      case 'object':
        return asked.whyObject(at, question.pfn, question.index);
      case 'pair':
        return asked.whyNot(at, question.a, question.b);
      case 'event': {
        const { command, event } = question.after;
        if (event > 0) return asked.whyEvent(command, event - 1);
        return asked.whyEvent(command - 1, eventsOf(command - 1, this.ends) - 1);
      }
    }
  }

  /** To the moment after the event that a sentence speaks of, and to the block or object. */
  private follow({ command, event = 0, pfn, object }: WhyStep, index: number): void {
    this.followed = index;
    if (command !== undefined) {
      const whole = event + 1 >= eventsOf(command, this.ends);
      const to = whole ? { command: command + 1, event: 0 } : { command, event: event + 1 };
      emit(this, 'kmem-seek', to);
    } else {
      emit(this, 'kmem-seek', this.at);
    }
    if (pfn === undefined) return;
    const place = object === undefined ? null : { type: 'object' as const, pfn, index: object };
    emit(this, 'kmem-select', place ?? { type: 'block', pfn });
  }

  private step(step: WhyStep, index: number) {
    const text = askMessage(step.text);
    if (step.command === undefined && step.pfn === undefined) {
      return html`<li><p>${text}</p></li>`;
    }
    return html`<li>
      <button
        class=${index === this.followed ? 'followed' : ''}
        @click=${() => this.follow(step, index)}
      >
        <span>${text}</span>
      </button>
    </li>`;
  }

  private list() {
    const { chain, problem } = this;
    if (problem) return html`<p role="alert">${problem}</p>`;
    if (!chain) return nothing;
    if (chain.length === 0) return html`<p class="muted">${message('why.nothing')}</p>`;
    return html`<ol>${chain.map((step, index) => this.step(step, index))}</ol>`;
  }

  override render() {
    if (!hasMessage('why.title')) return nothing; // the words are on their way
    const pair = this.question?.type === 'pair';
    return html`
      <div class="head">
        <h2 tabindex="-1">${message(pair ? 'whynot.title' : 'why.title')}</h2>
        <button @click=${() => send(this, 'kmem-why', null)}>${message('why.back')}</button>
      </div>
      <div class="list" aria-live="polite">${this.list()}</div>
    `;
  }
}

define('kmem-why', KmemWhy);

import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { define } from '../../base/define.ts';
import type { Snapshot } from '../../engine/snapshot-types.ts';
import {
  type Attempt,
  type DueMove,
  dueMove,
  isFinished,
  mistakesOf,
  scoreOf,
} from '../../lessons/exercise.ts';
import type { Perform } from '../../lessons/lesson-types.ts';
import { type MoveName, movesBeside, moveValue, noClass } from '../../lessons/moves.ts';
import { message } from '../../messages/messages.ts';
import { shared } from '../../styles/shared.ts';
import { KmemElement } from '../kmem-element.ts';
import { cardStyles } from './card-styles.ts';
import type { Performing } from './course-types.ts';
import { ask } from './lesson-events.ts';
import { listNames, moveText } from './move-text.ts';

/** The learner makes the allocator's moves: by this menu, or by pointing at the picture. */
export class KmemPerform extends KmemElement {
  @property({ type: Number }) task = 0;
  @property({ attribute: false }) about: Perform | null = null;
  /** Null until it is started. */
  @property({ attribute: false }) performing: Performing | null = null;
  @property({ attribute: false }) snapshot: Snapshot | null = null;
  /** The call that is served, and what happened last. */
  @property() command = '';
  @property() sentence = '';
  @property({ type: Boolean }) done = false;
  @query('.moves button, .moves input') private readonly first!: HTMLElement | null;
  @query('.result') private readonly result!: HTMLElement | null;

  static override styles = [shared, cardStyles];

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('performing')) return;
    const before = changed.get('performing') as Performing | null | undefined;
    const now = this.performing;
    if (!now) return;
    if (isFinished(now.exercise)) {
      if (before && !isFinished(before.exercise)) this.result?.focus();
    } else if (!before || dueMove(before.exercise)?.name !== dueMove(now.exercise)?.name) {
      this.first?.focus({ preventScroll: true });
    }
  }

  // --- the menu -----------------------------------------------------------------------------------

  private make(name: MoveName, value = -1): void {
    ask(this, { do: 'move', move: { name, value } });
  }

  private withNumber(name: MoveName): TemplateResult {
    // Not a form: a sandboxed frame would not let it be sent.
    const submit = (event: Event) => {
      if (event instanceof KeyboardEvent && event.key !== 'Enter') return;
      event.preventDefault(); // the focus may move to a button, which must not be pressed as well
      const row = (event.currentTarget as HTMLElement).closest('.row');
      const input = row?.querySelector('input');
      const value = Number.parseInt(input?.value ?? '', 10);
      if (Number.isNaN(value)) input?.focus();
      else this.make(name, value);
      if (input) input.value = '';
    };
    return html`<div class="row valued" data-move=${name}>
      <label>
        ${message(`move.${name}`)}
        <input class="short" inputmode="numeric" autocomplete="off" @keydown=${submit} />
      </label>
      <button @click=${submit} aria-label=${`${message('move.go')}: ${message(`move.${name}`)}`}>
        ${message('move.go')}
      </button>
    </div>`;
  }

  private withChoice(name: MoveName, choices: readonly (readonly [string, number])[]) {
    return html`<div class="row" role="group" data-move=${name} aria-label=${message(`move.${name}`)}>
      <span>${message(`move.${name}`)}</span>
      ${choices.map(
        ([label, value]) =>
          html`<button data-value=${value} @click=${() => this.make(name, value)}>${label}</button>`,
      )}
    </div>`;
  }

  private classes(): (readonly [string, number])[] {
    const sizes = this.snapshot?.caches.filter(({ isKmalloc }) => isKmalloc) ?? [];
    const pages = [message('move.class.pages'), noClass] as const;
    return [...sizes.map(({ objectSize }) => [String(objectSize), objectSize] as const), pages];
  }

  private menuRow(name: MoveName): TemplateResult {
    const value = moveValue[name];
    if (value === 'list') {
      return this.withChoice(
        name,
        listNames.map((list, i) => [message(`word.${list}`), i] as const),
      );
    }
    if (value === 'size') return this.withChoice(name, this.classes());
    if (value) return this.withNumber(name);
    return html`<button data-move=${name} @click=${() => this.make(name)}>
      ${message(`move.${name}`)}
    </button>`;
  }

  /** Moves with a value have a row each; the others share one. */
  private menu({ exercise }: Performing, due: DueMove): TemplateResult {
    const rounds = exercise.moves.some(
      ({ name, command }) => name === 'round_up' && command === due.command,
    );
    const offered = movesBeside(due.name).filter((name) => name !== 'round_up' || rounds);
    const plain = offered.filter((name) => !moveValue[name]);
    const valued = offered.filter((name) => moveValue[name]);
    return html`<div class="moves">
      ${valued.map((name) => this.menuRow(name))}
      ${plain.length > 0 ? html`<div class="row">${plain.map((name) => this.menuRow(name))}</div>` : nothing}
    </div>`;
  }

  private running(performing: Performing): TemplateResult {
    const { exercise, reason } = performing;
    const due = dueMove(exercise);
    if (!due) return html``;
    const { length } = exercise.moves;
    return html`<p class="aside">
        ${message('do.move', { n: exercise.done + 1, of: length })}
        ${this.sentence ? html`· ${this.sentence}` : nothing}
      </p>
      <code class="call">${this.command}</code>
      ${this.menu(performing, due)}
      <div role="status">
        ${reason ? html`<p class="wrong">${message(reason.key, reason.values)}</p>` : nothing}
      </div>
      <div class="row">
        <span class="aside">${message('do.point')}</span>
        <button class="quiet show" @click=${() => ask(this, { do: 'move', move: null })}>
          ${message('do.show')}
        </button>
      </div>`;
  }

  // --- finished -----------------------------------------------------------------------------------

  private missed(attempts: readonly Attempt[], number: number): TemplateResult | typeof nothing {
    const attempt = attempts.find(({ due }) => due === this.performing?.exercise.moves[number]);
    if (!attempt?.given) return nothing;
    const reason = attempt.reason;
    return html`<small>
      ${message('do.wrong_move', {
        given: moveText(attempt.given),
        reason: reason ? message(reason.key, reason.values) : '',
      })}
    </small>`;
  }

  private finished({ exercise }: Performing): TemplateResult {
    const { moves, right, shown } = scoreOf(exercise);
    const mistakes = mistakesOf(exercise);
    const missed = new Set(mistakes.map(({ due }) => due));
    return html`<p class="result" tabindex="-1">
        ${right === moves ? message('do.score.all', { moves }) : message('do.score.some', { moves, right })}
        ${shown > 0 ? message('do.score.shown', { shown }) : nothing}
      </p>
      <h2>${message('do.model')}</h2>
      <ol class="model">
        ${exercise.moves.map(
          (move, number) =>
            html`<li>
              <button
                class=${missed.has(move) ? 'missed' : ''}
                @click=${() => ask(this, { do: 'review', move: number })}
              >
                ${number + 1}. ${moveText(move)}${this.missed(mistakes, number)}
              </button>
            </li>`,
        )}
      </ol>
      <div class="row">${this.starter('do.again')}</div>`;
  }

  private starter(key: string): TemplateResult {
    const main = key === 'do.start' ? 'main' : '';
    return html`<button class=${main} @click=${() => ask(this, { do: 'perform', task: this.task })}>
      ${message(key)}
    </button>`;
  }

  private waiting(): TemplateResult {
    return html`${
      this.about?.grading === 'end'
        ? html`<p class="aside">${message('do.graded_at_end')}</p>`
        : nothing
    }
      <div class="row">
        ${this.starter(this.done ? 'do.again' : 'do.start')}
        ${
          this.done
            ? html`<span class="aside">${message('do.done')}</span>`
            : html`<button class="quiet" @click=${() => ask(this, { do: 'skip', task: this.task })}>
                ${message('do.skip')}
              </button>`
        }
      </div>`;
  }

  private body(): TemplateResult {
    const { performing } = this;
    if (!performing) return this.waiting();
    return isFinished(performing.exercise) ? this.finished(performing) : this.running(performing);
  }

  protected override render(): TemplateResult {
    return html`<div role="group" class="card" aria-label=${message('do.label')}>
      <p class="label">${message('do.label')}</p>
      <slot></slot>
      ${this.body()}
    </div>`;
  }
}

define('kmem-perform', KmemPerform);

import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { define } from '../../base/define.ts';
import type { CourseText } from '../../engine/course-types.ts';
import { distractors, type Prediction } from '../../lessons/predict.ts';
import { courseMessage } from '../../messages/course.ts';
import { message } from '../../messages/messages.ts';
import { shared } from '../../styles/shared.ts';
import { KmemElement } from '../kmem-element.ts';
import { cardStyles } from './card-styles.ts';
import type { Why } from './course-types.ts';
import { ask } from './lesson-events.ts';

const asButtons = new Set(['choice', 'size_class']);
const pointable = new Set(['frame', 'order', 'frames', 'slab']);

/** A question about the next state: asked, answered, explained. The slot is what leads to it. */
export class KmemPredict extends KmemElement {
  @property({ type: Number }) task = 0;
  @property({ attribute: false }) prediction: Prediction | null = null;
  @property({ attribute: false }) unasked: CourseText | null = null;
  @property({ attribute: false }) why: Why | null = null;
  /** Whether the figure stands where the question is asked. */
  @property({ type: Boolean }) ready = false;
  /** Goes up when a step was held back by this question. */
  @property({ type: Number }) held = 0;
  @query('input') private readonly input!: HTMLInputElement | null;
  @query('.result') private readonly result!: HTMLElement | null;
  /** The learner asked for the moment: once it is there, typing is the answer. */
  private going = false;

  static override styles = [shared, cardStyles];

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('prediction') as Prediction | null | undefined;
    const ended = before && !before.ending && this.prediction?.ending;
    // The button that had the focus is gone: what it led to takes it.
    if (ended) this.result?.focus();
    else if (this.going && this.ready) {
      this.going = false;
      this.input?.focus({ preventScroll: true });
    }
  }

  private readonly go = (): void => {
    this.going = true;
    ask(this, { do: 'predict', task: this.task });
  };

  private answer(answer: string): void {
    ask(this, { do: 'answer', task: this.task, answer });
  }

  /** Not a form: a sandboxed frame would not let it be sent. */
  private readonly submit = (): void => this.answer(this.input?.value ?? '');

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault(); // the focus may move to a button, which must not be pressed as well
    this.submit();
  };

  private readonly onInput = (): void => {
    ask(this, { do: 'draft', task: this.task, answer: this.input?.value ?? '' });
  };

  // --- asking -------------------------------------------------------------------------------------

  private choices({ question }: Prediction): TemplateResult {
    return html`<div class="row" role="group" aria-label=${message('predict.answer')}>
      ${question.choices.map(
        ({ answer, text }) =>
          html`<button data-answer=${answer} @click=${() => this.answer(answer)}>
            ${courseMessage(text)}
          </button>`,
      )}
    </div>`;
  }

  private field({ question, draft }: Prediction): TemplateResult {
    const { form, kind } = question;
    const byWord = form === 'slab' ? question.choices.find((c) => c.answer === 'grow') : null;
    const point = kind === 'object_index' ? 'object' : form;
    return html`<div class="row">
        <label>
          <span class="aside">${message(`predict.unit.${form}`)}</span>
          <input
            class=${form === 'frames' ? 'wide' : ''}
            autocomplete="off"
            .value=${draft}
            aria-label=${message('predict.answer')}
            @input=${this.onInput}
            @keydown=${this.onKey}
          />
        </label>
        <button class="main check" @click=${this.submit}>${message('predict.check')}</button>
        ${
          byWord
            ? html`<button data-answer="grow" @click=${() => this.answer('grow')}>
                ${courseMessage(byWord.text)}
              </button>`
            : nothing
        }
        ${
          form === 'frames'
            ? html`<button @click=${() => this.answer('empty')}>
                ${message('predict.empty')}
              </button>`
            : nothing
        }
      </div>
      ${
        pointable.has(form) || point === 'object'
          ? html`<p class="aside">${message(`predict.click.${point}`)}</p>`
          : nothing
      }`;
  }

  private wrong({ wrong, question }: Prediction): TemplateResult | typeof nothing {
    if (!wrong) return nothing;
    const chosen = question.choices.find(({ answer }) => answer === wrong.answer);
    const said = chosen ? courseMessage(chosen.text) : wrong.answer;
    return html`<p class="wrong">
      ${wrong.unreadable ? nothing : html`<b>${message('predict.not', { answer: said })}</b> `}${courseMessage(wrong.reason)}
    </p>`;
  }

  private help({ hints, question }: Prediction): TemplateResult {
    const given = question.hints.slice(0, hints);
    return html`${
      given.length > 0
        ? html`<ol class="hints">${given.map((hint) => html`<li>${courseMessage(hint)}</li>`)}</ol>`
        : nothing
    }
      <div class="row">
        ${
          hints < question.hints.length
            ? html`<button class="quiet hint" @click=${() => ask(this, { do: 'hint', task: this.task })}>
                ${message('predict.hint', { n: hints + 1, of: question.hints.length })}
              </button>`
            : nothing
        }
        <button class="quiet show" @click=${() => ask(this, { do: 'show', task: this.task })}>
          ${message('predict.show')}
        </button>
      </div>`;
  }

  private open(prediction: Prediction): TemplateResult {
    if (!this.ready) {
      return html`<div class="row">
        <button class="main go" @click=${this.go}>
          ${message('predict.waiting')}
        </button>
        <button class="quiet show" @click=${() => ask(this, { do: 'show', task: this.task })}>
          ${message('predict.show')}
        </button>
      </div>`;
    }
    const { form } = prediction.question;
    return html`${asButtons.has(form) ? this.choices(prediction) : this.field(prediction)}
      <div role="status">${this.wrong(prediction)}</div>
      ${this.help(prediction)}`;
  }

  // --- answered -----------------------------------------------------------------------------------

  private ended(prediction: Prediction): TemplateResult {
    const { question, ending } = prediction;
    const answer = courseMessage(question.answerText);
    const { why } = this;
    return html`<p class="result" tabindex="-1">
        ${message(ending === 'right' ? 'predict.right_answer' : 'predict.shown_answer', { answer })}
      </p>
      <p class="aside">${courseMessage(question.because)}</p>
      <div class="row">
        ${distractors(prediction)
          .slice(0, 3)
          .map(
            ({ answer: other, text }) =>
              html`<button
                class="quiet why"
                aria-expanded=${why?.answer === other}
                @click=${() => ask(this, { do: 'why', task: this.task, answer: other })}
              >
                ${message('predict.why_not', { answer: courseMessage(text) })}
              </button>`,
          )}
      </div>
      <div role="status">
        ${why ? html`<p class="wrong">${courseMessage(why.reason)}</p>` : nothing}
      </div>`;
  }

  private label(prediction: Prediction | null): string {
    if (prediction?.ending === 'right') return message('predict.right');
    return message(prediction?.ending ? 'predict.shown' : 'predict.label');
  }

  private body(): TemplateResult {
    const { prediction, unasked } = this;
    if (unasked) {
      return html`<p class="wrong">
        ${message('predict.unasked', { why: courseMessage(unasked) })}
      </p>
      <div class="row">
        <button class="quiet" @click=${() => ask(this, { do: 'skip', task: this.task })}>
          ${message('do.skip')}
        </button>
      </div>`;
    }
    if (!prediction) {
      return html`<div class="row">
        <button class="main go" @click=${this.go}>
          ${message('predict.waiting')}
        </button>
      </div>`;
    }
    const { question, ending } = prediction;
    return html`<p class="question" id="question">${courseMessage(question.text)}</p>
      ${ending ? this.ended(prediction) : this.open(prediction)}`;
  }

  protected override render(): TemplateResult {
    const { prediction } = this;
    const held = this.held > 0 && !prediction?.ending ? ' held' : '';
    return html`<div role="group" class=${`card${held}`} aria-label=${this.label(prediction)}>
      <p class="label">${this.label(prediction)}</p>
      <slot></slot>
      ${this.body()}
      <div role="status" class="aside">${held ? message('lesson.held') : nothing}</div>
    </div>`;
  }
}

define('kmem-predict', KmemPredict);

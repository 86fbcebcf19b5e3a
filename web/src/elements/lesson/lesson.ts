import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { define } from '../../base/define.ts';
import type { Ask, Block, Go, Perform, Span, Task, Until } from '../../lessons/lesson-types.ts';
import { openBlocks, taskNumber, tasksOf } from '../../lessons/reading.ts';
import { message } from '../../messages/messages.ts';
import type { PlaygroundState } from '../../session/state-types.ts';
import { shared } from '../../styles/shared.ts';
import { icons } from '../icons.ts';
import { KmemElement } from '../kmem-element.ts';
import { proseStyles } from './card-styles.ts';
import './contents.ts';
import type { Course } from './course.ts';
import { type CourseState, closedCourse } from './course-types.ts';
import { illustration, illustrationStyles } from './illustrations.ts';
import { ask } from './lesson-events.ts';
import { lessonStyles } from './lesson-styles.ts';
import './perform.ts';
import './predict.ts';
import { spanTemplates } from './spans.ts';
import './try.ts';

/** The story column of a lesson: its text as far as it is open, and the cards in it. */
export class KmemLesson extends KmemElement {
  @property({ attribute: false }) course: Course | null = null;
  @property({ attribute: false }) state: PlaygroundState | null = null;
  @property({ attribute: false }) value: CourseState = closedCourse;
  @property({ type: Boolean, reflect: true }) compact = false;

  static override styles = [shared, proseStyles, illustrationStyles, lessonStyles];

  /** A new lesson starts at its head; what an answer opens comes into sight. */
  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('value') as CourseState | undefined;
    if (!before) return;
    const { lesson, done } = this.value;
    const scroller = this.compact ? this : this.renderRoot.querySelector('.text');
    if (before.lesson !== lesson) scroller?.scrollTo(0, 0);
    else if (before.held < this.value.held) this.bringUp('kmem-predict:last-of-type');
    else if (lesson && before.done.size < done.size) void this.bringUpOpened(before);
  }

  private async bringUpOpened(before: CourseState): Promise<void> {
    const { lesson } = this.value;
    if (!lesson) return;
    const former = openBlocks(lesson.lesson, before.done).length;
    await this.updateComplete;
    this.bringUp(`[data-block="${former}"]`);
  }

  private bringUp(selector: string): void {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const element = this.renderRoot.querySelector(selector);
    element?.scrollIntoView({ block: 'nearest', behavior: calm ? 'auto' : 'smooth' });
  }

  // --- the text -----------------------------------------------------------------------------------

  private spans(spans: readonly Span[], figure: string): TemplateResult[] {
    const { course } = this;
    return spanTemplates(spans, {
      isAt: (go: Go) => course?.figures.isAt(go, figure) ?? false,
      go: (go: Go) => ask(this, { do: 'go', go, figure }),
    });
  }

  private lead(task: Task): TemplateResult {
    return task.spans.length > 0 ? html`<p>${this.spans(task.spans, task.figure)}</p>` : html``;
  }

  private predict(task: Ask, number: number): TemplateResult {
    const { predictions, unasked, why, held, done } = this.value;
    const current = !done.has(number);
    return html`<kmem-predict
      .task=${number}
      .prediction=${predictions.get(number) ?? null}
      .unasked=${unasked.get(number) ?? null}
      .why=${why?.task === number ? why : null}
      .ready=${current && (this.course?.ready(number) ?? false)}
      .held=${current ? held : 0}
      >${this.lead(task)}</kmem-predict
    >`;
  }

  private perform(task: Perform, number: number): TemplateResult {
    const { performing, done } = this.value;
    const { scene } = this.state ?? {};
    const mine = performing?.task === number ? performing : null;
    return html`<kmem-perform
      .task=${number}
      .about=${task}
      .performing=${mine}
      .snapshot=${scene?.snapshot ?? null}
      .command=${mine ? (this.course?.servedCall() ?? '') : ''}
      .sentence=${scene?.sentence ?? ''}
      .done=${done.has(number)}
      >${this.lead(task)}</kmem-perform
    >`;
  }

  private until(task: Until, number: number): TemplateResult {
    const { trying, done } = this.value;
    return html`<kmem-try
      .task=${number}
      .about=${task}
      .trying=${trying?.task === number ? trying : null}
      .state=${this.state}
      .done=${done.has(number)}
      >${this.lead(task)}</kmem-try
    >`;
  }

  private block(block: Block): TemplateResult {
    const lesson = this.value.lesson?.lesson;
    const { figure } = block;
    switch (block.type) {
      case 'paragraph':
        return html`<p>${this.spans(block.spans, figure)}</p>`;
      case 'heading':
        return html`<h2>${this.spans(block.spans, figure)}</h2>`;
      case 'list': {
        const items = block.items.map((spans) => html`<li>${this.spans(spans, figure)}</li>`);
        return block.ordered
          ? html`<ol class="list">${items}</ol>`
          : html`<ul class="list">${items}</ul>`;
      }
      case 'illustration':
        return illustration(block.name, this.state?.scene?.snapshot ?? null);
      default: {
        const number = lesson ? taskNumber(lesson, block) : 0;
        if (block.type === 'ask') return this.predict(block, number);
        return block.type === 'perform' ? this.perform(block, number) : this.until(block, number);
      }
    }
  }

  // --- around the text ----------------------------------------------------------------------------

  private head(): TemplateResult {
    const { lesson, lessons, done } = this.value;
    if (!lesson) return html``;
    const tasks = tasksOf(lesson.lesson);
    const { number } = lesson;
    const told = message('lesson.progress', { done: done.size, of: tasks.length });
    return html`<p class="number">
        ${number > 0 ? message('lesson.number', { number, of: lessons.length }) : message('lesson.own')}
        <span class="ticks" role="img" aria-label=${told}>
          ${tasks.map((task) => html`<i class=${done.has(task.number) ? 'done' : ''}></i>`)}
        </span>
      </p>
      <h1>${lesson.lesson.title}</h1>
      <p class="goal">${lesson.lesson.goal}</p>
      ${this.problems()}`;
  }

  private problems(): TemplateResult | typeof nothing {
    const { problems } = this.value;
    if (problems.length === 0) return nothing;
    return html`<div class="problems" role="alert">
      <p><b>${message('lesson.problems', { n: problems.length })}</b></p>
      <ul>
        ${problems.map(({ line, code, found, expected }) => {
          const text = message(`lesson.error.${code}`, { found, expected });
          return html`<li>${message('lesson.problem', { line, text })}</li>`;
        })}
      </ul>
    </div>`;
  }

  private end(): TemplateResult | typeof nothing {
    const { lesson, lessons, done } = this.value;
    if (!lesson || tasksOf(lesson.lesson).some(({ number }) => !done.has(number))) return nothing;
    const next = lessons.find(({ number }) => number === lesson.number + 1);
    return html`<div class="end">
      <p>${message(next ? 'lesson.finished' : 'lesson.finished_all')}</p>
      ${
        next && lesson.number > 0
          ? html`<button class="on" @click=${() => ask(this, { do: 'lesson', number: next.number })}>
              ${message('lesson.go_on', { title: next.lesson.title })}
            </button>`
          : html`<button class="on" @click=${() => ask(this, { do: 'leave' })}>
              ${message('lesson.leave')}
            </button>`
      }
      <button class="again" @click=${() => ask(this, { do: 'restart' })}>
        ${message('lesson.again')}
      </button>
    </div>`;
  }

  private nav(): TemplateResult {
    const { lesson, lessons } = this.value;
    const number = lesson?.number ?? 0;
    const to = (key: string, other: number, sign: unknown) =>
      html`<button
        aria-label=${message(key)}
        title=${message(key)}
        ?disabled=${number === 0 || other < 1 || other > lessons.length}
        @click=${() => ask(this, { do: 'lesson', number: other })}
      >
        ${sign}
      </button>`;
    return html`<nav aria-label=${message('lesson.nav')}>
      ${to('lesson.previous', number - 1, icons.back)}
      <button class="all" @click=${() => ask(this, { do: 'contents', open: true })}>
        ${icons.examples} ${message('lesson.all')}
      </button>
      ${to('lesson.next', number + 1, icons.forward)}
    </nav>`;
  }

  protected override render(): TemplateResult {
    const { lesson, done, trying } = this.value;
    const blocks = lesson ? openBlocks(lesson.lesson, done) : [];
    const changed = this.state?.open?.lesson?.unchanged === false && !trying;
    return html`<div class="text" tabindex="-1">
        ${this.head()}
        ${repeat(
          blocks,
          (_, i) => `${lesson?.name} ${i}`,
          (block, i) => html`<div data-block=${i}>${this.block(block)}</div>`,
        )}
        ${changed ? html`<p class="changed" role="status">${message('lesson.changed')}</p>` : nothing}
        ${this.end()}
      </div>
      ${this.nav()}`;
  }
}

define('kmem-lesson', KmemLesson);

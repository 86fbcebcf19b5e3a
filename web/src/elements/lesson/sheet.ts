import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../../base/define.ts';
import { gradeAnswer, isCourseError, makeSheet } from '../../engine/course.ts';
import type {
  CourseGrade,
  CourseQuestion,
  CourseSheet,
  SheetPart,
  SheetProblem,
  SheetTopic,
} from '../../engine/course-types.ts';
import { courseMessage } from '../../messages/course.ts';
import { message } from '../../messages/messages.ts';
import { type SheetLink, sheetLink } from '../../session/link.ts';
import { shared } from '../../styles/shared.ts';
import { icons } from '../icons.ts';
import { KmemElement } from '../kmem-element.ts';
import { ask } from './lesson-events.ts';
import { stateDrawing } from './sheet-state.ts';
import { sheetStyles } from './sheet-styles.ts';

const topics: readonly SheetTopic[] = ['buddy', 'slab', 'kmalloc', 'fragmentation', 'mixed'];
const levels = [1, 2, 3];
const perPage = 5;
const most = 100;
const seeds = 10_000;

const isTopic = (name: string): name is SheetTopic => topics.some((topic) => topic === name);

/** A problem sheet: seeded, answered on the screen or printed, with its key. */
export class KmemSheet extends KmemElement {
  @property({ attribute: false }) link: SheetLink | null = null;
  @state() private sheet: CourseSheet | null = null;
  @state() private failed = '';
  @state() private key = false;
  @state() private count = perPage;
  /** What became of answers, by `problem.part`. */
  @state() private grades: ReadonlyMap<string, CourseGrade> = new Map();
  private asked = '';

  static override styles = [shared, sheetStyles];

  protected override updated(): void {
    const { link, count } = this;
    const asked = link ? `${sheetLink(link)}/${count}` : '';
    if (!link || asked === this.asked) return;
    this.asked = asked;
    void this.make(link);
  }

  private async make({ seed, topic, level }: SheetLink): Promise<void> {
    const known = isTopic(topic) ? topic : 'mixed';
    const made = await makeSheet(seed, known, level, this.count);
    if (isCourseError(made)) {
      this.failed = courseMessage(made.error);
      this.sheet = null;
      return;
    }
    const other = made.seed !== this.sheet?.seed || made.topic !== this.sheet.topic;
    if (other || made.level !== this.sheet?.level) this.grades = new Map();
    this.failed = '';
    this.sheet = made;
  }

  private change(change: Partial<SheetLink>): void {
    if (!this.link) return;
    this.count = perPage;
    ask(this, { do: 'sheet', link: { ...this.link, ...change } });
  }

  // --- the bar ------------------------------------------------------------------------------------

  private bar({ seed, topic, level }: SheetLink): TemplateResult {
    const chosen = (event: Event) => (event.target as HTMLInputElement).value;
    return html`<div class="bar" role="toolbar" aria-label=${message('sheet.controls')}>
      <button class="close" @click=${() => ask(this, { do: 'sheet', link: null })}>
        ${icons.back} ${message('lesson.leave')}
      </button>
      <label>
        ${message('sheet.topic')}
        <select @change=${(event: Event) => this.change({ topic: chosen(event) })}>
          ${topics.map(
            (name) =>
              html`<option value=${name} ?selected=${name === topic}>
                ${message(`course.sheet.topic.${name}`)}
              </option>`,
          )}
        </select>
      </label>
      <label>
        ${message('sheet.level')}
        <select @change=${(event: Event) => this.change({ level: Number(chosen(event)) })}>
          ${levels.map((n) => html`<option value=${n} ?selected=${n === level}>${n}</option>`)}
        </select>
      </label>
      <label>
        ${message('sheet.seed')}
        <input
          inputmode="numeric"
          .value=${String(seed)}
          @change=${(event: Event) => this.change({ seed: Number.parseInt(chosen(event), 10) >>> 0 })}
        />
      </label>
      <button class="other" @click=${() => this.change({ seed: Math.floor(Math.random() * seeds) })}>
        ${message('sheet.other')}
      </button>
      <span class="space"></span>
      <button
        class="show-key"
        aria-pressed=${this.key}
        @click=${() => {
          this.key = !this.key;
        }}
      >
        ${message('sheet.key')}
      </button>
      <button class="print" @click=${() => print()}>${message('sheet.print')}</button>
    </div>`;
  }

  // --- problems -----------------------------------------------------------------------------------

  private async grade(id: string, { script, question }: SheetPart, answer: string): Promise<void> {
    const grade = await gradeAnswer(script, question.command, question.kind, answer);
    if (isCourseError(grade)) return;
    this.grades = new Map(this.grades).set(id, grade);
  }

  private field(id: string, part: SheetPart): TemplateResult {
    const { form, choices } = part.question;
    if (form === 'choice') {
      return html`<div class="answer" role="group" aria-label=${message('predict.answer')}>
        ${choices.map(
          ({ answer, text }) =>
            html`<button data-answer=${answer} @click=${() => this.grade(id, part, answer)}>
              ${courseMessage(text)}
            </button>`,
        )}
        <span class="line"></span>
      </div>`;
    }
    // Not a form: a sandboxed frame would not let it be sent.
    const submit = (event: Event) => {
      if (event instanceof KeyboardEvent && event.key !== 'Enter') return;
      const input = (event.currentTarget as HTMLElement).closest('.answer')?.querySelector('input');
      void this.grade(id, part, input?.value ?? '');
    };
    return html`<div class="answer">
      <input
        autocomplete="off"
        @keydown=${submit}
        aria-label=${message('predict.answer')}
        placeholder=${message(`course.form.${form}`)}
      />
      <button @click=${submit}>${message('predict.check')}</button>
      <span class="line"></span>
    </div>`;
  }

  private verdict(id: string): TemplateResult | typeof nothing {
    const grade = this.grades.get(id);
    if (!grade) return nothing;
    const right = grade.verdict === 'right';
    return html`<p class=${right ? 'verdict right' : 'verdict'}>
      ${right ? html`<b>${message('sheet.right')}</b> ` : nothing}${courseMessage(grade.reason)}
    </p>`;
  }

  private question(part: SheetPart, id: string): TemplateResult {
    const { first, question } = part;
    const values = { calls: first.join('; ') };
    return html`<li data-part=${id}>
      ${first.length > 0 ? html`<p>${courseMessage({ key: 'course.sheet.first', values })}</p>` : nothing}
      <p>${courseMessage(question.text)}</p>
      ${this.field(id, part)}
      <div role="status">${this.verdict(id)}</div>
    </li>`;
  }

  private problem(problem: SheetProblem, number: number): TemplateResult {
    return html`<section class="problem">
      <h2>${number + 1}. ${courseMessage(problem.title)}</h2>
      ${problem.given.map((text) => html`<p>${courseMessage(text)}</p>`)}
      ${problem.calls.length > 0 ? html`<pre>${problem.calls.join('\n')}</pre>` : nothing}
      ${
        problem.showsState
          ? html`<p>${message(problem.calls.length > 0 ? 'course.sheet.state' : 'course.sheet.state_alone')}</p>
              ${stateDrawing(problem.state)}`
          : nothing
      }
      ${problem.connection ? html`<p>${courseMessage(problem.connection)}</p>` : nothing}
      <ol class="parts">${problem.parts.map((part, i) => this.question(part, `${number}.${i}`))}</ol>
      ${problem.drawing ? html`<p>${message('course.sheet.draw')}</p>` : nothing}
    </section>`;
  }

  private keyOf({ problems }: CourseSheet): TemplateResult {
    const answer = ({ answerText, because }: CourseQuestion) =>
      html`<li>
        <b>${courseMessage(answerText)}</b><small>${courseMessage(because)}</small>
      </li>`;
    return html`<section class=${this.key ? 'key' : 'key hidden'}>
      <h2>${message('course.sheet.answers')}</h2>
      ${problems.map(
        (problem, number) =>
          html`<h3>${number + 1}. ${courseMessage(problem.title)}</h3>
            <ol>${problem.parts.map(({ question }) => answer(question))}</ol>
            ${problem.drawing ? stateDrawing(problem.drawing.state) : nothing}`,
      )}
    </section>`;
  }

  private body(sheet: CourseSheet): TemplateResult {
    const topic = { word: `course.sheet.topic.${sheet.topic}` };
    const head = { key: 'course.sheet.head', values: { topic, level: sheet.level } };
    return html`<h1>${courseMessage(head)}</h1>
      <p class="seed">${message('course.sheet.seed', { seed: String(sheet.seed) })}</p>
      <p class="name">${message('sheet.name')}</p>
      ${sheet.problems.map((problem, number) => this.problem(problem, number))}
      ${
        this.count < most
          ? html`<p class="more">
              <button
                @click=${() => {
                  this.count += perPage;
                }}
              >
                ${message('sheet.more')}
              </button>
            </p>`
          : nothing
      }
      ${this.keyOf(sheet)}`;
  }

  protected override render(): TemplateResult {
    const { link, sheet } = this;
    if (!link) return html``;
    return html`${this.bar(link)}
      <main aria-busy=${sheet === null && !this.failed}>
        ${this.failed ? html`<p role="alert">${this.failed}</p>` : sheet ? this.body(sheet) : nothing}
      </main>`;
  }
}

define('kmem-sheet', KmemSheet);

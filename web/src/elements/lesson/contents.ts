import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../../base/define.ts';
import type { LessonEntry } from '../../lessons/catalogue.ts';
import { finishedTasks, type Progress } from '../../lessons/progress.ts';
import { tasksOf } from '../../lessons/reading.ts';
import { message } from '../../messages/messages.ts';
import { shared } from '../../styles/shared.ts';
import { KmemElement } from '../kmem-element.ts';
import { ask } from './lesson-events.ts';

const firstSheet = { kind: 'sheet', seed: 1, topic: 'buddy', level: 1 } as const;

/** The lessons, how far each is done, and what else the course can do. */
export class KmemContents extends KmemElement {
  @property({ attribute: false }) lessons: readonly LessonEntry[] = [];
  @property({ attribute: false }) progress: Progress = {};
  /** The lesson that is open; 0 for none. */
  @property({ type: Number }) current = 0;
  @state() private forgotten = false;

  static override styles = [
    shared,
    css`
      .about {
        margin-bottom: var(--kmem-space-3);
        color: var(--kmem-muted);
      }
      .lesson {
        display: grid;
        grid-template-columns: 2em minmax(0, 1fr) auto;
        gap: 0 var(--kmem-space-2);
        width: calc(100% + 16px);
        margin-inline: -8px;
        min-height: 40px;
        padding: 6px 8px;
        border: 0;
        border-top: 1px solid var(--kmem-line);
        border-radius: 0;
        background: none;
        text-align: start;
      }
      .lesson:hover {
        background: color-mix(in srgb, var(--kmem-ink) 5%, transparent);
      }
      .lesson b {
        font-weight: var(--kmem-bold);
      }
      .lesson .n,
      .lesson .how,
      .lesson small {
        color: var(--kmem-muted);
      }
      .lesson small {
        grid-column: 2 / 4;
        font-size: var(--kmem-text-s);
      }
      .lesson[aria-current='true'] {
        background: var(--kmem-now-pale);
      }
      .more {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--kmem-space-2) var(--kmem-space-3);
        padding-top: var(--kmem-space-4);
        border-top: 1px solid var(--kmem-line);
      }
      .more button {
        min-height: 34px;
      }
      .kept {
        flex-basis: 100%;
        color: var(--kmem-muted);
        font-size: var(--kmem-text-s);
      }
    `,
  ];

  private how(lesson: LessonEntry): string {
    const of = tasksOf(lesson.lesson).length;
    const done = finishedTasks(this.progress, lesson.name, of);
    if (lesson.number === this.current) return message('contents.here');
    if (done === 0) return '';
    return done === of ? message('contents.done') : message('contents.some', { done, of });
  }

  private row(lesson: LessonEntry): TemplateResult {
    return html`<li>
      <button
        class="lesson"
        data-lesson=${lesson.number}
        aria-current=${lesson.number === this.current}
        @click=${() => ask(this, { do: 'lesson', number: lesson.number })}
      >
        <span class="n">${lesson.number}</span>
        <b>${lesson.lesson.title}</b>
        <span class="how">${this.how(lesson)}</span>
        <small>${lesson.lesson.goal}</small>
      </button>
    </li>`;
  }

  private forget(): void {
    this.forgotten = true;
    ask(this, { do: 'forget' });
  }

  protected override render(): TemplateResult {
    const some = Object.keys(this.progress).length > 0;
    return html`<p class="about">${message('contents.about')}</p>
      <ol>${this.lessons.map((lesson) => this.row(lesson))}</ol>
      <div class="more">
        ${
          this.current > 0
            ? html`<button class="leave" @click=${() => ask(this, { do: 'leave' })}>
                ${message('contents.leave')}
              </button>`
            : nothing
        }
        <button class="sheet" @click=${() => ask(this, { do: 'sheet', link: firstSheet })}>
          ${message('contents.sheet')}
        </button>
        <button class="record" @click=${() => ask(this, { do: 'record', open: true })}>
          ${message('contents.record')}
        </button>
        ${
          some
            ? html`<button class="forget" @click=${() => this.forget()}>
                ${message('contents.forget')}
              </button>`
            : nothing
        }
        <p class="kept" role="status">
          ${some ? message('contents.kept') : this.forgotten ? message('contents.forgotten') : nothing}
        </p>
      </div>`;
  }
}

define('kmem-contents', KmemContents);

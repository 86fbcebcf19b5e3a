import { css, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { courseMessage } from '../messages/course.ts';
import { message } from '../messages/messages.ts';
import { start } from '../session/position.ts';
import type { PlaygroundState } from '../session/state-types.ts';
import { emit } from '../session/view-types.ts';
import { shared } from '../styles/shared.ts';
import { tokens } from '../styles/tokens.ts';
import { KmemElement } from './kmem-element.ts';
import type { Course } from './lesson/course.ts';
import type { CourseState } from './lesson/course-types.ts';
import './picture.ts';
import { placeText } from './place-text.ts';
import { segmentTitle } from './segment-title.ts';

/** Type and lines are this many times as large as on the page. */
const magnified = 2;

/**
 * For a lecture hall: the picture and the present sentence, nothing else, black on white, steered
 * by the keys of a slide remote. Emits `close`.
 *
 * @fires kmem-step
 * @fires kmem-seek
 */
export class KmemPresent extends KmemElement {
  @property({ attribute: false }) state: PlaygroundState | null = null;
  /** The lesson that is open, and its state. Its questions are asked of the hall. */
  @property({ attribute: false }) course: Course | null = null;
  @property({ attribute: false }) value: CourseState | null = null;
  /** The screen is black, so that the hall looks at the speaker. */
  @state() private dark = false;
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;

  static override styles = [
    tokens,
    shared,
    css`
      :host,
      :host([theme]) {
        --kmem-paper: #fff;
        --kmem-raised: #fff;
        --kmem-ink: #000;
        --kmem-muted: #3c3c3c;
        --kmem-faint: #3c3c3c;
        --kmem-line: #b4b4b4;
        --kmem-trace: #9a9a9a;
        --kmem-outline: #4d4d4d;
      }
      dialog {
        display: grid;
        grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
        width: 100vw;
        height: 100dvh;
        max-width: none;
        max-height: none;
        padding: 0;
        border: 0;
        overflow: hidden;
        background: var(--kmem-paper);
        color: var(--kmem-ink);
      }
      dialog:not([open]) {
        display: none;
      }
      /* Laid out at half the size and shown twice as large: everything in it grows alike. */
      .frame {
        position: relative;
        overflow: hidden;
      }
      .large {
        position: absolute;
        inset: 0;
        width: 50%;
        height: 50%;
        padding: 6px 14px 0 0;
        transform: scale(2);
        transform-origin: 0 0;
        pointer-events: none;
        --kmem-side: 150px;
      }
      :dir(rtl) .large {
        inset: 0 0 0 auto;
        transform-origin: 100% 0;
      }
      .said {
        display: grid;
        align-content: center;
        min-height: 24vh;
        padding: 1vh 3vw 3vh;
        border-top: 2px solid var(--kmem-line);
      }
      .sentence {
        font-size: clamp(26px, 3.4vw, 64px);
        font-weight: var(--kmem-bold);
        line-height: 1.25;
        text-wrap: balance;
      }
      .place {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 2em;
        margin-bottom: 0.4em;
        color: var(--kmem-muted);
        font-size: clamp(16px, 1.6vw, 32px);
      }
      code {
        font-family: var(--kmem-mono);
      }
      .black {
        position: fixed;
        inset: 0;
        background: #000;
      }
      :focus-visible {
        outline: 0;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('theme', 'light');
  }

  override firstUpdated(): void {
    this.dialog?.showModal();
  }

  private step(unit: 'event' | 'command', by: 1 | -1): void {
    const { question } = this;
    const again = this.dark ? null : question;
    this.dark = false;
    if (by > 0 && again) this.course?.act({ do: 'show', task: again.task });
    else emit(this, 'kmem-step', { unit, by });
  }

  /** The question that the lesson asks here. A step forward answers it. */
  private get question(): { readonly task: number; readonly text: string } | null {
    const task = this.course?.task?.number ?? -1;
    const prediction = this.value?.predictions.get(task);
    if (!prediction || prediction.ending || !this.course?.ready(task)) return null;
    return { task, text: courseMessage(prediction.question.text) };
  }

  /** What each key of a remote, and of a keyboard, does. */
  private readonly keys: Readonly<Record<string, (shift: boolean) => void>> = {
    PageDown: () => this.step('event', 1),
    ArrowRight: (shift) => this.step(shift ? 'command' : 'event', 1),
    ArrowDown: () => this.step('command', 1),
    ' ': () => this.step('event', 1),
    Enter: () => this.step('event', 1),
    PageUp: () => this.step('event', -1),
    ArrowLeft: (shift) => this.step(shift ? 'command' : 'event', -1),
    ArrowUp: () => this.step('command', -1),
    Backspace: () => this.step('event', -1),
    Home: () => emit(this, 'kmem-seek', start),
    End: () => emit(this, 'kmem-seek', { command: this.state?.open?.commands ?? 0, event: 0 }),
    b: () => {
      this.dark = !this.dark;
    },
    '.': () => {
      this.dark = !this.dark;
    },
    f: () => void this.dialog?.requestFullscreen?.().catch(() => {}),
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const act = this.keys[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act(event.shiftKey);
  };

  private onClose(): void {
    this.dispatchEvent(new CustomEvent('close'));
  }

  override render() {
    const { open, scene, selection, direction } = this.state ?? {};
    return html`<dialog
      aria-label=${message('sheet.present')}
      tabindex="-1"
      autofocus
      @keydown=${this.onKey}
      @close=${this.onClose}
    >
      <div class="frame">
        <div class="large">
          <kmem-picture
            inert
            .snapshot=${scene?.snapshot ?? null}
        .slabs=${scene?.slabs ?? null}
            .touched=${scene?.touched ?? null}
            .trail=${scene?.trail ?? null}
            .requested=${scene?.requested ?? null}
            .selection=${selection ?? null}
            .titleText=${scene ? segmentTitle(scene.snapshot) : ''}
            .magnified=${magnified}
            .roomy=${true}
          ></kmem-picture>
        </div>
      </div>
      <div class="said">
        <p class="place">
          <code>${scene?.command ?? ''}</code
          ><span>${open && scene ? placeText(open, scene.place, direction ?? '').join(' · ') : ''}</span>
        </p>
        <p class="sentence">
          ${this.question?.text ?? (scene?.sentence || this.value?.lesson?.lesson.title || open?.title || '')}
        </p>
      </div>
      ${this.dark ? html`<div class="black"></div>` : nothing}
    </dialog>`;
  }
}

define('kmem-present', KmemPresent);

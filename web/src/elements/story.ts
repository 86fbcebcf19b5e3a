import { css, html, nothing } from 'lit';
import { property, query } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import type { PlaygroundState } from '../session/state-types.ts';
import { shared } from '../styles/shared.ts';
import './command-bar.ts';
import type { KmemCommandBar } from './command-bar.ts';
import { icons } from './icons.ts';
import { need } from './late.ts';
import './script.ts';
import { message } from '../messages/messages.ts';
import { KmemElement } from './kmem-element.ts';
import { send } from './shell-events.ts';

/** A text longer than this is shown as it runs, but not edited in the page. */
const maxEditable = 512 * 1024;

/** The left side: which scenario, what it tells, its script, and a line to type commands. */
export class KmemStory extends KmemElement {
  @property({ attribute: false }) state: PlaygroundState | null = null;
  @property({ type: Boolean, reflect: true }) compact = false;
  @query('kmem-command-bar') private readonly bar!: KmemCommandBar | null;

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template: auto auto auto auto minmax(0, 1fr) auto / minmax(0, 1fr);
        padding-block: var(--kmem-space-4) var(--kmem-space-3);
        padding-inline: var(--kmem-space-5) var(--kmem-space-4);
      }
      h1 {
        margin: 0;
        font-size: var(--kmem-text-l);
        line-height: 1.25;
        font-weight: var(--kmem-bold);
      }
      .title {
        min-height: 3.2rem;
      }
      .examples {
        max-width: 100%;
        display: inline-flex;
        align-items: center;
        gap: 4px;
        padding: 0;
        border: 0;
        background: none;
        color: var(--kmem-muted);
      }
      .examples:hover {
        color: var(--kmem-ink);
      }
      .invite {
        display: flex;
        align-items: center;
        gap: var(--kmem-space-3);
        min-height: 44px;
        margin-top: var(--kmem-space-3);
        padding: 6px var(--kmem-space-3);
        border: 1px solid var(--kmem-ink);
        border-radius: 8px;
        text-align: start;
      }
      .invite svg {
        flex: none;
      }
      .invite span {
        color: var(--kmem-muted);
        line-height: 1.35;
      }
      .invite b {
        display: block;
        color: var(--kmem-ink);
        font-weight: var(--kmem-bold);
      }
      .note {
        height: 9rem;
        margin-top: var(--kmem-space-3);
        overflow: auto;
        scrollbar-width: thin;
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        margin-top: var(--kmem-space-3);
        padding-bottom: 4px;
      }
      .head button {
        padding: 0 8px;
        border: 0;
        background: none;
        color: var(--kmem-muted);
      }
      .head button:hover {
        color: var(--kmem-ink);
      }
      kmem-script {
        margin-inline-start: calc(-1 * var(--kmem-space-3));
      }
      kmem-command-bar {
        margin-top: var(--kmem-space-2);
      }
      /* The title stands above the picture already; the rest scrolls as one. */
      :host([compact]) {
        grid-template-rows: auto auto auto minmax(168px, 1fr) auto;
        padding: 0 var(--kmem-space-4) var(--kmem-space-3);
        overflow: auto;
      }
      :host([compact]) .title {
        display: none;
      }
      :host([compact]) .note {
        height: auto;
        overflow: visible;
      }
    `,
  ];

  /** Puts the caret into the command line. */
  focusCommand(): void {
    this.bar?.focus();
  }

  private beforeNotes() {
    return html`<span class="muted">${message('story.notes')}</span>`;
  }

  private head() {
    const { open, draft } = this.state ?? {};
    const long = (open?.text.length ?? 0) > maxEditable;
    const edit = html`<button
      ?disabled=${!open || long}
      title=${message(long ? 'story.too_long' : 'story.edit_hint')}
      @click=${() => send(this, 'kmem-edit', 'start')}
    >
      ${message('story.edit')}
    </button>`;
    return html`<div class="head"><h2>${message('story.script')}</h2>${draft ? nothing : edit}</div>`;
  }

  private script() {
    const { open, scene, draft } = this.state ?? {};
    if (draft) {
      need('editor');
      return html`<kmem-editor .draft=${draft}></kmem-editor>`;
    }
    const command = scene?.place.command ?? -1;
    const line = open && command >= 0 ? open.lineOf(command) : 0;
    return html`<kmem-script .open=${open ?? null} .line=${line}></kmem-script>`;
  }

  override render() {
    const { open, scene, commandProblems, undoable, draft } = this.state ?? {};
    return html`
      <div class="title">
        <h1>${open?.title ?? message('app.opening')}</h1>
        <button class="examples" @click=${() => send(this, 'kmem-dialog', 'examples')}>
          ${message('story.more')} ${icons.down}
        </button>
      </div>
      <button class="invite" @click=${() => send(this, 'kmem-course', null)}>
        ${icons.course}<span><b>${message('story.course')}</b> ${message('story.course_about')}</span>
      </button>
      ${open?.tells ? html`<p class="note">${scene?.note || this.beforeNotes()}</p>` : html`<span></span>`}
      ${this.head()} ${this.script()}
      ${
        draft
          ? nothing
          : html`<kmem-command-bar
              .snapshot=${scene?.snapshot ?? null}
              .problems=${commandProblems ?? []}
              .script=${open?.text ?? ''}
              .undoable=${undoable ?? 0}
            ></kmem-command-bar>`
      }
    `;
  }
}

define('kmem-story', KmemStory);

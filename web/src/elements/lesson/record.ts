import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../../base/define.ts';
import { captionedScenario, lessonSkeleton } from '../../lessons/record.ts';
import { message } from '../../messages/messages.ts';
import type { OpenScenario } from '../../session/state-types.ts';
import { shared } from '../../styles/shared.ts';
import { KmemElement } from '../kmem-element.ts';

/** Lines that get a field for a caption; longer scripts are no lessons. */
const maxLines = 200;

function save(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}

/** What is open, with captions, as a scenario and as the skeleton of a lesson. */
export class KmemRecord extends KmemElement {
  @property({ attribute: false }) open: OpenScenario | null = null;
  @state() private captions: ReadonlyMap<number, string> = new Map();

  static override styles = [
    shared,
    css`
      .about,
      .more {
        color: var(--kmem-muted);
      }
      ol {
        display: grid;
        gap: 6px;
        margin-block: var(--kmem-space-3);
      }
      code {
        display: block;
        font: 400 var(--kmem-text-s) / 1.6 var(--kmem-mono);
        overflow-wrap: anywhere;
      }
      input {
        width: 100%;
        min-height: 34px;
        padding: 0 8px;
        border: 1px solid var(--kmem-outline);
        border-radius: var(--kmem-radius);
        background: var(--kmem-raised);
        color: inherit;
        font: inherit;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--kmem-space-2);
        margin-bottom: var(--kmem-space-3);
      }
      button {
        min-height: 34px;
        padding: 0 var(--kmem-space-3);
      }
      textarea {
        width: 100%;
        height: 200px;
        padding: 8px;
        border: 1px solid var(--kmem-outline);
        border-radius: var(--kmem-radius);
        background: var(--kmem-raised);
        color: inherit;
        font: 400 var(--kmem-text-s) / 1.6 var(--kmem-mono);
      }
    `,
  ];

  /** Lines with requests on them, from 1. */
  private lines(open: OpenScenario): number[] {
    const lines = new Set<number>();
    for (let i = 0; i < open.commands && lines.size < maxLines; i += 1) {
      if (!/^(note|expect) /.test(open.textOf(i))) lines.add(open.lineOf(i));
    }
    return [...lines].filter((line) => line > 0).sort((a, b) => a - b);
  }

  private caption(line: number, event: Event): void {
    this.captions = new Map(this.captions).set(line, (event.target as HTMLInputElement).value);
  }

  private field(line: number, text: string): TemplateResult {
    return html`<li>
      <label>
        <code>${text.trim()}</code>
        <input
          .value=${this.captions.get(line) ?? ''}
          placeholder=${message('record.caption')}
          @input=${(event: Event) => this.caption(line, event)}
        />
      </label>
    </li>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { open, captions } = this;
    if (!open) return nothing;
    const texts = open.text.split('\n');
    const lesson = lessonSkeleton(open.text, captions, {
      title: open.title,
      goal: message('record.goal'),
      text: message('record.text'),
    });
    return html`<p class="about">${message('record.about')}</p>
      <ol>${this.lines(open).map((line) => this.field(line, texts[line - 1] ?? ''))}</ol>
      <div class="row">
        <button
          class="scenario"
          @click=${() => save('recorded.kmem', captionedScenario(open.text, captions))}
        >
          ${message('record.scenario')}
        </button>
        <button class="lesson" @click=${() => save('recorded.md', lesson)}>
          ${message('record.lesson')}
        </button>
      </div>
      <textarea readonly spellcheck="false" aria-label=${message('record.preview')} .value=${lesson}></textarea>`;
  }
}

define('kmem-record', KmemRecord);

import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../../base/define.ts';
import type { Until } from '../../lessons/lesson-types.ts';
import { message } from '../../messages/messages.ts';
import type { PlaygroundState } from '../../session/state-types.ts';
import { shared } from '../../styles/shared.ts';
import '../command-bar.ts';
import { KmemElement } from '../kmem-element.ts';
import { cardStyles } from './card-styles.ts';
import type { Trying } from './course-types.ts';
import { ask } from './lesson-events.ts';

/** The learner gives commands, by typing or in the picture, until the condition holds. */
export class KmemTry extends KmemElement {
  @property({ type: Number }) task = 0;
  @property({ attribute: false }) about: Until | null = null;
  @property({ attribute: false }) trying: Trying | null = null;
  @property({ attribute: false }) state: PlaygroundState | null = null;
  @property({ type: Boolean }) done = false;

  static override styles = [shared, cardStyles];

  private start(key: string, main: boolean): TemplateResult {
    return html`<button
      class=${main ? 'main start' : 'start'}
      @click=${() => ask(this, { do: 'try', task: this.task })}
    >
      ${message(key)}
    </button>`;
  }

  private skip(): TemplateResult {
    return html`<button class="quiet" @click=${() => ask(this, { do: 'skip', task: this.task })}>
      ${message('do.skip')}
    </button>`;
  }

  private running({ notYet, problem }: Trying): TemplateResult {
    const { open, scene, commandProblems, undoable } = this.state ?? {};
    return html`<p class="aside">${message('do.until')} <code>${this.about?.condition}</code></p>
      <kmem-command-bar
        .snapshot=${scene?.snapshot ?? null}
        .problems=${commandProblems ?? []}
        .script=${open?.text ?? ''}
        .undoable=${undoable ?? 0}
      ></kmem-command-bar>
      <div role="status">
        ${notYet ? html`<p class="wrong">${problem ? message('do.problem', { why: problem }) : message('do.not_yet')}</p>` : nothing}
      </div>
      <div class="row">${this.start('do.again', false)} ${this.skip()}</div>`;
  }

  protected override render(): TemplateResult {
    const { trying, done } = this;
    const waiting = done
      ? html`<p class="result" role="status">${message('do.done')}</p>
          <div class="row">${this.start('do.again', false)}</div>`
      : html`<div class="row">${this.start('do.start', true)} ${this.skip()}</div>`;
    return html`<div role="group" class="card" aria-label=${message('do.label')}>
      <p class="label">${message('do.label')}</p>
      <slot></slot>
      ${trying ? this.running(trying) : waiting}
    </div>`;
  }
}

define('kmem-try', KmemTry);

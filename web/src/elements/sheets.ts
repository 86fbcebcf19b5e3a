/**
 * The sheets that lie over the page: examples, share, help, and reports. Their elements come late;
 * until then their tags stand empty.
 */
import { html, nothing } from 'lit';
import { message } from '../messages/messages.ts';
import type { PlaygroundState } from '../session/state-types.ts';
import { need } from './late.ts';
import type { Course } from './lesson/course.ts';
import type { Theme } from './theme.ts';

export type SheetName = 'examples' | 'share' | 'help' | 'menu' | 'export' | 'present' | 'cost';

export interface SheetOptions {
  readonly shareLink: string;
  readonly characters: boolean;
  readonly theme: Theme;
  /** The lesson that is open. */
  readonly course: Course | null;
  readonly close: () => void;
}

/** The line that puts this very step into another page. */
export function embedCode(link: string): string {
  if (!link) return '';
  const page = new URL(link);
  page.pathname = page.pathname.replace(/[^/]*$/, 'embed.html');
  page.search = '';
  return `<iframe src="${page.href}" width="100%" height="560" title="${message('app.name')}"></iframe>`;
}

function content(name: SheetName, state: PlaygroundState, options: SheetOptions) {
  need(name);
  if (name === 'examples') {
    return html`<kmem-scenario-menu .current=${state.open?.name ?? ''}></kmem-scenario-menu>`;
  }
  if (name === 'menu') {
    need('profile');
    const { lesson } = state.open ?? {};
    return html`${lesson ? nothing : html`<kmem-profile inline .state=${state}></kmem-profile>`}
      <kmem-menu-sheet .theme=${options.theme}></kmem-menu-sheet>`;
  }
  if (name === 'export') return html`<kmem-export-sheet .state=${state}></kmem-export-sheet>`;
  if (name === 'cost') return html`<kmem-cost-sheet></kmem-cost-sheet>`;
  if (name === 'help') {
    return html`<kmem-help-sheet .characters=${options.characters}></kmem-help-sheet>`;
  }
  return html`<kmem-share-sheet
    .link=${options.shareLink}
    .embed=${embedCode(options.shareLink)}
    .script=${state.open?.text ?? ''}
  ></kmem-share-sheet>`;
}

function dialog(heading: string, body: unknown, close: () => void) {
  need('dialog');
  return html`<kmem-dialog .heading=${heading} .open=${true} @close=${close}>${body}</kmem-dialog>`;
}

export function sheet(name: SheetName | null, state: PlaygroundState, options: SheetOptions) {
  if (state.crash) {
    need('crash');
    const body = html`<kmem-crash-sheet .crash=${state.crash}></kmem-crash-sheet>`;
    return dialog(message('sheet.crash'), body, options.close);
  }
  if (state.report) {
    const body = html`<p class="report">${state.report.text}</p>`;
    return dialog(state.report.name, body, options.close);
  }
  if (name === 'present') {
    need('present');
    return html`<kmem-present
      .state=${state}
      .course=${options.course}
      .value=${options.course?.state ?? null}
      @close=${options.close}
    ></kmem-present>`;
  }
  return name
    ? dialog(message(`sheet.${name}`), content(name, state, options), options.close)
    : nothing;
}

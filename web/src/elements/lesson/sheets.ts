/** The sheets of the course that lie over the page. */
import { html, nothing } from 'lit';
import { message } from '../../messages/messages.ts';
import '../dialog.ts';
import './contents.ts';
import type { CourseState } from './course-types.ts';
import { ask } from './lesson-events.ts';

export function courseSheets(from: EventTarget, value: CourseState) {
  if (!value.contents) return nothing;
  return html`<kmem-dialog
    .heading=${message('contents.title')}
    .open=${true}
    @close=${() => ask(from, { do: 'contents', open: false })}
  >
    <kmem-contents
      .lessons=${value.lessons}
      .progress=${value.progress}
      .current=${value.lesson?.number ?? 0}
    ></kmem-contents>
  </kmem-dialog>`;
}

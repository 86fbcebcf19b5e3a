/** The sheets of the course that lie over the page. */
import { html, nothing } from 'lit';
import { message } from '../../messages/messages.ts';
import type { OpenScenario } from '../../session/state-types.ts';
import '../dialog.ts';
import './contents.ts';
import type { CourseState } from './course-types.ts';
import { ask, type LessonAction } from './lesson-events.ts';
import './record.ts';

export function courseSheets(from: EventTarget, value: CourseState, open: OpenScenario | null) {
  const dialog = (heading: string, content: unknown, close: LessonAction) =>
    html`<kmem-dialog .heading=${heading} .open=${true} @close=${() => ask(from, close)}
      >${content}</kmem-dialog
    >`;
  if (value.recording) {
    const content = html`<kmem-record .open=${open}></kmem-record>`;
    return dialog(message('record.title'), content, { do: 'record', open: false });
  }
  if (!value.contents) return nothing;
  const content = html`<kmem-contents
    .lessons=${value.lessons}
    .progress=${value.progress}
    .current=${value.lesson?.number ?? 0}
  ></kmem-contents>`;
  return dialog(message('contents.title'), content, { do: 'contents', open: false });
}

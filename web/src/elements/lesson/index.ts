/** Everything of the course that comes with its first use. */
import { adoptStyles } from 'lit';
import type { Selection, SlabList } from '../../engine/snapshot-types.ts';
import type { Playground } from '../../session/playground.ts';
import type { KmemElement } from '../kmem-element.ts';
import { Course } from './course.ts';
import { figureStyles } from './figure-styles.ts';
import './lesson.ts';
import './sheet.ts';

export { courseSheets } from './sheets.ts';

/** While a question is open, pointing answers it, and nothing is freed by it. */
function listen(host: KmemElement, course: Course, signal: AbortSignal): void {
  const before = { capture: true, signal }; // before the page hears of it
  host.addEventListener(
    'kmem-select',
    (event) => {
      const { detail } = event as CustomEvent<Selection | null>;
      if (detail && course.takes(detail)) event.stopImmediatePropagation();
    },
    before,
  );
  host.addEventListener(
    'kmem-lane',
    (event) => {
      event.stopPropagation();
      course.takesLane((event as CustomEvent<SlabList>).detail);
    },
    before,
  );
  host.addEventListener(
    'kmem-free',
    (event) => {
      if (course.takesPointing) event.stopImmediatePropagation();
    },
    before,
  );
  host.addEventListener(
    'kmem-lesson',
    (event) => {
      event.stopPropagation();
      course.act(event.detail);
    },
    before,
  );
}

/** Gives a page or an element a course, until the signal ends it. */
export function attachCourse(host: KmemElement, playground: Playground, signal: AbortSignal) {
  const course = new Course(playground, () => host.language);
  course.store.subscribe(() => host.requestUpdate());
  let { language } = playground.state;
  playground.store.subscribe((state) => {
    host.toggleAttribute('sheet', state.sheet !== null);
    if (state.language === language) return;
    language = state.language;
    void course.translate();
  });
  listen(host, course, signal);
  signal.addEventListener('abort', () => course.dispose());
  if (host.shadowRoot) {
    adoptStyles(host.shadowRoot, [...host.shadowRoot.adoptedStyleSheets, figureStyles]);
  }
  return course;
}

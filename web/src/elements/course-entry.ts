/** The way into the course, which comes with its first use. */
import { nothing, type ReactiveControllerHost } from 'lit';
import type { Selection } from '../engine/snapshot-types.ts';
import type { CourseHook } from '../session/course-hook-types.ts';
import type { LessonLink, SheetLink } from '../session/link.ts';
import type { Playground } from '../session/playground.ts';
import type { KmemElement } from './kmem-element.ts';
import type { Course } from './lesson/course.ts';

const load = () => import('./lesson/index.ts');

export class CourseEntry implements CourseHook {
  /** Null until somebody asked for it. */
  course: Course | null = null;
  /** What lies over the page. */
  sheets: () => unknown = () => nothing;
  private loading: Promise<Course> | null = null;
  private readonly ended = new AbortController();

  constructor(
    private readonly host: KmemElement & ReactiveControllerHost,
    private readonly playground: Playground,
  ) {
    playground.course = this;
    this.listen('kmem-select', (event) => this.point(event as CustomEvent<Selection | null>));
    this.listen('kmem-free', (event) => {
      if (this.course?.takesPointing) event.stopImmediatePropagation();
    });
    this.listen('kmem-lesson', (event) => {
      event.stopPropagation();
      const { detail } = event as HTMLElementEventMap['kmem-lesson'];
      void this.need().then((course) => course.act(detail));
    });
  }

  /** Before anybody else hears of it. */
  private listen(name: string, hear: (event: Event) => void): void {
    this.host.addEventListener(name, hear, { capture: true, signal: this.ended.signal });
  }

  dispose(): void {
    this.ended.abort();
    this.course?.dispose();
    this.playground.course = null;
  }

  /** While a question is open, pointing answers it. */
  private point(event: CustomEvent<Selection | null>): void {
    if (event.detail && this.course?.takes(event.detail)) event.stopImmediatePropagation();
  }

  private need(): Promise<Course> {
    this.loading ??= load().then(({ Course, courseSheets }) => {
      const course = new Course(this.playground, () => this.host.language);
      this.course = course;
      this.sheets = () => courseSheets(this.host, course.store.value);
      course.store.subscribe(() => this.host.requestUpdate());
      return course;
    });
    this.loading.catch(() => {
      this.loading = null; // without a network now; perhaps later
    });
    return this.loading;
  }

  async open(link: LessonLink | SheetLink): Promise<void> {
    await (await this.need()).open(link);
  }

  async openText(text: string): Promise<void> {
    await (await this.need()).openText(text);
  }

  async contents(): Promise<void> {
    await (await this.need()).openContents(true);
  }
}

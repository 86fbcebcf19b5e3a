/** The way into the course, which comes with its first use. */
import { nothing } from 'lit';
import type { CourseHook } from '../session/course-hook-types.ts';
import type { LessonLink, SheetLink } from '../session/link.ts';
import type { Playground } from '../session/playground.ts';
import type { KmemElement } from './kmem-element.ts';
import type { Course } from './lesson/course.ts';

export class CourseEntry implements CourseHook {
  /** Null until somebody asked for it. */
  course: Course | null = null;
  private loading: Promise<Course> | null = null;
  private readonly ended = new AbortController();

  constructor(
    private readonly host: KmemElement,
    private readonly playground: Playground,
  ) {
    playground.course = this;
  }

  /** What lies over the page. */
  sheets: () => unknown = () => nothing;

  dispose(): void {
    this.ended.abort();
    this.playground.course = null;
  }

  private need(): Promise<Course> {
    this.loading ??= import('./lesson/index.ts').then(({ attachCourse, courseSheets }) => {
      const course = attachCourse(this.host, this.playground, this.ended.signal);
      this.course = course;
      this.sheets = () => courseSheets(this.host, course.store.value, this.playground.state.open);
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

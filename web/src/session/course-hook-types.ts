/** What the playground hands to the course, which it does not know: lessons come with a view of their own. */
import type { LessonLink, SheetLink } from './link.ts';

export interface CourseHook {
  open(link: LessonLink | SheetLink): Promise<void>;
  /** A lesson from a file, with the file's name. */
  openText(text: string, name: string): Promise<void>;
}

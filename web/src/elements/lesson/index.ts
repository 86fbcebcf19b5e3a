/** Everything of the course that comes with its first use. */
import './lesson.ts';

export { Course } from './course.ts';
export { courseSheets } from './sheets.ts';

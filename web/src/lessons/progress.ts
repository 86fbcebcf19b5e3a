/** What a learner has finished, kept in the browser where that is allowed. */

/** How a task ended: answered, or shown. */
export type Ending = 'right' | 'shown';

/** Endings of a lesson's tasks, by their number in the lesson. */
export type LessonProgress = Readonly<Record<number, Ending>>;
export type Progress = Readonly<Record<string, LessonProgress>>;

const version = 1;
const lessonName = /^[a-z0-9][a-z0-9-]{0,60}$/;
const maxTasks = 100;

function readLesson(value: unknown): LessonProgress {
  if (typeof value !== 'object' || value === null) return {};
  const tasks: Record<number, Ending> = {};
  for (const [task, ending] of Object.entries(value)) {
    const number = Number(task);
    const known = Number.isInteger(number) && number >= 0 && number < maxTasks;
    if (known && (ending === 'right' || ending === 'shown')) tasks[number] = ending;
  }
  return tasks;
}

/** What was kept; nothing where it cannot be read. */
export function readProgress(kept: string | null): Progress {
  try {
    const value = JSON.parse(kept ?? '{}') as { version?: unknown; lessons?: unknown };
    if (value.version !== version || typeof value.lessons !== 'object') return {};
    const lessons: Record<string, LessonProgress> = {};
    for (const [name, tasks] of Object.entries(value.lessons ?? {})) {
      if (lessonName.test(name)) lessons[name] = readLesson(tasks);
    }
    return lessons;
  } catch {
    return {};
  }
}

export function writeProgress(progress: Progress): string {
  return JSON.stringify({ version, lessons: progress });
}

/** A right answer stays one, even if the task is shown later. */
export function withEnding(
  progress: Progress,
  lesson: string,
  task: number,
  ending: Ending,
): Progress {
  const former = progress[lesson] ?? {};
  if (former[task] === 'right') return progress;
  return { ...progress, [lesson]: { ...former, [task]: ending } };
}

/** Tasks of a lesson that are finished; `tasks` is how many it has. */
export function finishedTasks(progress: Progress, lesson: string, tasks: number): number {
  return Object.keys(progress[lesson] ?? {}).filter((task) => Number(task) < tasks).length;
}

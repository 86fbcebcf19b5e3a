/**
 * The lessons that come with the page: web/lessons/<language>/NN-name.md, with figures that all
 * languages share. A language is one chunk, loaded with its first lesson (vite.config.ts).
 */
import { type ParsedLesson, parseLesson } from './parse.ts';

const files = import.meta.glob<string>('../../lessons/*/*.md', {
  query: '?raw',
  import: 'default',
});
const figures = import.meta.glob<string>('../../lessons/figures/*.kmem', {
  query: '?raw',
  import: 'default',
});

export interface LessonEntry extends ParsedLesson {
  /** From 1. */
  readonly number: number;
  /** `splitting`: the same in every language, and when lessons are numbered anew. */
  readonly name: string;
}

const path = /\/lessons\/([^/]+)\/(\d+)-([a-z0-9-]+)\.md$/;

interface LessonFile {
  readonly number: number;
  readonly name: string;
  readonly load: () => Promise<string>;
}

function filesOf(language: string): LessonFile[] {
  const found = Object.entries(files).flatMap(([file, load]) => {
    const [, own, number, name = ''] = path.exec(file) ?? [];
    return own === language ? [{ number: Number(number), name, load }] : [];
  });
  return found.sort((a, b) => a.number - b.number);
}

const loaded = new Map<string, Promise<readonly LessonEntry[]>>();

async function load(language: string): Promise<readonly LessonEntry[]> {
  const own = filesOf(language);
  const translated = new Map(own.map((file) => [file.name, file]));
  return Promise.all(
    filesOf('en').map(async ({ number, name, load: english }) => {
      const text = await (translated.get(name)?.load ?? english)();
      return { number, name, ...parseLesson(text) };
    }),
  );
}

/** Every lesson in a language, in order; English where one is not translated. */
export function loadLessons(language: string): Promise<readonly LessonEntry[]> {
  let lessons = loaded.get(language);
  if (!lessons) {
    lessons = load(language);
    lessons.catch(() => loaded.delete(language)); // without a network now; perhaps later
    loaded.set(language, lessons);
  }
  return lessons;
}

/** The script of a figure that lessons share, or null if there is none of this name. */
export async function loadFigure(name: string): Promise<string | null> {
  const load = figures[`../../lessons/figures/${name}.kmem`];
  return load ? load() : null;
}

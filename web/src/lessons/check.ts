/** Checks a lesson against its figures: everything it speaks of must be there. */
import type { Block, Go, Lesson, LessonProblem, Place, Span } from './lesson-types.ts';
import { type Resolved, type RunScript, resolveCommands, resolvePlace } from './resolve.ts';

/** The script of a figure as it ran; a text if it does not run, and null if there is none. */
export type Figures = ReadonlyMap<string, RunScript | string | null>;

function* phrasesIn(spans: readonly Span[]): Generator<Go> {
  for (const span of spans) {
    if (span.type === 'phrase') yield span.go;
    if ('spans' in span) yield* phrasesIn(span.spans);
  }
}

/** Every phrase of a block, in the order of the text. */
export function phrasesOf(block: Block): Go[] {
  if (block.type === 'list') return block.items.flatMap((spans) => [...phrasesIn(spans)]);
  return 'spans' in block ? [...phrasesIn(block.spans)] : [];
}

function* placesOf(block: Block, script: RunScript): Generator<Resolved<unknown>> {
  const step = (place: Place) => resolvePlace(place, script);
  for (const { place } of phrasesOf(block)) if (place) yield step(place);
  if (block.type === 'ask') yield resolveCommands(block.place, script);
  if (block.type === 'until') yield step(block.from);
  if (block.type === 'perform') {
    yield resolveCommands(block.from, script);
    yield resolveCommands(block.to, script);
  }
}

function blockProblems(block: Block, figures: Figures): LessonProblem[] {
  const script = figures.get(block.figure);
  if (typeof script === 'object' && script) {
    return [...placesOf(block, script)].flatMap((place) => (place.ok ? [] : [place.problem]));
  }
  const speaks = phrasesOf(block).some(({ place, pointing }) => place ?? pointing);
  if (block.figure || !speaks) return [];
  return [{ line: block.line, code: 'no_figure', found: '[…](step …)', expected: 'figure: …' }];
}

/** `kinds` are the questions that the engine can ask. */
export function checkLesson(
  lesson: Lesson,
  figures: Figures,
  kinds: readonly string[],
): LessonProblem[] {
  const problems: LessonProblem[] = [];
  for (const { name, line } of lesson.figures) {
    const script = figures.get(name);
    if (script === null) {
      problems.push({ line, code: 'no_such_figure', found: name, expected: '' });
    } else if (typeof script === 'string') {
      problems.push({ line, code: 'broken_figure', found: name, expected: script });
    }
  }
  for (const block of lesson.blocks) {
    problems.push(...blockProblems(block, figures));
    if (block.type !== 'ask') continue;
    const kind = block.kind.replace(/\(.*/, '');
    if (!kinds.includes(kind)) {
      problems.push({ line: block.line, code: 'kind', found: kind, expected: kinds.join(', ') });
    }
  }
  return problems.sort((a, b) => a.line - b.line);
}

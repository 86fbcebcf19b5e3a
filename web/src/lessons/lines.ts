/** A lesson's text cut into pieces: instructions, scripts, and runs of lines between empty ones. */
import type { LessonProblem } from './lesson-types.ts';

export type Piece =
  /** `figure: splitting`, and the lines right below it. */
  | {
      readonly type: 'instruction';
      readonly line: number;
      readonly word: string;
      readonly rest: string;
      readonly below: string;
    }
  /** Between two lines of three backticks. */
  | { readonly type: 'script'; readonly line: number; readonly text: string }
  | { readonly type: 'lines'; readonly line: number; readonly lines: readonly string[] };

const instruction = /^([a-z]+):(?:\s+(.*))?$/;
const fence = /^```/;

/** An instruction's own text: the lines below it, up to an empty line or another instruction. */
function linesFrom(all: readonly string[], from: number): string[] {
  const lines: string[] = [];
  for (let i = from; i < all.length; i += 1) {
    const line = all[i] ?? '';
    if (line.trim() === '' || instruction.test(line) || fence.test(line)) break;
    lines.push(line);
  }
  return lines;
}

function scriptFrom(all: readonly string[], from: number): string[] | null {
  const end = all.findIndex((line, i) => i >= from && fence.test(line));
  return end < 0 ? null : all.slice(from, end);
}

export function cutLesson(text: string, problems: LessonProblem[]): Piece[] {
  const all = text.split(/\r?\n/).map((line) => line.trimEnd());
  const pieces: Piece[] = [];
  for (let i = 0; i < all.length; i += 1) {
    const line = all[i] ?? '';
    const [, word, rest = ''] = instruction.exec(line) ?? [];
    if (fence.test(line)) {
      const script = scriptFrom(all, i + 1);
      if (!script) problems.push({ line: i + 1, code: 'unclosed', found: line, expected: '```' });
      else pieces.push({ type: 'script', line: i + 1, text: `${script.join('\n')}\n` });
      i += script ? script.length + 1 : 0;
    } else if (word) {
      const below = linesFrom(all, i + 1);
      pieces.push({ type: 'instruction', line: i + 1, word, rest, below: below.join(' ') });
      i += below.length;
    } else if (line.trim() !== '' && !line.startsWith('<!--')) {
      const lines = linesFrom(all, i);
      pieces.push({ type: 'lines', line: i + 1, lines });
      i += Math.max(0, lines.length - 1);
    }
  }
  return pieces;
}

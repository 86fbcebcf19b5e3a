/**
 * What stands in the brackets of a phrase, and behind `at` and `from`: a moment of the figure, or
 * something to point at.
 *
 *   start · end · 7 · 7.3 · a · d[22] · first-split · "free_pages(a)"
 *   before a · a split 2 · grow look_partial
 */
import type { Anchor, Go, LessonProblem, Place, Pointing } from './lesson-types.ts';

export type Report = (problem: LessonProblem) => void;

const name = /^[A-Za-z_][\w-]*(?:\[\d+\])?$/;
const eventKind = /^[a-z]+(?:_[a-z]+)*$/;
const placeForms = 'start, end, 7, 7.3, a, d[22], "free_pages(a)", before a, a split 2';
const pointingForms =
  'frame 16, order 3, cache dentry, object 0 of frame 16, or the name of a result';

/** The words of a text; a quoted text is one word, with its quotes. */
function words(text: string): string[] {
  return text.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
}

function anchorOf(word: string): Anchor | null {
  if (word === 'start' || word === 'end') return { type: word };
  const number = /^(\d{1,9})(?:\.(\d{1,9}))?$/.exec(word);
  if (number) {
    return { type: 'number', command: Number(number[1]), event: Number(number[2] ?? 0) };
  }
  if (/^".+"$/.test(word)) {
    return { type: 'text', text: word.slice(1, -1).replace(/\\(.)/g, '$1') };
  }
  return name.test(word) ? { type: 'name', name: word } : null;
}

/** Null, with a problem reported, if the text says no place. */
export function parsePlace(source: string, line: number, report: Report): Place | null {
  const all = words(source);
  const before = all[0] === 'before' && all.length > 1;
  const [first = '', kind, nth, ...rest] = before ? all.slice(1) : all;
  const anchor = anchorOf(first);
  const ordinal = nth === undefined ? 1 : Number(nth);
  const good =
    anchor !== null &&
    rest.length === 0 &&
    (kind === undefined || (eventKind.test(kind) && !before)) &&
    Number.isInteger(ordinal) &&
    ordinal >= 1;
  if (good) return { anchor, before, kind: kind ?? null, nth: ordinal, line, source };
  report({ line, code: 'place', found: source, expected: placeForms });
  return null;
}

function parsePointing(source: string): Pointing | null {
  const frame = /^frame (\d+)$/.exec(source);
  if (frame) return { type: 'frame', pfn: Number(frame[1]) };
  const order = /^order (\d+)$/.exec(source);
  if (order) return { type: 'order', order: Number(order[1]) };
  const cache = /^cache ([\w-]+)$/.exec(source);
  if (cache) return { type: 'cache', name: cache[1] ?? '' };
  const object = /^object (\d+) of frame (\d+)$/.exec(source);
  if (object) return { type: 'object', index: Number(object[1]), pfn: Number(object[2]) };
  return name.test(source) ? { type: 'handle', name: source } : null;
}

/** `step a split 2`, `select frame 16`, or both with a comma between them. */
export function parseGo(source: string, line: number, report: Report): Go | null {
  let place: Place | null = null;
  let pointing: Pointing | null = null;
  for (const part of source.split(/,(?=\s*(?:step|select)\b)/)) {
    const [, verb = '', what = ''] = /^\s*(\S+)\s*(.*?)\s*$/s.exec(part) ?? [];
    if (verb === 'step' && !place) {
      place = parsePlace(what, line, report);
      if (!place) return null;
    } else if (verb === 'select' && !pointing) {
      pointing = parsePointing(what);
      if (!pointing) {
        report({ line, code: 'pointing', found: what, expected: pointingForms });
        return null;
      }
    } else {
      report({ line, code: 'go', found: source, expected: 'step …, select …' });
      return null;
    }
  }
  return { place, pointing };
}

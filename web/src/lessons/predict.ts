/**
 * Predict, then see: one question from its asking to its answer. Values only. What is right, and
 * why an answer is wrong, comes from the engine.
 */
import type { CourseGrade, CourseQuestion, CourseText } from '../engine/course-types.ts';
import { FrameKind, type Selection, type Snapshot } from '../engine/snapshot-types.ts';
import type { Ending } from './progress.ts';

export interface Wrong {
  readonly answer: string;
  readonly reason: CourseText;
  /** The answer could not be read: nothing was asked of the engine. */
  readonly unreadable: boolean;
}

export interface Prediction {
  readonly question: CourseQuestion;
  /** The answer being made. */
  readonly draft: string;
  readonly wrong: Wrong | null;
  /** Wrong answers so far. */
  readonly tries: number;
  /** Hints shown, 0 to 3. */
  readonly hints: number;
  readonly ending: Ending | null;
}

export function startPrediction(
  question: CourseQuestion,
  ending: Ending | null = null,
): Prediction {
  return { question, draft: '', wrong: null, tries: 0, hints: 0, ending };
}

export function withDraft(prediction: Prediction, draft: string): Prediction {
  return prediction.ending ? prediction : { ...prediction, draft };
}

/** Takes what the engine says of an answer. */
export function withGrade(prediction: Prediction, answer: string, grade: CourseGrade): Prediction {
  if (prediction.ending) return prediction;
  if (grade.verdict === 'right') return { ...prediction, wrong: null, ending: 'right' };
  const unreadable = grade.verdict === 'unreadable';
  return {
    ...prediction,
    wrong: { answer, reason: grade.reason, unreadable },
    tries: prediction.tries + (unreadable ? 0 : 1),
  };
}

export function withHint(prediction: Prediction): Prediction {
  const { hints } = prediction.question;
  return { ...prediction, hints: Math.min(prediction.hints + 1, hints.length) };
}

export function shown(prediction: Prediction): Prediction {
  return prediction.ending ? prediction : { ...prediction, wrong: null, ending: 'shown' };
}

/** The page frame a pointed-at block starts at. */
function headOf(snapshot: Snapshot, pfn: number): number {
  for (let head = pfn; head >= 0; head -= 1) {
    const state = snapshot.states[head] ?? 0;
    if (state >> 5 !== FrameKind.Interior) return head;
  }
  return pfn;
}

const none = 'empty';

/** A list made by pointing: what is in it already leaves it. */
export function toggled(draft: string, pfn: number): string {
  const had: readonly string[] = draft.match(/\d+/g) ?? [];
  const frame = String(pfn);
  const has = had.includes(frame) ? had.filter((one) => one !== frame) : [...had, frame];
  return has.length === 0 ? none : has.join(', ');
}

/** The answer that pointing at something in the picture makes; null if it says nothing here. */
export function pointedAnswer(
  { question, draft }: Prediction,
  selection: Selection,
  snapshot: Snapshot,
): string | null {
  const { form } = question;
  if (selection.type === 'order') return form === 'order' ? String(selection.order) : null;
  if (selection.type === 'object') {
    if (form === 'slab') return String(selection.pfn);
    return question.kind === 'object_index' ? String(selection.index) : null;
  }
  if (selection.type !== 'block') return null;
  const head = headOf(snapshot, selection.pfn);
  if (form === 'frame' || form === 'slab') return String(head);
  if (form === 'frames') return toggled(draft, head);
  return form === 'order' ? String((snapshot.states[head] ?? 0) & 31) : null;
}

/** Wrong answers worth asking "why not?" about, once the right one is known. */
export function distractors({ question }: Prediction): CourseQuestion['choices'] {
  return question.choices.filter(({ answer }) => answer !== question.answer);
}

/** The questions of the lesson that is open: asked of the engine, answered, then shown. */

import { askQuestion, gradeAnswer, isCourseError, questionKinds } from '../../engine/course.ts';
import type { CourseText } from '../../engine/course-types.ts';
import type { Position, Selection, SlabList } from '../../engine/snapshot-types.ts';
import { checkLesson, type Figures } from '../../lessons/check.ts';
import type { Ask, LessonProblem } from '../../lessons/lesson-types.ts';
import { answeredAt, commandOf, comparePositions, limitOf, momentOf } from '../../lessons/limit.ts';
import type { ParsedLesson } from '../../lessons/parse.ts';
import {
  type Prediction,
  pointedAnswer,
  shown,
  startPrediction,
  withDraft,
  withGrade,
  withHint,
} from '../../lessons/predict.ts';
import { taskNumber, tasksOf } from '../../lessons/reading.ts';
import type { RunScript } from '../../lessons/resolve.ts';
import type { CourseContext } from './course.ts';
import { runScriptOf } from './figures.ts';
import type { LessonAction } from './lesson-events.ts';

type AskAction = Extract<
  LessonAction,
  { do: 'predict' | 'draft' | 'answer' | 'hint' | 'show' | 'why' }
>;

export class Asking {
  private limitOn: readonly unknown[] = [];
  private known: Position | null = null;

  constructor(private readonly course: CourseContext) {}

  private get state() {
    return this.course.store.value;
  }

  // --- preparing ----------------------------------------------------------------------------------

  private asks(): { readonly task: Ask; readonly number: number }[] {
    const { lesson } = this.state;
    const all = lesson ? tasksOf(lesson.lesson) : [];
    return all.flatMap(({ task, number }) => (task.type === 'ask' ? [{ task, number }] : []));
  }

  /** Asks the engine for the questions that can be read now and are about the open figure. */
  async prepare(): Promise<void> {
    const { current } = this.course.figures;
    if (!current) return;
    const script = runScriptOf(current);
    for (const { task, number } of this.asks()) {
      const known = this.state.predictions.has(number) || this.state.unasked.has(number);
      if (!known && this.course.figures.isOpen(task.figure)) await this.ask(task, number, script);
    }
  }

  private async ask(task: Ask, number: number, script: RunScript): Promise<void> {
    const { lesson, done } = this.state;
    const question = await askQuestion(script.text, commandOf(task, script), task.kind);
    if (this.state.lesson !== lesson) return; // another one was opened meanwhile
    if (isCourseError(question)) return this.refuse(number, question.error);
    this.put(number, startPrediction(question, done.has(number) ? 'right' : null));
  }

  private refuse(number: number, why: CourseText): void {
    const unasked = new Map(this.state.unasked);
    this.course.store.set({ unasked: unasked.set(number, why) });
  }

  private put(number: number, prediction: Prediction): void {
    const predictions = new Map(this.state.predictions);
    this.course.store.set({ predictions: predictions.set(number, prediction) });
  }

  /** What is wrong with a lesson from a file: its text first, then what it speaks of. */
  async check({ lesson, problems }: ParsedLesson): Promise<readonly LessonProblem[]> {
    const figures = new Map<string, RunScript | string | null>();
    for (const { name } of lesson.figures) {
      const script = await this.course.figures.need(name);
      const draft = this.course.playground.state.draft;
      figures.set(name, script ?? (draft ? (draft.diagnostics[0]?.found ?? '') : null));
    }
    const first = lesson.figures[0];
    if (first) await this.course.figures.need(first.name);
    return [...problems, ...checkLesson(lesson, figures as Figures, await questionKinds())];
  }

  // --- the open question ----------------------------------------------------------------------------

  /** The question that is to be answered next, if its figure is open as it should be. */
  private open(): {
    readonly task: Ask;
    readonly number: number;
    readonly script: RunScript;
  } | null {
    const { current } = this.course.figures;
    const next = this.asks().find(({ number }) => !this.state.done.has(number));
    if (!current || !next || this.otherFirst(next.number)) return null;
    if (!this.course.figures.isOpen(next.task.figure)) return null;
    return { ...next, script: runScriptOf(current) };
  }

  /** A task of another kind comes before. */
  private otherFirst(number: number): boolean {
    const { lesson, done } = this.state;
    return (
      lesson !== null &&
      tasksOf(lesson.lesson).some((t) => t.number < number && !done.has(t.number))
    );
  }

  /** Asked for at every step and by every view; it changes only with these. */
  limit(): Position | null {
    const { current } = this.course.figures;
    const on = [
      this.state.lesson,
      this.state.done,
      this.state.predictions,
      this.state.unasked,
      current,
    ];
    if (on.some((part, i) => part !== this.limitOn[i])) {
      this.limitOn = on;
      this.known = this.findLimit();
    }
    return this.known;
  }

  private findLimit(): Position | null {
    const open = this.open();
    const { lesson, predictions } = this.state;
    if (!open || !lesson || this.state.unasked.has(open.number)) return null;
    return limitOf(open.task, lesson.lesson, open.script, (earlier) => {
      return predictions.get(taskNumber(lesson.lesson, earlier))?.question.shownBy ?? [];
    });
  }

  /** Whether the figure stands at the open question, so that pointing at it answers. */
  get active(): boolean {
    const open = this.open();
    const at = this.course.playground.state.scene?.snapshot.position;
    if (!open || !at || !this.state.predictions.has(open.number)) return false;
    return comparePositions(at, momentOf(open.task, open.script)) >= 0;
  }

  point(selection: Selection): boolean {
    const open = this.active ? this.open() : null;
    const prediction = open && this.state.predictions.get(open.number);
    const { scene } = this.course.playground.state;
    if (!open || !prediction || !scene) return false;
    const answer = pointedAnswer(prediction, selection, scene.snapshot);
    if (answer === null) return false;
    this.put(open.number, withDraft(prediction, answer));
    return true;
  }

  pointAtLane(list: SlabList): void {
    const open = this.active ? this.open() : null;
    const prediction = open && this.state.predictions.get(open.number);
    const answer = ['full', 'partial', 'empty'][list] ?? '';
    if (!open || !prediction?.question.choices.some((choice) => choice.answer === answer)) return;
    void this.answer(open.number, prediction, answer);
  }

  // --- doing --------------------------------------------------------------------------------------

  async act(action: AskAction): Promise<void> {
    if (action.do === 'predict') return this.toMoment(action.task);
    const prediction = this.state.predictions.get(action.task);
    if (!prediction) return;
    switch (action.do) {
      case 'draft':
        return this.put(action.task, withDraft(prediction, action.answer));
      case 'answer':
        return this.answer(action.task, prediction, action.answer);
      case 'hint':
        return this.put(action.task, withHint(prediction));
      case 'show':
        return this.settle(action.task, shown(prediction));
      case 'why':
        return this.why(action.task, prediction, action.answer);
    }
  }

  /** To where the question is asked; if that is in sight already, nothing moves. */
  private async toMoment(task: number): Promise<void> {
    const ask = this.asks().find(({ number }) => number === task)?.task;
    const script = ask && (await this.course.figures.need(ask.figure));
    if (!ask || !script) return;
    await this.prepare();
    this.course.playground.select(null);
    if (!this.active) this.course.playground.seek(momentOf(ask, script));
  }

  private scriptOf(task: number): { readonly ask: Ask; readonly text: string } | null {
    const ask = this.asks().find(({ number }) => number === task)?.task;
    const { current } = this.course.figures;
    return ask && current ? { ask, text: current.text } : null;
  }

  private async answer(task: number, prediction: Prediction, answer: string): Promise<void> {
    const about = this.scriptOf(task);
    if (!about || answer.trim() === '') return;
    const { command } = prediction.question;
    const grade = await gradeAnswer(about.text, command, about.ask.kind, answer);
    if (isCourseError(grade)) return this.refuse(task, grade.error);
    const graded = withGrade({ ...prediction, draft: answer }, answer, grade);
    if (graded.ending) this.settle(task, graded);
    else this.put(task, graded);
  }

  private settle(task: number, prediction: Prediction): void {
    const { current } = this.course.figures;
    this.put(task, prediction);
    this.course.finish(task, prediction.ending ?? 'shown');
    if (!current) return;
    const { command, shownBy } = prediction.question;
    const script = runScriptOf(current);
    const next = this.open();
    const same = next && commandOf(next.task, script) === command;
    this.course.reveal(answeredAt(command, same ? shownBy : [], script));
  }

  private async why(task: number, { question }: Prediction, answer: string): Promise<void> {
    const about = this.scriptOf(task);
    if (!about) return;
    const grade = await gradeAnswer(about.text, question.command, about.ask.kind, answer);
    if (isCourseError(grade) || grade.verdict === 'right') return;
    this.course.store.set({ why: { task, answer, reason: grade.reason } });
  }
}

/**
 * The course of one playground: which lesson is open, how far it is read, and what the learner does
 * in its tasks. It moves the playground; elements show `store` and send {@link LessonAction}s.
 */
import { readSetting, writeSetting } from '../../base/storage.ts';
import { Store } from '../../base/store.ts';
import type { Position, Selection, SlabList } from '../../engine/snapshot-types.ts';
import { type LessonEntry, loadLessons } from '../../lessons/catalogue.ts';
import type { Part } from '../../lessons/lesson-types.ts';
import { comparePositions } from '../../lessons/limit.ts';
import { parseLesson } from '../../lessons/parse.ts';
import { type Ending, readProgress, withEnding, writeProgress } from '../../lessons/progress.ts';
import { currentTask, type NumberedTask, tasksOf } from '../../lessons/reading.ts';
import type { Language } from '../../messages/languages.ts';
import { message, needMessages } from '../../messages/messages.ts';
import type { CourseHook } from '../../session/course-hook-types.ts';
import type { LessonLink, SheetLink } from '../../session/link.ts';
import type { Playground } from '../../session/playground.ts';
import { start } from '../../session/position.ts';
import type { EventRow } from '../../session/view-types.ts';
import { Asking } from './asking.ts';
import { type CourseState, closedCourse } from './course-types.ts';
import { FigureView } from './figures.ts';
import type { LessonAction } from './lesson-events.ts';
import { Performing } from './performing.ts';
import { Trying } from './trying.ts';

const progressSetting = 'course';
const nothing = { number: 0, figures: [] };

/** What the parts of the course have in common. */
export interface CourseContext {
  readonly store: Store<CourseState>;
  readonly playground: Playground;
  readonly figures: FigureView;
  /** Shows the events up to a position, one after the other. */
  reveal(to: Position): void;
  finish(task: number, ending: Ending): void;
}

export class Course implements CourseHook, CourseContext {
  readonly store = new Store<CourseState>(closedCourse);
  readonly figures: FigureView;
  private readonly asking: Asking;
  private readonly performing: Performing;
  private readonly trying: Trying;
  private revealing: ReturnType<typeof setTimeout> | undefined;
  private readonly end: () => void;

  constructor(
    readonly playground: Playground,
    private readonly language: () => Language,
  ) {
    this.figures = new FigureView(playground, () => {
      const { lesson } = this.state;
      return lesson ? { number: lesson.number, figures: lesson.lesson.figures } : nothing;
    });
    this.asking = new Asking(this);
    this.performing = new Performing(this);
    this.trying = new Trying(this);
    this.store.set({ progress: readProgress(readSetting(progressSetting)) });
    playground.gate = (to) => this.gate(to);
    this.end = playground.store.subscribe(() => this.onPlayground());
  }

  get state(): CourseState {
    return this.store.value;
  }

  dispose(): void {
    clearTimeout(this.revealing);
    this.trying.dispose();
    this.end();
    this.playground.gate = (to) => to;
  }

  // --- opening ------------------------------------------------------------------------------------

  async open(link: LessonLink | SheetLink): Promise<void> {
    if (link.kind === 'sheet') return this.openSheet(link);
    this.playground.store.set({ sheet: null });
    await this.openLesson(link.lesson, link.figure, link.position);
  }

  /** A problem sheet over everything else; null: back to what was open. */
  private async openSheet(sheet: SheetLink | null): Promise<void> {
    await this.load();
    this.store.set({ contents: false });
    this.playground.store.set({ sheet });
    if (!sheet) await this.playground.openLink({ kind: 'none' }); // what was open stays
  }

  private async load(): Promise<readonly LessonEntry[]> {
    await Promise.all(['lessons', 'course'].map(needMessages));
    const lessons = await loadLessons(this.language());
    if (lessons !== this.state.lessons) this.store.set({ lessons });
    return lessons;
  }

  async openLesson(number: number, figure = '', position: Position = start): Promise<void> {
    const lessons = await this.load();
    const entry = lessons.find((lesson) => lesson.number === number) ?? lessons[0];
    if (!entry) return;
    const done = new Set(Object.keys(this.state.progress[entry.name] ?? {}).map(Number));
    await this.show(entry, done, figure, position);
    if (entry.number === number) return;
    const values = { number: String(number) };
    this.playground.problem(() => message('lesson.none', values));
  }

  /** A lesson from a file: what is wrong with it stands above it. */
  async openText(text: string): Promise<void> {
    await this.load();
    const parsed = parseLesson(text);
    await this.show({ number: 0, name: '', ...parsed }, new Set());
    const problems = await this.asking.check(parsed);
    this.store.set({ problems });
  }

  private async show(
    lesson: LessonEntry,
    done: ReadonlySet<number>,
    figure = '',
    position = start,
  ): Promise<void> {
    clearTimeout(this.revealing);
    const { lessons, progress } = this.state;
    this.store.set({ ...closedCourse, lessons, progress, lesson, done });
    const first = this.figures.figureOf(figure) ?? lesson.lesson.figures[0];
    if (first) await this.figures.need(first.name);
    await this.asking.prepare();
    const limit = this.limit();
    const beyond = limit !== null && comparePositions(position, limit) > 0;
    this.playground.seek(beyond ? limit : position);
  }

  /** Back to the free playground, which keeps what is open. */
  close(): void {
    clearTimeout(this.revealing);
    const { lessons, progress } = this.state;
    this.store.set({ ...closedCourse, lessons, progress });
  }

  /** Somebody opened something else. */
  private onPlayground(): void {
    const { open } = this.playground.state;
    if (this.state.lesson && open && !open.lesson && !this.playground.state.busy) this.close();
    else if (this.state.trying) void this.trying.check();
  }

  /** The same lesson, as far as it is read, in the language that is spoken now. */
  async translate(): Promise<void> {
    if (this.state.lessons.length === 0) return;
    const lessons = await this.load();
    const { lesson } = this.state;
    const same = lessons.find(({ name }) => lesson !== null && name === lesson.name);
    if (same && same !== lesson) this.store.set({ lesson: same });
  }

  // --- what is shown ------------------------------------------------------------------------------

  get task(): NumberedTask | null {
    const { lesson, done } = this.state;
    return lesson && currentTask(lesson.lesson, done);
  }

  /** The parts of the page that the figure needs; null: all of them. */
  get parts(): readonly Part[] | null {
    const { lesson } = this.state;
    if (!lesson) return null;
    const { open } = this.playground.state;
    return this.figures.figureOf(open?.lesson?.figure ?? '')?.show ?? [];
  }

  /** What may be told of the events: not what a question asks for. */
  rows(rows: readonly EventRow[]): readonly EventRow[] {
    const limit = this.limit();
    if (!limit) return rows;
    // The next command is told only where it really comes next.
    const inside = limit.event > 0;
    return rows.filter(
      ({ kind, state, position }) =>
        state !== 'next' || (kind === 'command' ? !inside : comparePositions(position, limit) <= 0),
    );
  }

  private limit(): Position | null {
    return this.performing.limit() ?? this.asking.limit();
  }

  private gate(to: Position): Position {
    const limit = this.limit();
    if (!limit || comparePositions(to, limit) <= 0) return to;
    this.playground.pause();
    this.store.set({ held: this.state.held + 1 });
    return limit;
  }

  // --- doing --------------------------------------------------------------------------------------

  /** Whether pointing at something answers a question or makes a move, instead of selecting it. */
  takes(selection: Selection): boolean {
    return this.performing.point(selection) || this.asking.point(selection);
  }

  /** A list of a cache answers where a list is asked for. */
  takesLane(list: SlabList): void {
    if (!this.performing.pointAtLane(list)) this.asking.pointAtLane(list);
  }

  /** Whether the figure stands where a question is asked. */
  ready(task: number): boolean {
    return this.asking.active && this.task?.number === task;
  }

  /** The call that the learner serves as the allocator. */
  servedCall(): string {
    return this.performing.call();
  }

  get takesPointing(): boolean {
    return this.performing.active || this.asking.active;
  }

  act(action: LessonAction): void {
    clearTimeout(this.revealing);
    void this.handle(action);
  }

  private async handle(action: LessonAction): Promise<void> {
    switch (action.do) {
      case 'go':
        return this.figures.go(action.go, action.figure);
      case 'lesson':
        return this.openLesson(action.number);
      case 'restart':
        return this.restart();
      case 'contents':
        return this.openContents(action.open);
      case 'record':
        return this.store.set({ recording: action.open, contents: false });
      case 'sheet':
        return this.openSheet(action.link);
      case 'forget':
        return this.forget();
      case 'leave':
        return this.close();
      case 'perform':
        return this.performing.start(action.task);
      case 'move':
        return this.performing.move(action.move);
      case 'review':
        return this.performing.review(action.move);
      case 'try':
        return this.trying.start(action.task);
      case 'skip':
        return this.finish(action.task, 'shown');
      default:
        return this.asking.act(action);
    }
  }

  async openContents(open: boolean): Promise<void> {
    if (open) await this.load();
    this.store.set({ contents: open });
  }

  /** The lesson once more; what was answered stays answered. */
  private async restart(): Promise<void> {
    const { lesson } = this.state;
    if (lesson) await this.show(lesson, new Set());
  }

  finish(task: number, ending: Ending): void {
    const { lesson, done, progress } = this.state;
    if (!lesson) return;
    const known = lesson.name ? withEnding(progress, lesson.name, task, ending) : progress;
    this.store.set({ done: new Set([...done, task]), progress: known, held: 0 });
    writeSetting(progressSetting, writeProgress(known));
    void this.asking.prepare();
  }

  private forget(): void {
    this.store.set({ progress: {} });
    writeSetting(progressSetting, writeProgress({}));
  }

  reveal(to: Position): void {
    clearTimeout(this.revealing);
    const { state } = this.playground;
    const at = state.scene?.snapshot.position;
    if (!at || comparePositions(at, to) >= 0) return;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.playground.seek(to);
      return;
    }
    this.playground.step('event', 1);
    const now = this.playground.state.scene?.snapshot.position;
    if (!now || comparePositions(now, at) <= 0) return;
    this.revealing = setTimeout(() => this.reveal(to), 350);
  }

  /** How many of a lesson's tasks are done, of how many. */
  progressOf({ name, lesson }: LessonEntry): { readonly done: number; readonly of: number } {
    const of = tasksOf(lesson).length;
    const known = Object.keys(this.state.progress[name] ?? {});
    return { done: known.filter((task) => Number(task) < of).length, of };
  }
}

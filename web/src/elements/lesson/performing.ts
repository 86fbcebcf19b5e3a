/** Tasks in which the learner makes the allocator's moves, event by event, on the figure. */
import type { EngineEvent, Position, Selection, SlabList } from '../../engine/snapshot-types.ts';
import {
  dueMove,
  type Exercise,
  isFinished,
  makeMove,
  positionAfterMove,
  positionBefore,
  scoreOf,
  startExercise,
} from '../../lessons/exercise.ts';
import type { Perform } from '../../lessons/lesson-types.ts';
import { comparePositions } from '../../lessons/limit.ts';
import type { Move } from '../../lessons/moves.ts';
import { pointedLane, pointedMove } from '../../lessons/pointed-move.ts';
import { tasksOf } from '../../lessons/reading.ts';
import { reasonFor } from '../../lessons/reasons.ts';
import { resolveCommands } from '../../lessons/resolve.ts';
import type { CourseContext } from './course.ts';

export class Performing {
  constructor(private readonly course: CourseContext) {}

  private get running() {
    return this.course.store.value.performing;
  }

  get active(): boolean {
    return this.running !== null && !isFinished(this.running.exercise);
  }

  private taskOf(number: number): Perform | null {
    const { lesson } = this.course.store.value;
    const found = lesson && tasksOf(lesson.lesson).find((task) => task.number === number)?.task;
    return found?.type === 'perform' ? found : null;
  }

  async start(number: number): Promise<void> {
    const task = this.taskOf(number);
    const script = task && (await this.course.figures.need(task.figure));
    if (!task || !script) return;
    const from = resolveCommands(task.from, script);
    const to = resolveCommands(task.to, script);
    if (!from.ok || !to.ok) return;
    const commands = [];
    for (let command = from.value.first; command <= to.value.last; command += 1) {
      commands.push({ command, events: this.eventsOf(command) });
    }
    const exercise = startExercise(commands, task.grading);
    this.course.store.set({ performing: { task: number, exercise, reason: null } });
    this.course.playground.select(null);
    this.toDue(exercise);
  }

  private eventsOf(command: number): readonly EngineEvent[] {
    return this.course.figures.current?.eventsOf(command) ?? [];
  }

  /** The figure shows everything that happened before the move that is due, and no more. */
  private toDue(exercise: Exercise): void {
    const due = dueMove(exercise);
    if (due) this.course.playground.seek(positionBefore(due));
  }

  limit(): Position | null {
    const due = this.running && this.course.figures.current && dueMove(this.running.exercise);
    return due ? positionBefore(due) : null;
  }

  call(): string {
    const due = this.running && dueMove(this.running.exercise);
    return due ? (this.course.figures.current?.textOf(due.command) ?? '') : '';
  }

  move(move: Move | null): void {
    const { running } = this;
    const due = running && dueMove(running.exercise);
    if (!running || !due) return;
    this.toDue(running.exercise); // the learner may have looked back
    const { scene } = this.course.playground.state;
    if (!scene) return;
    const { snapshot, slabs } = scene;
    const reason =
      move && reasonFor(due, move, { snapshot, slabs, events: this.eventsOf(due.command) });
    const exercise = makeMove(running.exercise, move, reason);
    const told = exercise.grading === 'each' ? reason : null;
    this.course.store.set({ performing: { ...running, exercise, reason: told } });
    if (exercise.done === running.exercise.done) return;
    this.course.playground.select(null);
    const after = positionAfterMove(due, this.eventsOf(due.command).length);
    if (isFinished(exercise)) this.finish(running.task, exercise, after);
    else this.toDue(exercise);
  }

  private finish(task: number, exercise: Exercise, after: Position): void {
    this.course.finish(task, scoreOf(exercise).shown > 0 ? 'shown' : 'right');
    this.course.playground.seek(after);
    this.course.reveal({ command: after.command + (after.event > 0 ? 1 : 0), event: 0 });
  }

  /** To the moment after a move of the model answer. */
  review(number: number): void {
    const move = this.running?.exercise.moves[number];
    if (!move) return;
    const to = positionAfterMove(move, this.eventsOf(move.command).length);
    this.course.playground.seek(to);
  }

  pointAtLane(list: SlabList): boolean {
    const due = this.running && dueMove(this.running.exercise);
    const move = due && pointedLane(due, list);
    if (move) this.move(move);
    return due !== null;
  }

  /** Pointing at the picture makes the move that fits; what fits no move selects as ever. */
  point(selection: Selection): boolean {
    const due = this.running && dueMove(this.running.exercise);
    const { scene } = this.course.playground.state;
    if (!due || !scene) return false;
    const at = comparePositions(scene.snapshot.position, positionBefore(due)) >= 0;
    const move = at ? pointedMove(due, selection, scene.snapshot) : null;
    if (move) this.move(move);
    return move !== null;
  }
}

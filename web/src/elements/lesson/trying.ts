/** Tasks in which the learner gives commands of their own, until something holds. */
import { EngineClient } from '../../engine/client.ts';
import { loadEngine } from '../../engine/load.ts';
import type { Until } from '../../lessons/lesson-types.ts';
import { tasksOf } from '../../lessons/reading.ts';
import { resolvePlace } from '../../lessons/resolve.ts';
import { diagnosticText } from '../../messages/sentence.ts';
import type { CourseContext } from './course.ts';

export class Trying {
  private checked = '';
  private engine: Promise<EngineClient> | null = null;

  constructor(private readonly course: CourseContext) {}

  dispose(): void {
    void this.engine?.then((engine) => engine.dispose());
    this.engine = null;
  }

  private taskOf(number: number): Until | null {
    const { lesson } = this.course.store.value;
    const found = lesson && tasksOf(lesson.lesson).find((task) => task.number === number)?.task;
    return found?.type === 'until' ? found : null;
  }

  async start(number: number): Promise<void> {
    const task = this.taskOf(number);
    const script = task && (await this.course.figures.need(task.figure));
    const from = task && script && resolvePlace(task.from, script);
    if (!task || !script || !from?.ok) return;
    this.checked = script.text;
    this.course.playground.select(null);
    this.course.playground.seek(from.value);
    this.course.store.set({ trying: { task: number, notYet: false, problem: '' } });
  }

  /** After each command the learner gave: does it hold now? */
  async check(): Promise<void> {
    const { trying, lesson } = this.course.store.value;
    const { open } = this.course.playground.state;
    const task = trying && this.taskOf(trying.task);
    if (!trying || !task || !open || open.lesson?.unchanged || open.text === this.checked) return;
    this.checked = open.text;
    const held = await this.holds(open.text, task.condition);
    const { value } = this.course.store;
    if (value.trying?.task !== trying.task || value.lesson !== lesson) return;
    if (held === true) {
      this.course.store.set({ trying: null });
      this.course.finish(trying.task, 'right');
    } else {
      const problem = typeof held === 'string' ? held : '';
      this.course.store.set({ trying: { ...trying, notYet: true, problem } });
    }
  }

  /** Runs the script with the condition as an expectation; a text: why it cannot be checked. */
  private async holds(text: string, condition: string): Promise<boolean | string> {
    this.engine ??= EngineClient.start(loadEngine);
    const engine = await this.engine;
    const problems = await engine.open(`${text}\nexpect ${condition}\n`);
    if (problems[0]) return diagnosticText(problems[0]);
    await engine.record();
    const last = engine.events(engine.commandCount() - 1).at(-1);
    return last?.kind === 'expect_met';
  }
}

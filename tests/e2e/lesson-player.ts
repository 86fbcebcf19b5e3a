/** Plays a lesson in the page as a learner would, knowing the answers from the engine. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { CourseQuestion } from '../../web/src/engine/course-types.ts';
import type { CourseModule } from '../../web/src/engine/types.ts';
import { phrasesOf } from '../../web/src/lessons/check.ts';
import { startExercise } from '../../web/src/lessons/exercise.ts';
import {
  type Ask,
  type Block,
  type Go,
  isTask,
  type Lesson,
  type Perform,
  type Until,
} from '../../web/src/lessons/lesson-types.ts';
import { commandOf } from '../../web/src/lessons/limit.ts';
import { type Move, moveValue } from '../../web/src/lessons/moves.ts';
import { parseLesson } from '../../web/src/lessons/parse.ts';
import { resolveCommands } from '../../web/src/lessons/resolve.ts';
import { type EngineScript, mustRun } from '../web/lessons/engine-scripts.ts';

const root = new URL('../../web/lessons/', import.meta.url);

export const lessonFiles = readdirSync(new URL('en/', root)).sort();
/** English first. */
export const languages = [
  'en',
  ...readdirSync(root).filter((name) => name !== 'en' && name !== 'figures'),
];

/** What a learner types to do the tasks that ask for commands of their own, by lesson. */
const solutions: Readonly<Record<string, readonly string[]>> = {
  '01-memory': ['free_pages(video)'],
  '02-kernel-pool': ['free_pages(p4)', 'free_pages(small)'],
  '05-buddies': ['free_pages(d)'],
  '07-fragmentation': ['free_pages(kept[1])', 'free_pages(kept[2])'],
  '08-objects': [
    'free = kmem_cache_alloc(inode); more = kmem_cache_alloc(inode); last = kmem_cache_alloc(inode)',
  ],
  '12-kmalloc': ['x = kmalloc(4097)'],
  '13-misuse': ['free_pages(a)', 'free_pages(a)'],
  '14-linux': ['kmem_cache_shrink(inode)'],
};

const pressed = (part: Locator): Locator => part.locator('[aria-pressed="true"]');

export class LessonPlayer {
  private readonly lesson: Lesson;
  private readonly scripts = new Map<string, EngineScript>();
  private readonly name: string;

  /** `hands`: with a real pointer, which waits for everything to be at rest; else by events. */
  constructor(
    private readonly page: Page,
    file: string,
    private readonly course: CourseModule,
    private readonly hands: boolean,
    language = 'en',
  ) {
    this.name = file.replace('.md', '');
    this.lesson = parseLesson(readFileSync(new URL(`${language}/${file}`, root), 'utf8')).lesson;
  }

  get title(): string {
    return this.lesson.title;
  }

  private click(at: Locator): Promise<void> {
    return this.hands ? at.click() : at.dispatchEvent('click');
  }

  private async script(figure: string): Promise<EngineScript> {
    let script = this.scripts.get(figure);
    if (!script) {
      script = await mustRun(readFileSync(new URL(`figures/${figure}.kmem`, root), 'utf8'));
      this.scripts.set(figure, script);
    }
    return script;
  }

  /** Every phrase, every question wrong and then right, every task, to the end. */
  async play(): Promise<void> {
    await this.page.locator('kmem-lesson h1').filter({ hasText: this.lesson.title }).waitFor();
    for (const [index, block] of this.lesson.blocks.entries()) {
      const part = this.page.locator(`kmem-lesson [data-block="${index}"]`);
      await part.waitFor();
      await this.readPhrases(part, block);
      if (isTask(block)) {
        const { length } = this.lesson.blocks;
        const shown = await this.page.locator('kmem-lesson [data-block]').count();
        expect(shown, 'what follows an open task is hidden').toBe(Math.min(index + 1, length));
      }
      if (block.type === 'ask') await this.answer(part, block);
      if (block.type === 'perform') await this.perform(part, block);
      if (block.type === 'until') await this.tryOut(part, block);
    }
    await this.page.locator('kmem-lesson .end').waitFor();
  }

  private async readPhrases(part: Locator, block: Block): Promise<void> {
    const phrases: Go[] = phrasesOf(block);
    expect(await part.locator('.phrase').count()).toBe(phrases.length);
    for (const [index, { place }] of phrases.entries()) {
      const phrase = part.locator('.phrase').nth(index);
      await this.click(phrase);
      if (place) await part.locator('.phrase').nth(index).and(pressed(part)).waitFor();
    }
  }

  // --- questions ----------------------------------------------------------------------------------

  private async answer(part: Locator, ask: Ask): Promise<void> {
    const script = await this.script(ask.figure);
    const command = commandOf(ask, script);
    const question: CourseQuestion = JSON.parse(
      this.course.question(script.text, command, ask.kind),
    );
    const card = part.locator('kmem-predict');
    await card.locator('.go, input, [data-answer]').first().waitFor();
    if (await card.locator('.go').count()) await this.click(card.locator('.go'));
    await card.locator('input, [data-answer]').first().waitFor();
    const wrong = question.choices.find(({ answer }) => answer !== question.answer);
    if (!wrong) throw new Error(`${ask.kind} has one choice only`);
    await this.give(card, wrong.answer);
    await card.locator('.wrong').waitFor();
    for (let hint = 0; hint < 3; hint += 1) await this.click(card.locator('.hint'));
    expect(await card.locator('.hints li').count()).toBe(3);
    expect(await card.locator('.hint').count()).toBe(0);
    await this.give(card, question.answer);
    await card.locator('.result').waitFor();
    await this.click(card.locator('.why').first());
    await card.locator('.wrong').waitFor();
  }

  private async give(card: Locator, answer: string): Promise<void> {
    const button = card.locator(`[data-answer="${answer}"]`);
    if (await button.count()) return this.click(button);
    await card.locator('input').fill(answer);
    await card.locator('input').press('Enter');
  }

  // --- the learner as the allocator ----------------------------------------------------------------

  private async perform(part: Locator, task: Perform): Promise<void> {
    const script = await this.script(task.figure);
    const from = resolveCommands(task.from, script);
    const to = resolveCommands(task.to, script);
    if (!from.ok || !to.ok) throw new Error('the task is about nothing');
    const commands = [];
    for (let command = from.value.first; command <= to.value.last; command += 1) {
      commands.push({ command, events: script.eventsOf(command) });
    }
    const { moves } = startExercise(commands, task.grading);
    const card = part.locator('kmem-perform');
    await this.click(card.locator('button.main'));
    await card.locator('.moves').waitFor();
    await this.wrongMove(card, moves[0] as Move, task.grading);
    for (const move of moves.slice(task.grading === 'end' ? 1 : 0)) await this.move(card, move);
    await card.locator('.result').waitFor();
    expect(await card.locator('.model li').count()).toBe(moves.length);
    expect(await card.locator('.missed').count()).toBe(1);
    await this.click(card.locator('.model button').first());
  }

  private async wrongMove(card: Locator, due: Move, grading: Perform['grading']): Promise<void> {
    const other = card.locator(`.moves button[data-move]:not([data-move="${due.name}"])`).first();
    if (await other.count()) await this.click(other);
    else await this.move(card, { name: due.name, value: due.value + 1 });
    if (grading === 'each') await card.locator('.wrong').waitFor();
    else expect(await card.locator('.wrong').count()).toBe(0);
  }

  private async move(card: Locator, { name, value }: Move): Promise<void> {
    const place = card.locator(`.moves [data-move="${name}"]`);
    const kind = moveValue[name];
    if (!kind) await this.click(place);
    else if (kind === 'list' || kind === 'size') {
      await this.click(place.locator(`[data-value="${value}"]`));
    } else {
      await place.locator('input').fill(String(value));
      await place.locator('input').press('Enter');
    }
  }

  private async tryOut(part: Locator, _task: Until): Promise<void> {
    const card = part.locator('kmem-try');
    await this.click(card.locator('.start'));
    const typed = card.locator('#typed');
    const steps = solutions[this.name] ?? [];
    for (const [index, command] of steps.entries()) {
      await typed.fill(command);
      await typed.press('Enter');
      if (index < steps.length - 1) await card.locator('.wrong').waitFor();
    }
    await card.locator('.result').waitFor();
  }
}

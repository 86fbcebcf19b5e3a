/** The figures of the lesson that is open: their scripts, and the playground that shows them. */
import type { Position } from '../../engine/snapshot-types.ts';
import { loadFigure } from '../../lessons/catalogue.ts';
import type { Figure, Go, Place } from '../../lessons/lesson-types.ts';
import { comparePositions } from '../../lessons/limit.ts';
import { type RunScript, resolvePlace } from '../../lessons/resolve.ts';
import { scenarioText } from '../../session/default-scenario.ts';
import type { Playground } from '../../session/playground.ts';
import { start } from '../../session/position.ts';
import type { OpenScenario } from '../../session/state-types.ts';
import { selectionOf } from './pointing.ts';

/** The script of a figure: in the lesson itself, shared by lessons, or from the gallery. */
export async function figureText({ name, text }: Figure): Promise<string | null> {
  return text ?? (await loadFigure(name)) ?? (await scenarioText(name));
}

/** Asks the engine once for each command: places are looked up at every step. */
function remembered<T>(ask: (command: number) => T): (command: number) => T {
  const known = new Map<number, T>();
  return (command) => {
    const value = known.get(command) ?? ask(command);
    known.set(command, value);
    return value;
  };
}

const scripts = new WeakMap<OpenScenario, RunScript>();

export function runScriptOf(open: OpenScenario): RunScript {
  const { text, commands, textOf, lineOf, eventsOf } = open;
  const script = scripts.get(open) ?? {
    text,
    commands,
    textOf: remembered(textOf),
    lineOf: remembered(lineOf),
    kindsOf: remembered((command) => eventsOf(command).map(({ kind }) => kind)),
  };
  scripts.set(open, script);
  return script;
}

export class FigureView {
  constructor(
    private readonly playground: Playground,
    private readonly lesson: () => { readonly number: number; readonly figures: readonly Figure[] },
  ) {}

  /** The figure that is open, as the lesson has it; null if the learner has changed it. */
  get current(): OpenScenario | null {
    const { open } = this.playground.state;
    return open?.lesson?.unchanged ? open : null;
  }

  isOpen(figure: string): boolean {
    return this.current?.lesson?.figure === this.linkName(figure);
  }

  /** In links, the first figure needs no name. */
  private linkName(figure: string): string {
    return this.lesson().figures[0]?.name === figure ? '' : figure;
  }

  figureOf(linkName: string): Figure | null {
    const { figures } = this.lesson();
    return (linkName ? figures.find(({ name }) => name === linkName) : figures[0]) ?? null;
  }

  /** Opens a figure, unless it is open as it should be. */
  async need(name: string, position: Position = start): Promise<RunScript | null> {
    const figure = this.lesson().figures.find((known) => known.name === name);
    const text = figure && (await figureText(figure));
    if (!figure || text === null || text === undefined) return null;
    if (!this.isOpen(name) || this.current?.text !== text) await this.open(name, text, position);
    return this.current && runScriptOf(this.current);
  }

  private async open(name: string, text: string, position: Position): Promise<void> {
    const { number } = this.lesson();
    const changed = this.playground.state.open?.lesson?.unchanged === false;
    const lesson = {
      lesson: number > 0 ? String(number) : '',
      figure: this.linkName(name),
      unchanged: true,
    };
    await this.playground.openText(text, { lesson, position, keep: changed });
  }

  async go({ place, pointing }: Go, figure: string): Promise<void> {
    const script = await this.need(figure);
    if (!script) return;
    this.playground.pause();
    if (place) this.seek(place, script);
    const { scene } = this.playground.state;
    this.playground.select(pointing && scene ? selectionOf(pointing, scene.snapshot) : null);
  }

  private seek(place: Place, script: RunScript): void {
    const position = resolvePlace(place, script);
    if (position.ok) this.playground.seek(position.value);
  }

  /** Whether the figure stands where a phrase leads. */
  isAt({ place }: Go, figure: string): boolean {
    const { current } = this;
    const at = this.playground.state.scene?.snapshot.position;
    if (!place || !current || !at || !this.isOpen(figure)) return false;
    const position = resolvePlace(place, runScriptOf(current));
    return position.ok && comparePositions(position.value, at) === 0;
  }
}

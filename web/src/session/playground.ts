/**
 * One playground: the engine, the state, and everything a reader can do with it. Elements show
 * `store` and call these methods; nothing else changes the state.
 */
import { Store } from '../base/store.ts';
import type { EngineClient, LoadEngine } from '../engine/client.ts';
import type { Position, Selection } from '../engine/snapshot-types.ts';
import type { Diagnostic } from '../engine/tables.ts';
import { message } from '../messages/messages.ts';
import type { CourseHook } from './course-hook-types.ts';
import { defaultPlace, scenarioText } from './default-scenario.ts';
import { type DocumentState, History } from './history.ts';
import type { Choice } from './language.ts';
import type { Link } from './link.ts';
import { describeOpened, type Origin } from './opened.ts';
import { Player } from './player.ts';
import {
  clampPosition,
  eventNumber,
  nextCommandOf,
  samePosition,
  start,
  stepped,
} from './position.ts';

import { makeScene } from './scene.ts';
import { Speech } from './speech.ts';
import {
  type Draft,
  initialState,
  type Notice,
  type PlaygroundState,
  type Scene,
} from './state-types.ts';
import { type Ahead, scenesAhead } from './strip.ts';
import type { Detail, FreeRequest } from './view-types.ts';
import { Workbench } from './workbench.ts';

interface OpenOptions extends Origin {
  readonly position?: Position;
  /** Keep what is open now for Undo. */
  readonly keep?: boolean;
}

export class Playground {
  readonly store = new Store<PlaygroundState>(initialState);
  /** What opens lessons and problem sheets, where there is a course. */
  course: CourseHook | null = null;
  /** How far a step may go: a question that is open hides what comes after it. */
  gate: (to: Position) => Position = (to) => to;
  private readonly history = new History();
  private readonly speech = new Speech(this.store);
  private readonly bench: Workbench;
  private readonly player = new Player(() => this.playOn());

  constructor(load: LoadEngine) {
    this.bench = new Workbench(load, this.store, (client) => this.showLeft(client));
  }

  get state(): PlaygroundState {
    return this.store.value;
  }

  /** Ends everything and gives the engine's memory back. */
  dispose(): void {
    this.pause();
    this.bench.dispose();
  }

  // --- opening --------------------------------------------------------------------------------

  /** Opens what a link says; a bad link opens the default and says what is wrong with it. */
  async openLink(link: Link, keep = false): Promise<void> {
    if (link.kind === 'error') {
      const instead = !this.state.open;
      await this.openDefault();
      return this.problem(() => {
        const why = message(`told.link.${link.why}`);
        return instead ? message('told.link.instead', { why }) : why;
      });
    }
    if (link.kind === 'lesson' || link.kind === 'sheet') {
      return this.course ? this.course.open(link) : this.openDefault();
    }
    if (link.kind === 'none') return this.openDefault();
    const position = link.position;
    if (link.kind === 'scenario') return this.openScenario(link.name, { position, keep });
    await this.openText(link.text, { position, keep });
    if (this.state.open) return;
    const draft = this.state.draft; // the link's text has errors: show them over the example
    await this.openDefault();
    this.store.set({ draft });
  }

  private async openDefault(): Promise<void> {
    if (this.state.open) return;
    await this.openScenario(defaultPlace.name, { position: defaultPlace.position });
  }

  async openScenario(name: string, options: OpenOptions = {}): Promise<void> {
    const text = await scenarioText(name);
    if (text !== null) return this.openText(text, { ...options, name });
    this.problem(() => message('told.no_scenario', { name }));
    if (name !== defaultPlace.name) await this.openDefault();
  }

  /** Opens a text. One with errors becomes the draft, with its diagnostics; nothing is lost. */
  async openText(text: string, options: OpenOptions = {}): Promise<void> {
    await this.bench.run(
      this.speech.say(() => message('busy.opening')),
      async (signal, progress) => {
        const former = this.document();
        const client = await this.bench.engine();
        const problems = await client.open(text, { signal, onProgress: (s) => progress(s / 2) });
        if (problems.length > 0) return this.refuseText(text, problems);
        if (options.keep && former) this.remember(former);
        await this.recordAll(client, signal, progress);
        this.showOpened(client, text, options);
      },
    );
  }

  private refuseText(text: string, diagnostics: readonly Diagnostic[]): void {
    this.needReasons();
    this.store.set({ draft: { text, checked: text, diagnostics } });
  }

  private async recordAll(
    client: EngineClient,
    signal: AbortSignal,
    progress: (share: number) => void,
  ): Promise<void> {
    const stopped = await this.bench.record(client, signal, progress);
    if (stopped) this.notify(() => message('told.stopped', stopped));
  }

  /** Newer work called the recording off and came to nothing: what was recorded is shown. */
  private showLeft(client: EngineClient): void {
    this.readOpened(client, client.text(), {});
    client.seek(start);
    this.look('');
  }

  private showOpened(client: EngineClient, text: string, options: OpenOptions): void {
    this.pause();
    this.readOpened(client, text, options);
    client.seek(clampPosition(options.position ?? start, this.ends()));
    this.store.set({ draft: null, commandProblems: [], selection: null, crash: null });
    this.look('');
  }

  private readOpened(client: EngineClient, text: string, options: OpenOptions): void {
    this.bench.held = false;
    const untitled = this.speech.say(() => message('app.untitled'));
    this.store.set({ open: describeOpened(client, text, { ...options, untitled }) });
  }

  /** Opens a file that was picked or dropped: a scenario, or a kernel trace. */
  async openFile(file: File): Promise<void> {
    const { recogniseFile, refuseFile } = await import('./import.ts');
    const kind = await recogniseFile(file);
    const refusal = () => refuseFile(file, kind) ?? '';
    if (refusal()) return this.problem(refusal);
    if (kind === 'trace') return this.openTrace(file);
    if (kind === 'lesson' && this.course) {
      return this.course.openText(await file.text(), file.name);
    }
    await this.openText(await file.text(), { title: file.name, keep: true });
  }

  private async openTrace(file: File): Promise<void> {
    let text = '';
    await this.bench.run(
      this.speech.say(() => message('busy.reading', { name: file.name })),
      async (signal, progress) => {
        const { importTrace } = await import('../engine/importer.ts');
        const { textPieces } = await import('./import.ts');
        const made = await importTrace(textPieces(file, progress), signal);
        text = made.text;
        this.store.set({ report: { name: file.name, text: made.report } });
      },
    );
    if (text) await this.openText(text, { title: file.name, keep: true });
  }

  // --- travelling -----------------------------------------------------------------------------

  seek(to: Position): void {
    this.move(clampPosition(to, this.ends()));
  }

  /** One event or one command, forward (1) or back (-1). */
  step(unit: 'event' | 'command', by: 1 | -1): void {
    const at = this.state.scene?.snapshot.position;
    if (at) this.seek(stepped(at, unit, by, this.ends()));
  }

  /** To the moment after a line of the script, from 1, has run: the next time it runs. */
  seekLine(line: number): void {
    const { open, scene } = this.state;
    if (!open || !scene) return;
    const command = nextCommandOf(open, scene.place.command + 1, line);
    if (command >= 0) this.seek({ command: command + 1, event: 0 });
  }

  private move(wanted: Position): void {
    const from = this.state.scene?.snapshot.position;
    const to = this.gate(wanted);
    if (this.bench.held || !from || samePosition(from, to)) return;
    const back = eventNumber(to, this.ends()) < eventNumber(from, this.ends());
    this.bench.use((client) => {
      client.seek(to);
      this.look(back ? 'back' : 'forward');
    });
  }

  /** Reads the machine at the position, for everyone to see. */
  private look(direction: PlaygroundState['direction']): void {
    this.bench.use((client) => {
      const scene = this.speech.say(() => makeScene(client, this.ends()));
      const selection = this.state.selection;
      this.store.set({ scene, direction, detail: this.openUp(client, selection) });
      if (scene.untold) this.needReasons();
    });
  }

  private needReasons(): void {
    this.speech.needReasons(() => this.look(this.state.direction));
  }

  /** What follows from here, without going there. */
  ahead(wanted: Ahead): readonly Scene[] {
    let scenes: readonly Scene[] = [];
    this.bench.use((client) => {
      scenes = this.speech.say(() => scenesAhead(client, this.ends(), wanted, this.gate));
    });
    return scenes;
  }

  private ends(): Uint32Array {
    return this.state.open?.ends ?? new Uint32Array();
  }

  get atEnd(): boolean {
    return this.state.scene?.snapshot.position.command === this.state.open?.commands;
  }

  play(): void {
    if (!this.state.scene || this.state.playing) return;
    if (this.atEnd) this.seek(start);
    this.store.set({ playing: true });
    this.player.start();
  }

  pause(): void {
    this.player.stop();
    if (this.state.playing) this.store.set({ playing: false });
  }

  private playOn(): boolean {
    this.step('event', 1);
    if (this.atEnd || this.state.crash) this.pause();
    return this.state.playing;
  }

  // --- pointing -------------------------------------------------------------------------------

  select(selection: Selection | null): void {
    this.bench.use((client) => {
      this.store.set({ selection, detail: this.openUp(client, selection) });
    });
  }

  private openUp(client: EngineClient, selection: Selection | null): Detail | null {
    if (selection?.type === 'object') return client.slab(selection.pfn);
    if (selection?.type !== 'block') return null;
    return client.slab(selection.pfn) ?? client.block(selection.pfn);
  }

  // --- acting ---------------------------------------------------------------------------------

  /** Carries out commands at the position. What followed is dropped, and can be brought back. */
  async act(text: string): Promise<boolean> {
    const former = this.document();
    const open = this.state.open;
    if (!former || !open || this.bench.busy) return false;
    this.pause();
    const { command, event } = former.position;
    const dropped = open.commands - command - (event > 0 ? 1 : 0);
    let done = false;
    await this.bench.run(
      this.speech.say(() => message('busy.running')),
      async (signal, progress) => {
        const client = await this.bench.engine();
        const commandProblems = client.act(text);
        this.store.set({ commandProblems });
        if (commandProblems.length > 0) return this.needReasons();
        this.remember(former);
        await this.recordAll(client, signal, progress);
        const lesson = open.lesson && { ...open.lesson, unchanged: false };
        this.readOpened(client, client.text(), { lesson, title: open.title });
        client.seek({ command: this.ends().length, event: 0 });
        this.look('forward');
        done = true;
      },
    );
    if (done && dropped > 0) this.sayDropped(dropped);
    return done;
  }

  private sayDropped(dropped: number): void {
    this.store.set({
      notice: {
        text: this.speech.say(() => message('told.dropped', { n: dropped })),
        tone: 'plain',
        action: { label: this.speech.say(() => message('app.undo')), run: () => void this.undo() },
      },
    });
  }

  async free({ pfn, offset }: FreeRequest): Promise<void> {
    let command = '';
    this.bench.use((client) => {
      command = client.freeCommand(pfn, offset);
    });
    if (command) await this.act(command);
    else this.problem(() => message('told.nothing_starts', { pfn }));
  }

  private document(): DocumentState | null {
    const { open, scene } = this.state;
    if (!open || !scene) return null;
    const { name, lesson, text } = open;
    return { name, lesson, text, position: scene.snapshot.position };
  }

  private remember(document: DocumentState): void {
    this.history.push(document);
    this.store.set({ undoable: this.history.size });
  }

  async undo(): Promise<void> {
    const former = this.history.pop();
    if (!former) return;
    this.store.set({ undoable: this.history.size, notice: null });
    await this.openText(former.text, former);
  }

  // --- editing --------------------------------------------------------------------------------

  edit(): void {
    this.pause();
    const text = this.state.open?.text ?? '';
    this.store.set({ draft: { text, checked: text, diagnostics: [] } });
  }

  setDraft(text: string): void {
    const draft: Draft = this.state.draft ?? { text, checked: text, diagnostics: [] };
    this.store.set({ draft: { ...draft, text } });
  }

  discardDraft(): void {
    this.store.set({ draft: null });
  }

  async runDraft(): Promise<void> {
    const text = this.state.draft?.text;
    if (text !== undefined) await this.openText(text, { keep: true });
  }

  // --- telling --------------------------------------------------------------------------------

  /** From now on everything is told in this language, also what stands there already. */
  speak(choice: Choice): Promise<void> {
    return this.speech.speak(choice, () => this.look(this.state.direction));
  }

  notify(text: () => string, tone: Notice['tone'] = 'plain'): void {
    this.store.set({ notice: { text: this.speech.say(text), tone } });
  }

  problem(text: () => string): void {
    this.notify(text, 'problem');
  }

  dismiss(what: 'notice' | 'report'): void {
    this.store.set(what === 'notice' ? { notice: null } : { report: null });
  }

  /** After a crash: a new engine, and the first example. */
  async restart(): Promise<void> {
    this.bench.reset();
    const { language, languageChosen, undoable } = this.state;
    this.store.set({ ...initialState, language, languageChosen, undoable });
    await this.openDefault();
  }
}

/**
 * One engine, with plain data in and out. Every call goes through {@link EngineClient.call}: the
 * engine aborts when a check of ours fails, and from then on it must not be touched.
 */
import { breathe, inSlices, type SliceOptions } from '../base/slices.ts';
import { needMessages } from '../messages/messages.ts';
import { decodeEvents } from './events.ts';
import { needsLinux } from './needs-linux.ts';
import { type ReadLinux, readBlock, readSlab, readSnapshot } from './snapshot.ts';
import type { BlockDetail, EngineEvent, Position, SlabDetail, Snapshot } from './snapshot-types.ts';
import { type Diagnostic, parseDiagnostics, parseTables, type Tables } from './tables.ts';
import type { EngineSession, LinuxEngineSession } from './types.ts';

/** The engine stopped in the middle of something. A defect of ours, with what is known of it. */
export class EngineCrash extends Error {
  constructor(
    override readonly cause: unknown,
    /** What the engine printed before it stopped. */
    readonly printed: readonly string[],
  ) {
    super(printed.at(-1) ?? String(cause));
    this.name = 'EngineCrash';
  }
}

/** Which module: the small one, or the one with the profiles of Linux, which can do all. */
export type EngineKind = 'textbook' | 'linux';

export type LoadEngine = (
  print: (line: string) => void,
  kind: EngineKind,
) => Promise<EngineSession>;

export class EngineClient {
  /** Of the module in use. */
  tables: Tables;
  private session: EngineSession | null;
  private crash: EngineCrash | null = null;

  private kind: EngineKind = 'textbook';
  private readLinux: ReadLinux | undefined;

  private constructor(
    session: EngineSession,
    private readonly load: LoadEngine,
    private readonly printed: string[],
  ) {
    this.tables = parseTables(session.tables());
    this.session = session;
  }

  static async start(load: LoadEngine): Promise<EngineClient> {
    const printed: string[] = [];
    const print = (line: string) => printed.push(line);
    return new EngineClient(await load(print, 'textbook'), load, printed);
  }

  /** A session that can open the text: this one, or a new one of the larger module. */
  private async sessionFor(text: string): Promise<EngineSession> {
    if (this.kind === 'linux' || !needsLinux(text)) return this.call((s) => s);
    const print = (line: string) => this.printed.push(line);
    const [session, { readLinux }] = await Promise.all([
      this.load(print, 'linux'),
      import('./linux.ts'),
      needMessages('linux'),
    ]);
    this.readLinux = readLinux;
    return session;
  }

  /** Lets go of the instance, and so of its memory. Nothing may be called after it. */
  dispose(): void {
    this.session = null;
  }

  private call<T>(use: (session: EngineSession) => T, session = this.session): T {
    if (this.crash) throw this.crash;
    if (!this.session || !session) throw new Error('the engine was disposed');
    try {
      return use(session);
    } catch (cause) {
      this.crash = new EngineCrash(cause, this.printed.slice(-20));
      throw this.crash;
    }
  }

  /**
   * Opens a scenario; the former one stays until this succeeds. Returns what is wrong with the text,
   * nothing if it is open. `onProgress` gets the share parsed.
   */
  async open(
    text: string,
    options: { signal?: AbortSignal | undefined; onProgress?: (share: number) => void } = {},
  ): Promise<readonly Diagnostic[]> {
    const opening = await this.sessionFor(text);
    const call = <T>(use: (session: EngineSession) => T) => this.call(use, opening);
    call((s) => s.beginOpen(text));
    await breathe(); // handing a long text over is a slice of its own
    const length = Math.max(1, text.length);
    await inSlices((n) => call((s) => s.continueOpen(n)), {
      signal: options.signal,
      onSlice: () => options.onProgress?.(Math.min(1, call((s) => s.openProgress()) / length)),
    });
    if (!call((s) => s.finishOpen())) return call((s) => parseDiagnostics(s.diagnostics()));
    if (opening !== this.session) {
      this.kind = 'linux';
      this.tables = call((s) => parseTables(s.tables()));
    }
    this.session = opening;
    return [];
  }

  /** Runs the rest of the program, to know its events. */
  async record(options: SliceOptions = {}): Promise<void> {
    await inSlices(
      (n) => this.call((s) => s.record(n) > 0 && s.recorded() < s.commandCount()),
      options,
    );
  }

  /** Carries out commands at the position. Returns what is wrong with them, nothing if done. */
  act(text: string): readonly Diagnostic[] {
    return this.call((s) => (s.act(text) ? [] : parseDiagnostics(s.diagnostics())));
  }

  seek(to: Position): void {
    this.call((s) => s.seek(to.command, to.event));
  }

  seekEvent(n: number): void {
    this.call((s) => s.seekEvent(n));
  }

  text(): string {
    return this.call((s) => s.text());
  }

  title(): string {
    return this.call((s) => s.title());
  }

  commandCount(): number {
    return this.call((s) => s.commandCount());
  }

  /** Commands whose events are known: only these can be reached. */
  recorded(): number {
    return this.call((s) => s.recorded());
  }

  /** For each recorded command, the events up to and including it. */
  eventEnds(): Uint32Array {
    return this.call((s) => s.eventEnds());
  }

  commandText(command: number): string {
    return this.call((s) => s.commandText(command));
  }

  commandLine(command: number): number {
    return this.call((s) => s.commandLine(command));
  }

  events(command: number): EngineEvent[] {
    return this.call((s) => decodeEvents(s.events(command), this.tables.kinds));
  }

  snapshot(): Snapshot {
    const readLinux = this.kind === 'linux' ? this.readLinux : undefined;
    return this.call((s) => readSnapshot(s, readLinux));
  }

  slab(pfn: number): SlabDetail | null {
    return this.call((s) => readSlab(s, pfn));
  }

  block(pfn: number): BlockDetail | null {
    return this.call((s) => readBlock(s, pfn));
  }

  freeCommand(pfn: number, offset: number): string {
    return this.call((s) => s.freeCommand(pfn, offset));
  }

  cacheName(cache: number): string {
    return this.call((s) => s.cacheName(cache));
  }

  noteText(note: number): string {
    return this.call((s) => s.noteText(note));
  }

  /** A text of the kernel, such as `buddyinfo`, of the position; '' if there is none of this name. */
  procText(name: string): string {
    return this.call((s) => s.procText(name));
  }

  /** Linux: the lines that the kernel's tracepoints would print of a command; else ''. */
  traceText(command: number): string {
    return this.call((s) =>
      'linuxTrace' in s ? (s as LinuxEngineSession).linuxTrace(command) : '',
    );
  }

  expectText(expectation: number): string {
    return this.call((s) => s.expectText(expectation));
  }
}

/**
 * The boundary to the engine, by hand: what `Session` of the built module offers, and the tables
 * both sides share. A test compares this file with the module. Numbers are unsigned 32-bit unless
 * said otherwise; arrays are copies that belong to the caller.
 */

/** One engine: what `session.ts` makes of an instance of the module. */
export interface EngineSession {
  /** JSON: `{"events": [[name, order, small, main]], "errcs": [name], "version": 1}`. */
  tables(): string;

  beginOpen(text: string): void;
  continueOpen(statements: number): boolean;
  finishOpen(): boolean;
  openProgress(): number;
  /** JSON of {@link Diagnostic}[]. */
  diagnostics(): string;
  text(): string;
  title(): string;

  record(commands: number): number;
  commandCount(): number;
  recorded(): number;
  eventCount(): number;
  eventEnds(): Uint32Array;
  seek(command: number, event: number): void;
  seekEvent(n: number): void;
  positionCommand(): number;
  positionEvent(): number;
  act(text: string): boolean;

  commandText(command: number): string;
  commandLine(command: number): number;
  /** Two words per event: `kind | order << 8 | small << 16`, then `main`. */
  events(command: number): Uint32Array;
  noteText(note: number): string;
  expectText(expectation: number): string;

  frames(): number;
  pageSize(): number;
  topOrder(): number;
  frameStates(): Uint8Array;
  areas(): Uint32Array;
  freeList(order: number, limit: number): Uint32Array;
  ledger(): Float64Array;
  counters(): Float64Array;
  caches(): Uint32Array;
  cacheName(cache: number): string;
  slabs(cache: number, list: number, limit: number): Uint32Array;
  slab(pfn: number): Uint32Array;
  block(pfn: number): Uint32Array;
  liveHandles(limit: number): Uint32Array;
  handleName(handle: number): string;
  freeCommand(pfn: number, offset: number): string;
  procText(name: string): string;
}

/**
 * What a session of the module `kmem_linux` has besides: it is the same engine with the profiles of
 * Linux linked in, downloaded when a scenario says `profile linux-…`. In other profiles the answers
 * are empty. What the words are: engine/wasm/session.h; `linux.ts` reads them.
 */
export interface LinuxMethods {
  linuxNode(): Uint32Array;
  linuxZones(): Uint32Array;
  linuxRuns(): Uint32Array;
  linuxLists(limit: number): Uint32Array;
  linuxPercpu(limit: number): Uint32Array;
  linuxIndices(): Uint32Array;
  linuxPageblocks(zone: number): Uint32Array;
  linuxTypes(): Uint8Array;
  /** The lines that the kernel's own tracepoints would print of a command. */
  linuxTrace(command: number): string;
}

export type LinuxEngineSession = EngineSession & LinuxMethods;

/** The methods of a session that answer with an array, as the module has them. */
type ArraysAsAddresses<Session = EngineSession> = {
  [Method in keyof Session]: Session[Method] extends (...args: infer Arguments) => ArrayBufferView
    ? (...args: Arguments) => number
    : Session[Method];
};

/**
 * The built module. An instance is one session, whose methods are plain functions: that takes less
 * of Embind than a class. In place of an array it gives the address where the array lies until
 * the next call.
 */
export interface EngineModule extends ArraysAsAddresses, Partial<ArraysAsAddresses<LinuxMethods>> {
  /** Bytes of the array that was asked for last. */
  answerBytes(): number;
  /** The memory; another view after it has grown. */
  readonly HEAPU8: Uint8Array;
}

/** The importer of kernel traces: feed all pieces, finish, then take text until it is empty. */
export interface ImportSession {
  feed(piece: string): void;
  finish(): void;
  /** The next lines of the scenario, up to `commands` commands. */
  takeText(commands: number): string;
  report(): string;
  delete(): void;
}

/** The importer's module, downloaded when somebody opens a trace. */
export interface ImportModule {
  ImportSession: new () => ImportSession;
}

/** Questions about one scenario; what it answers is JSON: ask-types.ts. */
export interface AskSession {
  /** Parses some statements of the text. True while there is more to do. */
  parse(statements: number): boolean;
  /** Was the text parsed without an error? */
  ready(): boolean;
  history(samples: number): string;
  whyBlock(command: number, event: number, pfn: number): string;
  whyObject(command: number, event: number, pfn: number, object: number): string;
  whyEvent(command: number, event: number): string;
  whyNot(command: number, event: number, pfnA: number, pfnB: number): string;
  startRace(contenders: number, samples: number): number;
  recordRace(commands: number): number;
  approachRace(position: number, budget: number): number;
  raceSeries(): string;
  raceAt(position: number, columns: number): string;
  raceSearch(a: number, b: number, from: number, kinds: number, budget: number): string;
  delete(): void;
}

/**
 * The course's module, downloaded with the first lesson or problem sheet. Its functions keep
 * nothing; what they answer is JSON: course-types.ts.
 */
export interface CourseModule {
  AskSession: new (text: string) => AskSession;
  /** `[{"kind": "which_block", "form": "frame"}, …]` */
  kinds(): string;
  question(script: string, command: number, kind: string): string;
  grade(script: string, command: number, kind: string, answer: string): string;
  sheet(seed: number, topic: string, level: number, count: number): string;
}

/**
 * A stand-in for the engine, small enough to be obviously right: a script of lines, each of which
 * is a command with as many events as the number it starts with. `bad` lines do not parse, and
 * `crash` aborts as a failed check does.
 */
import type { EngineSession } from '../../web/src/engine/types.ts';

const lookKind = 2;
const kinds = ['alloc_pages', 'round_up', 'look'];

export class FakeSession implements Partial<EngineSession> {
  private lines: string[] = [];
  private opening: string | null = null;
  private parsed = 0;
  private problems = '[]';
  private done = 0;
  private at = 0;
  beginOpen(text: string) {
    this.opening = text;
    this.parsed = 0;
  }
  continueOpen(statements: number) {
    const lines = this.split(this.opening ?? '').length;
    this.parsed = Math.min(lines, this.parsed + statements);
    return this.parsed < lines;
  }
  openProgress() {
    return this.parsed;
  }
  finishOpen() {
    const lines = this.split(this.opening ?? '');
    if (!this.check(lines)) return false;
    this.lines = lines;
    this.done = 0;
    this.at = 0;
    return true;
  }
  diagnostics() {
    return this.problems;
  }
  text() {
    return this.lines.join('\n');
  }
  title() {
    return '';
  }
  record(commands: number) {
    const before = this.done;
    this.done = Math.min(this.lines.length, this.done + commands);
    return this.done - before;
  }
  recorded() {
    return this.done;
  }
  commandCount() {
    return this.lines.length;
  }
  eventEnds() {
    let end = 0;
    return Uint32Array.from(this.lines.slice(0, this.done), (line) => {
      end += this.eventsIn(line);
      return end;
    });
  }
  seek(command: number, event: number) {
    if (this.lines[command - 1]?.includes('crash')) throw new Error('check failed: crash');
    this.at = (this.eventEnds()[command - 1] ?? 0) + event;
  }
  seekEvent(n: number) {
    this.at = n;
  }
  positionCommand() {
    return [...this.eventEnds()].filter((end) => end <= this.at).length;
  }
  positionEvent() {
    return this.at - (this.eventEnds()[this.positionCommand() - 1] ?? 0);
  }
  act(text: string) {
    const keep = this.positionCommand() + (this.positionEvent() > 0 ? 1 : 0);
    if (!this.check(this.split(text))) return false;
    this.lines = [...this.lines.slice(0, keep), ...this.split(text)];
    this.done = keep;
    return true;
  }
  commandText(command: number) {
    return this.lines[command] ?? '';
  }
  commandLine(command: number) {
    return command + 1;
  }
  events(command: number) {
    const line = this.lines[command];
    if (line === undefined) return new Uint32Array();
    const words = Array.from({ length: this.eventsIn(line) }, (_, i) => [lookKind | (i << 8), i]);
    return Uint32Array.from(words.flat());
  }
  noteText() {
    return '';
  }
  expectText() {
    return '';
  }
  frames() {
    return 4;
  }
  pageSize() {
    return 4096;
  }
  topOrder() {
    return 2;
  }
  frameStates() {
    return Uint8Array.of((1 << 5) | 2, 0, 0, 0);
  }
  areas() {
    return Uint32Array.of(0, 0, 0, 0, 0, 0, 1, 0, 0);
  }
  freeList(order: number) {
    return order === 2 ? Uint32Array.of(0) : new Uint32Array();
  }
  ledger() {
    return Float64Array.of(0, 0, 0, 0, 0, 0, 16384, 16384);
  }
  counters() {
    return new Float64Array(10);
  }
  caches() {
    return new Uint32Array();
  }
  cacheName() {
    return '';
  }
  slabs() {
    return new Uint32Array();
  }
  slab() {
    return new Uint32Array();
  }
  block(pfn: number) {
    return pfn < 4 ? Uint32Array.of(0, 2, 1, 0, 0, 0, 0) : new Uint32Array();
  }
  liveHandles() {
    return new Uint32Array();
  }
  handleName() {
    return '';
  }
  freeCommand(pfn: number) {
    return pfn === 1 ? '2 freed' : '';
  }
  tables() {
    const events = kinds.map((name) => [name, 'order', '-', 'nr_free']);
    return JSON.stringify({ version: 1, events, errcs: ['none', 'exhausted'] });
  }

  private split(text: string): string[] {
    return text.split('\n').filter((line) => line !== '');
  }
  private eventsIn(line: string): number {
    return Number.parseInt(line, 10) || 1;
  }
  private check(lines: string[]): boolean {
    const line = lines.findIndex((text) => text.startsWith('bad')) + 1;
    const found = {
      line,
      column: 1,
      length: 3,
      code: 'unknown',
      found: 'bad',
      expected: 'a number',
    };
    this.problems = JSON.stringify(line === 0 ? [] : [found]);
    return line === 0;
  }
}

export const sessions: FakeSession[] = [];

export async function loadFakeEngine(): Promise<EngineSession> {
  const session = new FakeSession();
  sessions.push(session);
  return session as unknown as EngineSession;
}

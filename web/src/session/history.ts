/** Former documents, so that nothing a reader does is lost. */
import type { Position } from '../engine/snapshot-types.ts';
import type { LessonFigure } from './state-types.ts';

/** Everything that a link or an undo brings back. */
export interface DocumentState {
  /** Name of the gallery scenario, while the text is still the gallery's. */
  readonly name: string | null;
  readonly lesson: LessonFigure | null;
  readonly text: string;
  readonly position: Position;
}

const maxEntries = 100;
const maxCharacters = 32 * 1024 * 1024;

export class History {
  private readonly entries: DocumentState[] = [];

  push(document: DocumentState): void {
    this.entries.push(document);
    while (this.entries.length > 1 && (this.entries.length > maxEntries || this.tooBig())) {
      this.entries.shift();
    }
  }

  pop(): DocumentState | null {
    return this.entries.pop() ?? null;
  }

  get size(): number {
    return this.entries.length;
  }

  private tooBig(): boolean {
    return this.entries.reduce((sum, entry) => sum + entry.text.length, 0) > maxCharacters;
  }
}

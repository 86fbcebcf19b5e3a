/** The engine's own tables: what the numbers in events and counters are called. */

/** A diagnostic of a scenario; `code` is a key of the message file, `diag.<code>`. */
export interface Diagnostic {
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  readonly length: number;
  readonly code: string;
  readonly found: string;
  readonly expected: string;
}

export type Fields = readonly [order: string, small: string, main: string];

export interface Tables {
  /** Name of each event kind, in the order of its number. */
  readonly kinds: readonly string[];
  /** What `order`, `small` and `main` of each kind mean. */
  readonly fields: ReadonlyMap<string, Fields>;
  readonly errcs: readonly string[];
}

/** The version of the tables this page was written for. */
export const tablesVersion = 1;

interface RawTables {
  version: number;
  events: [name: string, order: string, small: string, main: string][];
  errcs: string[];
}

export function parseTables(json: string): Tables {
  const raw = JSON.parse(json) as RawTables;
  if (raw.version !== tablesVersion) {
    throw new Error(`engine tables version ${raw.version}; the page knows ${tablesVersion}`);
  }
  return {
    kinds: raw.events.map(([name]) => name),
    fields: new Map(raw.events.map(([name, ...fields]) => [name, fields])),
    errcs: raw.errcs,
  };
}

export function parseDiagnostics(json: string): readonly Diagnostic[] {
  return JSON.parse(json) as Diagnostic[];
}

/** Long work in short slices, so that the page goes on painting and answering. */

/** The work was called off by the reader. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}

/** Milliseconds one slice aims at: half of a 60 Hz frame's budget, far below a noticeable stall. */
const target = 8;

/** Lets the browser paint and handle input. A message is not delayed as a nested timeout is. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** The size of the next slice, from how long the last one took. It at most quadruples. */
export function nextSize(size: number, elapsed: number): number {
  const wanted = elapsed > 0 ? (size * target) / elapsed : size * 4;
  return Math.max(1, Math.round(Math.min(wanted, size * 4)));
}

export interface SliceOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called after each slice. */
  readonly onSlice?: (() => void) | undefined;
  /** Units of the first slice. */
  readonly first?: number;
}

/** Calls `work(units)` until it returns false. Throws {@link Cancelled} when the signal fires. */
export async function inSlices(
  work: (units: number) => boolean,
  { signal, onSlice, first = 64 }: SliceOptions = {},
): Promise<void> {
  let size = first;
  for (;;) {
    if (signal?.aborted) throw new Cancelled();
    const start = performance.now();
    const more = work(size);
    size = nextSize(size, performance.now() - start);
    onSlice?.();
    if (!more) return;
    await breathe();
  }
}

/** Kernel traces become scenarios, in a module of their own that is loaded when it is needed. */
import { breathe, Cancelled, inSlices } from '../base/slices.ts';
import { loadImporter } from './load.ts';

/** Turns a kernel trace, piece by piece, into the text of a scenario and a report on it. */
export async function importTrace(
  pieces: AsyncIterable<string>,
  signal: AbortSignal,
): Promise<{ text: string; report: string }> {
  const { ImportSession } = await loadImporter();
  const session = new ImportSession();
  try {
    for await (const piece of pieces) {
      if (signal.aborted) throw new Cancelled();
      session.feed(piece);
    }
    session.finish();
    await breathe();
    const texts: string[] = [];
    await inSlices((n) => texts.push(session.takeText(n)) > 0 && texts.at(-1) !== '', { signal });
    await breathe();
    const made = { text: texts.join(''), report: session.report() };
    await breathe(); // who opens the text at once has a slice of their own
    return made;
  } finally {
    session.delete();
  }
}

/**
 * Marks name a line of a figure's script, so that a lesson can speak of it: `free_pages(a)  #: back`.
 * To the engine they are comments. Unlike numbers they survive when the script is edited.
 */

const mark = /^[^#"]*(?:"(?:[^"\\]|\\.)*"[^#"]*)*#:\s*([A-Za-z_][\w-]*)\s*$/;

let last: { readonly script: string; readonly marks: ReadonlyMap<string, number> } | null = null;

/** Lines from 1, by mark. Asked for at every step, so the last script's are kept. */
export function marksOf(script: string): ReadonlyMap<string, number> {
  if (last?.script !== script) last = { script, marks: findMarks(script) };
  return last.marks;
}

function findMarks(script: string): ReadonlyMap<string, number> {
  const marks = new Map<string, number>();
  script.split('\n').forEach((line, index) => {
    const name = mark.exec(line)?.[1];
    if (name && !marks.has(name)) marks.set(name, index + 1);
  });
  return marks;
}

/** The script without its marks, as a learner reads it. */
export function withoutMarks(line: string): string {
  return line.replace(/\s*#:\s*[A-Za-z_][\w-]*\s*$/, '');
}

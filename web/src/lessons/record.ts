/**
 * What somebody did in the playground, as a scenario with captions and as the skeleton of a lesson.
 * Captions belong to lines of the script, counted from 1.
 */
import { marksOf } from './marks.ts';

export type Captions = ReadonlyMap<number, string>;

/** The engine's bound for a note. */
const maxNote = 400;

function quoted(caption: string): string {
  const text = caption.replace(/\s+/g, ' ').trim().slice(0, maxNote);
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

const indentOf = (line: string): string => /^\s*/.exec(line)?.[0] ?? '';

/** Each caption becomes a note before its line. */
export function captionedScenario(script: string, captions: Captions): string {
  return script
    .split('\n')
    .map((line, index) => {
      const caption = captions.get(index + 1)?.trim();
      return caption ? `${indentOf(line)}note ${quoted(caption)}\n${line}` : line;
    })
    .join('\n');
}

const result = /^\s*([A-Za-z_]\w*)\s*=/;

/** How a lesson names a line, and the line with the mark that this may take. */
function named(line: string, number: number, taken: Set<string>): { name: string; line: string } {
  const own = result.exec(line)?.[1];
  if (own && !taken.has(own)) {
    taken.add(own);
    return { name: own, line };
  }
  const mark = [...marksOf(line).keys()][0];
  if (mark) return { name: mark, line };
  return { name: `line-${number}`, line: `${line.trimEnd()}  #: line-${number}` };
}

/** The question that suits a line; the author chooses another. */
function questionFor(line: string): string | null {
  if (/=\s*alloc_pages\(/.test(line)) return 'which_block';
  if (/=\s*kmem_cache_alloc\(/.test(line)) return 'which_slab';
  if (/=\s*kmem_cache_create\(/.test(line)) return 'objects_per_slab';
  if (/=\s*kmalloc\(/.test(line)) return 'kmalloc_class';
  return /^\s*free_pages\(\w+\)/.test(line) ? 'how_far' : null;
}

/** What stands for the words an author has to find. */
export interface SkeletonWords {
  readonly title: string;
  readonly goal: string;
  readonly text: string;
}

/** A lesson that reads and runs as it is: each captioned line is a phrase, the last one a question. */
export function lessonSkeleton(script: string, captions: Captions, words: SkeletonWords): string {
  const lines = script.replace(/\n+$/, '').split('\n');
  const taken = new Set<string>();
  const phrases: string[] = [];
  let last: { name: string; kind: string } | null = null;
  const marked = lines.map((line, index) => {
    const caption = captions
      .get(index + 1)
      ?.replace(/\s+/g, ' ')
      .trim();
    if (!caption) return line;
    const at = named(line, index + 1, taken);
    phrases.push(`[${caption.replace(/[[\]*`\\]/g, '\\$&')}](step ${at.name})`);
    const kind = questionFor(line);
    if (kind) last = { name: at.name, kind };
    return at.line;
  });
  return [
    `title: ${words.title}\ngoal: ${words.goal}\n`,
    `figure: recorded\nshow: events caches\n\`\`\`\n${marked.join('\n')}\n\`\`\`\n`,
    ...(phrases.length > 0 ? phrases : [words.text]).map((phrase) => `${phrase}\n`),
    ...asked(last),
  ].join('\n');
}

function asked(last: { name: string; kind: string } | null): string[] {
  return last ? [`ask: ${last.kind} at ${last.name}\n`, `do: perform ${last.name}\n`] : [];
}

/** Files that a reader picks or drops: told apart by what is in them, read in pieces. */
import { breathe, nextSize } from '../base/slices.ts';
import { message } from '../messages/messages.ts';
import { formatBytes } from '../messages/quantities.ts';

/** The engine's bound for the text of a scenario. */
const maxScenarioBytes = 64 * 1024 * 1024;
const maxTraceBytes = 1024 * 1024 * 1024;
const headBytes = 64 * 1024;
const firstPiece = 64 * 1024;
const largestPiece = 1024 * 1024;

/** The text of a lesson: a few kilobytes. */
const maxLessonBytes = 64 * 1024;

export type FileKind = 'scenario' | 'trace' | 'lesson' | 'binary';

/** The first words of a lesson; in a scenario no word has a colon behind it. */
const lessonHead = /^\s*(?:title|goal|figure):\s/;

/** A line of ftrace: `task-pid [cpu] flags seconds: event: …`, for an event of the allocators. */
const traceLine =
  /^\s*\S.*-\d+\s+(?:\(.{1,12}\)\s+)?\[\d+\].*\d+\.\d+:\s+(?:k(?:mem_cache_(?:alloc|free)|malloc|free)|mm_page_(?:alloc|free))\w*:/m;

export function recognise(head: string): FileKind {
  if (head.includes('\0')) return 'binary';
  if (lessonHead.test(head)) return 'lesson';
  return /^# tracer:/m.test(head) || traceLine.test(head) ? 'trace' : 'scenario';
}

export async function recogniseFile(file: Blob): Promise<FileKind> {
  return recognise(new TextDecoder().decode(await file.slice(0, headBytes).arrayBuffer()));
}

const limits = { scenario: maxScenarioBytes, trace: maxTraceBytes, lesson: maxLessonBytes };

/** Why a file cannot be opened, or null. */
export function refuseFile(file: File, kind: FileKind): string | null {
  const { name } = file;
  if (file.size === 0) return message('told.file.empty', { name });
  if (kind === 'binary') return message('told.file.binary', { name });
  const limit = limits[kind];
  if (file.size <= limit) return null;
  return message('told.file.large', { name, limit: formatBytes(limit) });
}

/** The text of a file, in pieces sized so that working on one takes a slice of a frame. */
export async function* textPieces(
  file: Blob,
  onProgress: (share: number) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let size = firstPiece;
  for (let at = 0; at < file.size; ) {
    const bytes = await file.slice(at, at + size).arrayBuffer();
    at += size;
    const started = performance.now();
    yield decoder.decode(bytes, { stream: at < file.size });
    size = Math.min(largestPiece, nextSize(size, performance.now() - started));
    onProgress(Math.min(1, at / file.size));
    await breathe();
  }
}

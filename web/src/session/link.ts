/**
 * The state in a link. Version 1:
 *
 *   #v1=s.dentry.7.10              gallery scenario, command 7, event 10
 *   #v1=z.<data>.<check>.7.10      a text: deflate-raw in base64url, and its checksum
 *
 *   #lesson=4                      lesson 4 of the course, at its start
 *   #lesson=7.checkerboard.25.3    its figure of this name, command 25, event 3
 *   #sheet=7/buddy/2               the problem sheet of seed 7, topic buddy, level 2
 *
 * The last number may be left out (0), or both (the start). `&lang=es` may follow, and says in which
 * language the page speaks (language.ts); other such options are for later and are skipped. Old links must open for ever: a new
 * form gets a new version. Whatever a link holds is untrusted: it is cut off by size before it is
 * read, and becomes text and two numbers, nothing else.
 */
import type { Position } from '../engine/snapshot-types.ts';
import { start } from './position.ts';

/** Only links that hold a text need it. */
const packing = () => import('../base/packing.ts');

export const maxLinkLength = 32 * 1024;
export const maxTextBytes = 256 * 1024;
const version = 1;

export interface LessonLink {
  readonly kind: 'lesson';
  /** From 1. */
  readonly lesson: number;
  /** Name of one of its figures; '' for the first. */
  readonly figure: string;
  readonly position: Position;
}

export interface SheetLink {
  readonly kind: 'sheet';
  readonly seed: number;
  readonly topic: string;
  readonly level: number;
}

export type Link =
  | { readonly kind: 'none' }
  | { readonly kind: 'scenario'; readonly name: string; readonly position: Position }
  | { readonly kind: 'text'; readonly text: string; readonly position: Position }
  | LessonLink
  | SheetLink
  | { readonly kind: 'error'; readonly why: LinkError };

/** Each has a sentence, `told.link.<error>`. */
export type LinkError = 'bad' | 'damaged' | 'newer' | 'too-large';

const error = (why: LinkError): Link => ({ kind: 'error', why });

/** FNV-1a: tells a damaged link from a strange one. Not a protection. */
function checksum(bytes: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(36);
}

function formatStep({ command, event }: Position): string {
  if (event > 0) return `.${command}.${event}`;
  return command > 0 ? `.${command}` : '';
}

/** `7`, `7.10` or nothing. Null if it is something else. */
export function parseStep(text: string): Position | null {
  if (text === '') return start;
  const match = /^(\d{1,9})(?:\.(\d{1,9}))?$/.exec(text);
  if (!match) return null;
  return { command: Number(match[1]), event: Number(match[2] ?? 0) };
}

/** Names of gallery scenarios, and so of files. */
export function isScenarioName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,39}$/.test(name);
}

export function scenarioLink(name: string, position: Position): string {
  return `#v${version}=s.${name}${formatStep(position)}`;
}

/** Null if the text is too large for a link. */
export async function textLink(text: string, position: Position): Promise<string | null> {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > maxTextBytes) return null;
  const { deflate, toBase64Url } = await packing();
  const data = toBase64Url(await deflate(bytes));
  const link = `#v${version}=z.${data}.${checksum(bytes)}${formatStep(position)}`;
  return link.length > maxLinkLength ? null : link;
}

function parseScenario([name = '', ...step]: string[]): Link {
  const position = parseStep(step.join('.'));
  return position && isScenarioName(name) ? { kind: 'scenario', name, position } : error('bad');
}

async function parseText([data = '', check = '', ...step]: string[]): Promise<Link> {
  const { fromBase64Url, inflate, TooLarge } = await packing();
  const packed = fromBase64Url(data);
  const position = parseStep(step.join('.'));
  if (!packed || !position || !/^[0-9a-z]{1,7}$/.test(check)) return error('damaged');
  try {
    const bytes = await inflate(packed, maxTextBytes);
    if (checksum(bytes) !== check) return error('damaged');
    return { kind: 'text', text: new TextDecoder('utf-8').decode(bytes), position };
  } catch (cause) {
    return error(cause instanceof TooLarge ? 'too-large' : 'damaged');
  }
}

/** The first figure may be left out. */
export function lessonLink(lesson: string, figure: string, position: Position): string {
  return `#lesson=${lesson}${figure ? `.${figure}` : ''}${formatStep(position)}`;
}

export function sheetLink({ seed, topic, level }: Omit<SheetLink, 'kind'>): string {
  return `#sheet=${seed}/${topic}/${level}`;
}

function parseLesson(text: string): Link {
  const [, lesson, figure = '', step = ''] =
    /^(\d{1,3})(?:\.([a-z][a-z0-9-]{0,39}))?(?:\.([\d.]+))?$/.exec(text) ?? [];
  const position = parseStep(step);
  if (!lesson || !position) return error('bad');
  return { kind: 'lesson', lesson: Number(lesson), figure, position };
}

function parseSheet(text: string): Link {
  const [, seed, topic = '', level = '1'] =
    /^(\d{1,10})\/([a-z][a-z0-9_-]{0,39})(?:\/(\d))?$/.exec(text) ?? [];
  if (!seed || Number(seed) > 0xffffffff) return error('bad');
  return { kind: 'sheet', seed: Number(seed), topic, level: Number(level) };
}

/** What a location's hash says. */
export async function parseLink(hash: string): Promise<Link> {
  const whole = hash.startsWith('#') ? hash.slice(1) : hash;
  if (whole.length > maxLinkLength) return error('too-large');
  const [, course, what = ''] = /(?:^|&)(lesson|sheet)=([^&]*)/.exec(whole) ?? [];
  if (course) return course === 'lesson' ? parseLesson(what) : parseSheet(what);
  const text = whole.replace(/(^|&)[a-z]+=[\w-]*(?=&|$)/g, '');
  if (text === '') return { kind: 'none' };
  const match = /^v(\d{1,6})=([sz])?\.?(.*)$/s.exec(text);
  if (!match) return error('bad');
  if (Number(match[1]) !== version) return error(Number(match[1]) > version ? 'newer' : 'bad');
  const parts = (match[3] ?? '').split('.');
  if (match[2] === 's') return parseScenario(parts);
  if (match[2] === 'z') return parseText(parts);
  return error('bad');
}

/**
 * The sentence that says what an event did. The rules, for the command-line tool and for the page,
 * are written down in engine/course/event_text.h; a test compares the sentences of both.
 */
import { hasMessage, message } from './messages.ts';
import type { Arguments } from './template.ts';

interface Event {
  readonly kind: string;
  readonly order: number;
  readonly small: number;
  readonly main: number;
}

/** What sentences need to know of the machine and of the scenario. */
export interface Names {
  /** What `order`, `small` and `main` of a kind are called in the engine's event table. */
  fields(kind: string): readonly [order: string, small: string, main: string];
  readonly errcs: readonly string[];
  readonly frames: number;
  readonly pageSize: number;
  cacheName(cache: number): string;
  noteText(note: number): string;
  expectText(expectation: number): string;
}

/** What is said of Linux only: sentence-linux.ts, which comes with the messages of that area. */
export const more: {
  variant?: (event: Event) => string | undefined;
  field?: (name: string, value: number) => Arguments | undefined;
} = {};

const maxOrder = 20;
const noCache = 0xffff;
const verdicts = ['merge', 'in_use', 'split_further', 'top_order', 'percpu', 'reserve'];
const lists = ['full', 'partial', 'empty'];
const units = ['unit.bytes', 'unit.kib', 'unit.mib', 'unit.gib'];

/** 192 → "192 bytes", 21504 → "21 KiB": the largest unit that divides it. */
export function sizeText(bytes: number): string {
  let n = bytes;
  let unit = 0;
  while (unit < units.length - 1 && n !== 0 && n % 1024 === 0) {
    n /= 1024;
    unit += 1;
  }
  return message(units[unit] ?? '', { n });
}

const wide = ({ small, main }: Event) => small * 2 ** 32 + main;
const blockFrames = (order: number) => (order > maxOrder ? 0 : 2 ** order);
const noneOrSome = (count: number) => (count === 0 ? '.none' : '.some');

function errcVariant(errc: number, names: Names): string {
  const name = names.errcs[errc];
  return name === undefined ? '' : `.${name}`;
}

function allocVariant(event: Event, pageSize: number): string {
  if (event.order > maxOrder) return '.beyond';
  return wide(event) === pageSize * 2 ** event.order ? '.order' : '.bytes';
}

function refusedVariant(event: Event, names: Names): string {
  const errc = errcVariant(event.order, names);
  if (errc !== '.wrong_cache') return errc;
  return errc + (event.small === noCache ? '.pages' : '.slab');
}

function variant(event: Event, names: Names): string {
  const ofLinux = more.variant?.(event);
  if (ofLinux !== undefined) return ofLinux;
  switch (event.kind) {
    case 'alloc_pages':
      return allocVariant(event, names.pageSize);
    case 'round_up':
      return event.main === 2 ** event.order ? '.exact' : '.larger';
    case 'look':
    case 'look_partial':
    case 'look_empty':
    case 'shrink':
      return noneOrSome(event.main);
    case 'no_block':
      return noneOrSome(event.small);
    case 'alloc_failed':
      return errcVariant(event.small, names);
    case 'buddy_look':
    case 'block_free':
      return verdicts[event.small] === undefined ? '' : `.${verdicts[event.small]}`;
    case 'refused':
      return refusedVariant(event, names);
    default:
      return '';
  }
}

function cacheText(cache: number, names: Names): string {
  return names.cacheName(cache) || String(cache);
}

function listText(list: number): string {
  const name = lists[list];
  return name === undefined ? String(list) : message(`word.${name}`);
}

/** The arguments that one number of an event gives, by what the event table calls it. */
function field(name: string, value: number, event: Event, names: Names): Arguments {
  switch (name) {
    case '-':
    case 'errc':
    case 'verdict':
    case 'largest':
      return {};
    case 'bytes48':
      return { bytes: sizeText(wide(event)) };
    case 'address48':
      return { address: `0x${wide(event).toString(16)}` };
    case 'size':
      return { size: sizeText(value) };
    case 'cache':
      return { cache: cacheText(value, names) };
    case 'lists':
      return { from: listText(value >> 4), to: listText(value & 15) };
    case 'note':
      return { text: names.noteText(value) };
    case 'expect':
      return { text: names.expectText(value) };
    default:
      return more.field?.(name, value) ?? { [name]: value };
  }
}

function derived(event: Event): Arguments {
  const frames = blockFrames(event.order);
  switch (event.kind) {
    case 'split':
      return { waits: event.main + frames };
    case 'no_block':
      return { largest: Math.max(0, event.small - 1) };
    case 'alloc_failed':
      return { needed: frames };
    case 'block_free':
      return { buddy: (event.main ^ frames) >>> 0 };
    default:
      return {};
  }
}

function refusedArguments({ order, small, main }: Event, names: Names): Arguments {
  const pfn = main;
  switch (names.errcs[order]) {
    case 'wrong_order':
      return { pfn, claimed: small >> 8, order: small & 255 };
    case 'cache_in_use':
      return { pfn, objects: main, cache: cacheText(small, names) };
    case 'wrong_cache':
    case 'reserved_cache':
      return { pfn, cache: cacheText(small, names) };
    default:
      return { pfn };
  }
}

function eventArguments(event: Event, names: Names): Arguments {
  if (event.kind === 'refused') return refusedArguments(event, names);
  const [order, small, main] = names.fields(event.kind);
  return {
    ...field(order, event.order, event, names),
    ...field(small, event.small, event, names),
    ...field(main, event.main, event, names),
    ...derived(event),
  };
}

export function sentence(event: Event, names: Names): string {
  return message(`event.${event.kind}${variant(event, names)}`, {
    top: Math.log2(names.frames),
    total: sizeText(names.frames * names.pageSize),
    block_frames: blockFrames(event.order),
    block_bytes: sizeText(names.pageSize * blockFrames(event.order)),
    ...eventArguments(event, names),
  });
}

/**
 * Key of the paragraph on why the request that these events belong to was refused; '' if it was
 * not. The paragraph is in the area `errors`.
 */
export function refusalOf(events: readonly Event[], names: Names): string {
  for (const { kind, order, small } of events.toReversed()) {
    const errc = kind === 'refused' ? order : kind === 'alloc_failed' ? small : 0;
    if (errc !== 0) return `errc.${names.errcs[errc]}`;
  }
  return '';
}

/** What is wrong with a script, and what should stand there. */
export function diagnosticText(d: { code: string; found: string; expected: string }): string {
  const key = `diag.${d.code}`;
  if (hasMessage(key)) return message(key, { found: d.found, expected: d.expected });
  const { expected } = d;
  const found = d.found
    ? message('diagnostic.found', { found: d.found })
    : message('diagnostic.missing');
  return expected ? message('diagnostic.expected', { found, expected }) : found;
}

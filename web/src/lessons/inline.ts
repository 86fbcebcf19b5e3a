/**
 * The text of a paragraph: `*emphasis*`, `**strong**`, `` `code` ``, `[phrase](step a)` and
 * `[link](https://…)`. A backslash before one of these signs makes it an ordinary character.
 */
import type { Span } from './lesson-types.ts';
import { parseGo, type Report } from './place.ts';

const special = /[\\*`[]/;

class Reader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly line: number,
    private readonly report: Report,
  ) {}

  spans(): Span[] {
    const spans: Span[] = [];
    let plain = '';
    const flush = () => {
      if (plain) spans.push({ type: 'text', text: plain });
      plain = '';
    };
    while (this.at < this.text.length) {
      const span = special.test(this.peek()) ? this.marked() : null;
      if (span) {
        flush();
        spans.push(span);
      } else plain += this.character();
    }
    flush();
    return spans;
  }

  private peek(): string {
    return this.text[this.at] ?? '';
  }

  /** One ordinary character, the backslash before it left out. */
  private character(): string {
    if (this.peek() === '\\' && special.test(this.text[this.at + 1] ?? '')) this.at += 1;
    const one = this.peek();
    this.at += 1;
    return one;
  }

  private marked(): Span | null {
    if (this.peek() === '`') return this.code();
    if (this.peek() === '*') return this.emphasis();
    return this.peek() === '[' ? this.phrase() : null;
  }

  private problem(code: string, found: string, expected: string): null {
    this.report({ line: this.line, code, found, expected });
    return null;
  }

  private code(): Span | null {
    const end = this.text.indexOf('`', this.at + 1);
    if (end < 0) return this.problem('unclosed', this.text.slice(this.at), '`');
    const text = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return { type: 'code', text };
  }

  private emphasis(): Span | null {
    const mark = this.text.startsWith('**', this.at) ? '**' : '*';
    const from = this.at + mark.length;
    if (/^(\s|$)/.test(this.text.slice(from, from + 1))) return null; // 2 * 3
    const end = this.text.indexOf(mark, from);
    if (end < 0) return this.problem('unclosed', this.text.slice(this.at), mark);
    this.at = end + mark.length;
    const inside = this.inner(this.text.slice(from, end));
    return { type: mark === '**' ? 'strong' : 'emphasis', spans: inside };
  }

  private inner(text: string): Span[] {
    return new Reader(text, this.line, this.report).spans();
  }

  /** `[words](where)`; a bracket that no parenthesis follows is an ordinary one. */
  private phrase(): Span | null {
    const close = this.text.indexOf('](', this.at);
    if (close < 0) return null;
    const end = this.closing(close + 1);
    if (end < 0) return this.problem('unclosed', this.text.slice(this.at), ')');
    const spans = this.inner(this.text.slice(this.at + 1, close));
    const where = this.text.slice(close + 2, end).trim();
    this.at = end + 1;
    if (where.startsWith('https://')) return { type: 'link', spans, href: where };
    const go = parseGo(where, this.line, this.report);
    return go ? { type: 'phrase', spans, go } : { type: 'emphasis', spans };
  }

  /** Where the parenthesis that opens at `from` closes; quoted text may hold others. */
  private closing(from: number): number {
    let quoted = false;
    for (let i = from; i < this.text.length; i += 1) {
      if (this.text[i] === '"') quoted = !quoted;
      if (this.text[i] === ')' && !quoted) return i;
    }
    return -1;
  }
}

/** What is wrong is reported, and stands as it is written. */
export function parseInline(text: string, line: number, report: Report): Span[] {
  return new Reader(text, line, report).spans();
}

/** The words alone, as a screen reader or a test would read them. */
export function plainText(spans: readonly Span[]): string {
  return spans.map((span) => ('spans' in span ? plainText(span.spans) : span.text)).join('');
}

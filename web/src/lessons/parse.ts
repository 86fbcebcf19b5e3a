/**
 * Reads a lesson. Every problem is reported with its line, and reading goes on: an author sees all
 * of them at once, and what could be read is there to look at.
 */
import { parseInline } from './inline.ts';
import {
  type Block,
  type Figure,
  type IllustrationName,
  illustrations,
  type Lesson,
  type LessonProblem,
  type Part,
  parts,
} from './lesson-types.ts';
import { cutLesson, type Piece } from './lines.ts';
import { parsePlace } from './place.ts';

export interface ParsedLesson {
  readonly lesson: Lesson;
  readonly problems: readonly LessonProblem[];
}

type Instruction = Extract<Piece, { type: 'instruction' }>;
type Writable<T> = { -readonly [K in keyof T]: T[K] };

const instructionWords = ['title', 'goal', 'figure', 'show', 'illustration', 'ask', 'do'];
const askForm = 'ask: <kind> at <place>';
const doForms =
  'do: perform <place> [to <place>] [graded at the end], do: [from <place>] until <expectation>';
const figureName = /^[a-z0-9][a-z0-9-]{0,39}$/;

class Parser {
  readonly problems: LessonProblem[] = [];
  private readonly blocks: Block[] = [];
  private readonly figures: Writable<Figure>[] = [];
  private current: Writable<Figure> | null = null;
  private title = '';
  private goal = '';

  private readonly report = (problem: LessonProblem) => this.problems.push(problem);

  private problem(line: number, code: string, found = '', expected = ''): void {
    this.problems.push({ line, code, found, expected });
  }

  parse(text: string): Lesson {
    for (const piece of cutLesson(text, this.problems)) this.piece(piece);
    if (!this.title) this.problem(1, 'no_title', '', 'title: …');
    if (!this.goal) this.problem(1, 'no_goal', '', 'goal: …');
    if (this.blocks.length === 0) this.problem(1, 'no_text');
    this.problems.sort((a, b) => a.line - b.line);
    return { title: this.title, goal: this.goal, figures: this.figures, blocks: this.blocks };
  }

  private piece(piece: Piece): void {
    if (piece.type === 'instruction') this.instruction(piece);
    else if (piece.type === 'script') this.script(piece.line, piece.text);
    else this.prose(piece.line, piece.lines);
  }

  private get figure(): string {
    return this.current?.name ?? '';
  }

  // --- prose ------------------------------------------------------------------------------------

  private spans(text: string, line: number) {
    return parseInline(text, line, this.report);
  }

  private prose(line: number, lines: readonly string[]): void {
    const { figure } = this;
    const heading = /^#{1,3}\s+(.*)$/.exec(lines[0] ?? '');
    if (heading) {
      this.blocks.push({
        type: 'heading',
        line,
        figure,
        spans: this.spans(heading[1] ?? '', line),
      });
      if (lines.length > 1) this.prose(line + 1, lines.slice(1));
    } else if (/^(?:[-*]|\d+\.)\s/.test(lines[0] ?? '')) this.list(line, lines);
    else {
      this.blocks.push({
        type: 'paragraph',
        line,
        figure,
        spans: this.spans(lines.join(' '), line),
      });
    }
  }

  /** Lines without a sign of their own go on with the item above. */
  private list(line: number, lines: readonly string[]): void {
    const items: { text: string; line: number }[] = [];
    lines.forEach((text, i) => {
      const item = /^(?:[-*]|\d+\.)\s+(.*)$/.exec(text);
      const last = items.at(-1);
      if (item) items.push({ text: item[1] ?? '', line: line + i });
      else if (last) last.text += ` ${text.trim()}`;
    });
    this.blocks.push({
      type: 'list',
      line,
      figure: this.figure,
      ordered: /^\d/.test(lines[0] ?? ''),
      items: items.map((item) => this.spans(item.text, item.line)),
    });
  }

  // --- instructions -------------------------------------------------------------------------------

  private instruction(piece: Instruction): void {
    const { line, word, rest } = piece;
    if (!instructionWords.includes(word)) {
      this.problem(line, 'instruction', `${word}:`, instructionWords.map((w) => `${w}:`).join(' '));
      return;
    }
    if (rest === '') {
      this.problem(line, 'nothing', `${word}:`);
      return;
    }
    const own = word === 'ask' || word === 'do';
    if (word === 'title' || word === 'goal') this[word] = [rest, piece.below].join(' ').trim();
    else if (word === 'figure') this.startFigure(line, rest);
    else if (word === 'show') this.show(line, rest);
    else if (word === 'illustration') this.illustration(line, rest);
    else if (word === 'ask') this.ask(piece);
    else this.task(piece);
    if (!own && word !== 'title' && word !== 'goal' && piece.below) {
      this.prose(line + 1, [piece.below]);
    }
  }

  private startFigure(line: number, name: string): void {
    if (!figureName.test(name)) {
      this.problem(line, 'figure_name', name, 'a-z 0-9 -');
      return;
    }
    this.current = this.figures.find((figure) => figure.name === name) ?? null;
    if (this.current) return;
    this.current = { name, show: [], text: null, line };
    this.figures.push(this.current);
  }

  private show(line: number, rest: string): void {
    const figure = this.current;
    if (!figure) {
      this.problem(line, 'no_figure', 'show:', 'figure: …');
      return;
    }
    const words = rest.split(/[\s,]+/);
    for (const word of words) {
      if (!parts.includes(word as Part)) this.problem(line, 'part', word, parts.join(' '));
    }
    figure.show = parts.filter((part) => words.includes(part));
  }

  private script(line: number, text: string): void {
    const figure = this.current;
    if (!figure) this.problem(line, 'no_figure', '```', 'figure: …');
    else if (figure.text !== null) this.problem(line, 'second_script', figure.name);
    else figure.text = text;
  }

  private illustration(line: number, name: string): void {
    const known = illustrations.find((one) => one === name);
    if (!known) {
      this.problem(line, 'illustration', name, illustrations.join(' '));
      return;
    }
    this.blocks.push({
      type: 'illustration',
      line,
      figure: this.figure,
      name: known as IllustrationName,
    });
  }

  // --- tasks --------------------------------------------------------------------------------------

  private hasFigure(line: number, word: string): boolean {
    if (!this.figure) this.problem(line, 'no_figure', `${word}:`, 'figure: …');
    return this.figure !== '';
  }

  private ask({ line, rest, below }: Instruction): void {
    const [, kind = '', where = ''] = /^([a-z][a-z_]*(?:\(\d+\))?)\s+at\s+(.+)$/.exec(rest) ?? [];
    if (!kind) {
      this.problem(line, 'ask', rest, askForm);
      return;
    }
    const place = parsePlace(where, line, this.report);
    if (!place || !this.hasFigure(line, 'ask')) return;
    const spans = this.spans(below, line + 1);
    this.blocks.push({ type: 'ask', line, figure: this.figure, kind, place, spans });
  }

  private task(piece: Instruction): void {
    const { line, rest } = piece;
    if (!this.hasFigure(line, 'do')) return;
    if (/^perform\s/.test(rest)) this.perform(piece);
    else if (/(?:^|\s)until\s/.test(rest)) this.until(piece);
    else this.problem(line, 'do', rest, doForms);
  }

  private perform({ line, rest, below }: Instruction): void {
    const match = /^perform\s+(.+?)(?:\s+to\s+(.+?))?(\s+graded at the end)?$/.exec(rest);
    const from = parsePlace(match?.[1] ?? '', line, this.report);
    const to = match?.[2] === undefined ? from : parsePlace(match[2], line, this.report);
    if (!from || !to) return;
    this.blocks.push({
      type: 'perform',
      line,
      figure: this.figure,
      from,
      to,
      grading: match?.[3] ? 'end' : 'each',
      spans: this.spans(below, line + 1),
    });
  }

  private until({ line, rest, below }: Instruction): void {
    const match = /^(?:from\s+(.+?)\s+)?until\s+(.+)$/.exec(rest);
    if (!match) {
      this.problem(line, 'do', rest, doForms);
      return;
    }
    const from = parsePlace(match[1] ?? 'end', line, this.report);
    const spans = this.spans(below, line + 1);
    const condition = match[2] ?? '';
    if (from)
      this.blocks.push({ type: 'until', line, figure: this.figure, from, condition, spans });
  }
}

export function parseLesson(text: string): ParsedLesson {
  const parser = new Parser();
  const lesson = parser.parse(text);
  return { lesson, problems: parser.problems };
}

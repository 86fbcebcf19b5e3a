/**
 * The lines of a text, cut out when they are asked for: a long script has hundreds of thousands, of
 * which a screen shows forty.
 */
export class Lines {
  /** Where each line starts. */
  private readonly starts: number[] = [0];

  constructor(private readonly text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      this.starts.push(at + 1);
    }
    // A newline ends a line; it does not start another one.
    if (text.endsWith('\n')) this.starts.pop();
  }

  get count(): number {
    return this.starts.length;
  }

  /** A line, counted from 1, without its end; '' outside the text. */
  at(number: number): string {
    const start = this.starts[number - 1];
    if (start === undefined) return '';
    const end = this.text.indexOf('\n', start);
    return this.text.slice(start, end < 0 ? undefined : end);
  }
}

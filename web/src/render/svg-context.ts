/**
 * A drawing context that writes SVG: the part of CanvasRenderingContext2D that the painters use, so
 * that what is exported is painted by the same code as what is on the screen. One unit is a CSS
 * pixel; the result is complete in itself.
 */
const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** XML holds no control characters, and no half of a surrogate pair. */
function fits(sign: string): boolean {
  const code = sign.codePointAt(0) ?? 0;
  if (code < 32) return sign === '\t' || sign === '\n' || sign === '\r';
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}

/** Text as it stands in XML; what XML cannot hold is left out. */
export const xml = (text: string): string =>
  Array.from(text)
    .filter(fits)
    .map((sign) => escapes[sign] ?? sign)
    .join('');

const digits = (value: number): string => String(Math.round(value * 100) / 100);

const anchors: Readonly<Record<string, string>> = { center: 'middle', end: 'end', right: 'end' };
const baselines: Readonly<Record<string, string>> = { middle: 'central', top: 'text-before-edge' };

type Measure = (text: string, font: string) => number;

export class SvgContext {
  fillStyle = '#000';
  strokeStyle = '#000';
  lineWidth = 1;
  font = '12px sans-serif';
  textAlign = 'start';
  textBaseline = 'alphabetic';
  readonly canvas = { width: 0, height: 0 };
  private readonly parts: string[] = [];
  private readonly definitions: string[] = [];
  private readonly patterns = new Map<string, string>();
  private readonly groups: number[] = [];
  private path = '';
  private open = 0;
  private left = 0;
  private top = 0;

  constructor(
    private readonly measure: Measure,
    /** Begins every id, so that several drawings can stand in one document. */
    private readonly prefix = 'k',
  ) {}

  /** Everything painted inside is moved by so much. */
  at(x: number, y: number, paint: () => void): void {
    const { left, top } = this;
    this.left += x;
    this.top += y;
    paint();
    this.left = left;
    this.top = top;
  }

  // --- what painters do to a canvas as a whole: here every painter has a place of its own ---------

  setTransform(): void {}
  clearRect(): void {}

  // --- paths --------------------------------------------------------------------------------------

  private x(value: number): string {
    return digits(value + this.left);
  }

  private y(value: number): string {
    return digits(value + this.top);
  }

  beginPath(): void {
    this.path = '';
  }

  moveTo(x: number, y: number): void {
    this.path += `M${this.x(x)} ${this.y(y)}`;
  }

  lineTo(x: number, y: number): void {
    this.path += `L${this.x(x)} ${this.y(y)}`;
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.path += `M${this.x(x)} ${this.y(y)}h${digits(width)}v${digits(height)}h${digits(-width)}z`;
  }

  roundRect(x: number, y: number, width: number, height: number, radius: number): void {
    const r = Math.max(0, Math.min(radius, width / 2, height / 2));
    const arc = (dx: number, dy: number) =>
      `a${digits(r)} ${digits(r)} 0 0 1 ${digits(dx)} ${digits(dy)}`;
    const across = digits(width - 2 * r);
    const down = digits(height - 2 * r);
    this.path +=
      `M${this.x(x + r)} ${this.y(y)}h${across}${arc(r, r)}v${down}${arc(-r, r)}` +
      `h-${across}${arc(-r, -r)}v-${down}${arc(r, -r)}z`;
  }

  fill(): void {
    this.parts.push(`<path d="${this.path}" fill="${xml(this.fillStyle)}"/>`);
  }

  stroke(): void {
    if (!this.path) return;
    const width = digits(this.lineWidth);
    this.parts.push(
      `<path d="${this.path}" fill="none" stroke="${xml(this.strokeStyle)}" stroke-width="${width}"/>`,
    );
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.beginPath();
    this.rect(x, y, width, height);
    this.fill();
  }

  // --- clipping -----------------------------------------------------------------------------------

  save(): void {
    this.groups.push(this.open);
    this.open = 0;
  }

  clip(): void {
    const id = `${this.prefix}${this.definitions.length}`;
    this.definitions.push(`<clipPath id="${id}"><path d="${this.path}"/></clipPath>`);
    this.parts.push(`<g clip-path="url(#${id})">`);
    this.open += 1;
  }

  restore(): void {
    this.parts.push('</g>'.repeat(this.open));
    this.open = this.groups.pop() ?? 0;
  }

  // --- text ---------------------------------------------------------------------------------------

  measureText(text: string): { width: number } {
    return { width: this.measure(text, this.font) };
  }

  fillText(text: string, x: number, y: number): void {
    const [, weight = '400', size = '12', family = 'sans-serif'] =
      /^(?:(\d+)\s+)?([\d.]+)px\s+(.*)$/.exec(this.font) ?? [];
    const bold = weight === '400' ? '' : ` font-weight="${weight}"`;
    this.parts.push(
      `<text x="${this.x(x)}" y="${this.y(y)}" font-family="${xml(family)}" font-size="${size}"${bold}` +
        ` text-anchor="${anchors[this.textAlign] ?? 'start'}"` +
        ` dominant-baseline="${baselines[this.textBaseline] ?? 'alphabetic'}"` +
        ` fill="${xml(this.fillStyle)}" xml:space="preserve">${xml(text)}</text>`,
    );
  }

  // --- patterns and pixels ------------------------------------------------------------------------

  /** Fills a rectangle with tiles of `size`, whose content is painted once. */
  tile(
    name: string,
    rect: { x: number; y: number; width: number; height: number },
    size: number,
    content: string,
  ): void {
    let id = this.patterns.get(name);
    if (!id) {
      id = `${this.prefix}${this.definitions.length}`;
      this.patterns.set(name, id);
      this.definitions.push(
        `<pattern id="${id}" width="${size}" height="${size}" patternUnits="userSpaceOnUse">${content}</pattern>`,
      );
    }
    const { x, y, width, height } = rect;
    this.parts.push(
      `<rect x="${this.x(x)}" y="${this.y(y)}" width="${digits(width)}" height="${digits(height)}" fill="url(#${id})"/>`,
    );
  }

  createImageData(width: number, height: number): ImageData {
    return new ImageData(width, height);
  }

  /** Density bands are pixels by nature: each row of them is one picture. */
  putImageData(image: ImageData, x: number, y: number): void {
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext('2d')?.putImageData(image, 0, 0);
    this.parts.push(
      `<image x="${this.x(x)}" y="${this.y(y)}" width="${image.width}" height="${image.height}"` +
        ` image-rendering="pixelated" href="${canvas.toDataURL()}"/>`,
    );
  }

  /** The whole drawing as a document. */
  document(width: number, height: number, title: string, about: string, paper: string): string {
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${digits(width)}" height="${digits(height)}"` +
      ` viewBox="0 0 ${digits(width)} ${digits(height)}" role="img">` +
      `<title>${xml(title)}</title><desc>${xml(about)}</desc>` +
      `<defs>${this.definitions.join('')}</defs>` +
      `<rect width="100%" height="100%" fill="${xml(paper)}"/>${this.parts.join('')}</svg>`
    );
  }
}

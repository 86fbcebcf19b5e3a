/** The colours a painter may use, read once from the custom properties of the page. */
export interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly trace: string;
  readonly outline: string;
  readonly freeTint: string;
  readonly pages: string;
  readonly onPages: string;
  readonly pagesTint: string;
  readonly slab: string;
  readonly onSlab: string;
  readonly slabDots: string;
  readonly now: string;
  readonly buddy: string;
  readonly unmovable: string;
  readonly unmovableTint: string;
  readonly reclaimable: string;
  readonly reclaimableTint: string;
  readonly reserve: string;
  readonly reserveTint: string;
  readonly sans: string;
  readonly mono: string;
}

const property: { readonly [K in keyof Palette]: string } = {
  paper: 'paper',
  ink: 'ink',
  muted: 'muted',
  line: 'line',
  trace: 'trace',
  outline: 'outline',
  freeTint: 'free-tint',
  pages: 'pages',
  onPages: 'on-pages',
  pagesTint: 'pages-tint',
  slab: 'slab',
  onSlab: 'on-slab',
  slabDots: 'slab-dots',
  now: 'now',
  buddy: 'buddy',
  unmovable: 'unmovable',
  unmovableTint: 'unmovable-tint',
  reclaimable: 'reclaimable',
  reclaimableTint: 'reclaimable-tint',
  reserve: 'reserve',
  reserveTint: 'reserve-tint',
  sans: 'sans',
  mono: 'mono',
};

export function readPalette(style: { getPropertyValue(name: string): string }): Palette {
  const entries = Object.entries(property).map(([key, name]) => {
    const value = style.getPropertyValue(`--kmem-${name}`).trim();
    return [key, value || (key === 'sans' ? 'sans-serif' : key === 'mono' ? 'monospace' : 'gray')];
  });
  return Object.fromEntries(entries) as Palette;
}

/** A colour as one pixel of ImageData, on the little-endian machines that browsers run on. */
export function pixelOf(ctx: CanvasRenderingContext2D, colour: string): number {
  ctx.fillStyle = '#000';
  ctx.fillStyle = colour;
  const hex = String(ctx.fillStyle);
  const rgb = Number.parseInt(hex.slice(1, 7), 16);
  return ((0xff << 24) | ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >>> 16)) >>> 0;
}

/** The caches of an exported figure: facts, then the slabs of each list as cards. */
import { type CacheInfo, type SlabInfo, SlabList } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { formatBytes } from '../messages/quantities.ts';
import { type FigureScene, type Pen, write } from './figure.ts';
import { dotGrid, dotPlace, gridHeight } from './slab-grid.ts';

/** More caches than this would make a poster. */
const mostCaches = 8;
const factsWidth = 190;
const cardPadding = 10;

const lists = [
  ['caches.full', SlabList.Full],
  ['caches.partial', SlabList.Partial],
  ['caches.empty', SlabList.Empty],
] as const;

function paintDots(
  pen: Pen,
  scene: FigureScene,
  slab: SlabInfo,
  cache: CacheInfo,
  width: number,
): number {
  const { ctx, palette } = pen;
  const detail = scene.slabs.get(slab.pfn);
  const grid = detail && dotGrid(detail.slots.length, width);
  if (!detail || !grid) {
    ctx.strokeStyle = palette.outline;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.rect(0.5, 0.5, width - 1, 11);
    ctx.stroke();
    ctx.fillStyle = palette.slab;
    ctx.fillRect(1, 1, ((width - 2) * slab.inUse) / Math.max(1, cache.objectsPerSlab), 10);
    return 12;
  }
  for (const { index, live } of detail.slots) {
    const now = scene.objects.some((object) => object.pfn === slab.pfn && object.index === index);
    const { x, y } = dotPlace(grid, index);
    ctx.beginPath();
    ctx.rect(x + 0.5, y + 0.5, grid.size - 1, grid.size - 1);
    ctx.fillStyle = now ? palette.now : palette.slab;
    ctx.strokeStyle = now ? palette.now : live ? palette.slab : palette.outline;
    ctx.lineWidth = now ? 1.5 : 1;
    if (live) ctx.fill();
    ctx.stroke();
  }
  return gridHeight(grid);
}

function paintCard(pen: Pen, scene: FigureScene, slab: SlabInfo, cache: CacheInfo): number {
  const { ctx, palette, width } = pen;
  let inner = 0;
  ctx.at(cardPadding, 32, () => {
    inner = paintDots(pen, scene, slab, cache, width - 2 * cardPadding);
  });
  const height = 32 + inner + 8;
  const now = scene.marks.now.some(({ pfn }) => pfn === slab.pfn);
  ctx.beginPath();
  ctx.roundRect(0.5, 0.5, width - 1, height - 1, 4);
  ctx.strokeStyle = now ? palette.now : palette.line;
  ctx.lineWidth = now ? 2 : 1;
  ctx.stroke();
  ctx.fillStyle = palette.slab;
  ctx.fillRect(1, 0, width - 2, 3);
  const label = message('caches.frame', { pfn: slab.pfn });
  write(pen, label, cardPadding, 22, `600 12px ${palette.mono}`, palette.ink);
  const filled = message('caches.filled', { used: slab.inUse, objects: cache.objectsPerSlab });
  ctx.font = `12px ${palette.sans}`;
  const at = width - cardPadding - ctx.measureText(filled).width;
  write(pen, filled, at, 22, ctx.font, palette.muted);
  return height;
}

/** The slab that matters as a card, and how many there are besides. */
function paintLaneOf(pen: Pen, scene: FigureScene, cache: CacheInfo, list: SlabList): number {
  const { palette } = pen;
  const slabs = cache.slabs[list];
  const open = slabs.find(({ pfn }) => scene.marks.now.some((b) => b.pfn === pfn)) ?? slabs[0];
  if (!open) {
    write(pen, message('word.none'), 0, 16, `13px ${palette.sans}`, palette.muted);
    return 20;
  }
  const height = paintCard(pen, scene, open, cache);
  const more = cache.counts[list] - 1;
  if (more === 0) return height;
  write(pen, message('more', { n: more }), 0, height + 16, `12px ${palette.sans}`, palette.muted);
  return height + 20;
}

function paintFacts(pen: Pen, cache: CacheInfo): number {
  const { palette } = pen;
  const { objectSize, align, order, objectsPerSlab: objects, tail } = cache;
  const facts = [
    message('caches.size', { bytes: formatBytes(objectSize), align }),
    message('caches.per_slab', { order, objects }),
    tail > 0 ? message('caches.tail', { bytes: formatBytes(tail) }) : message('caches.no_tail'),
  ];
  write(pen, cache.name, 0, 16, `600 13px ${palette.sans}`, palette.ink);
  facts.forEach((fact, index) => {
    write(pen, fact, 0, 35 + index * 17, `12px ${palette.sans}`, palette.muted);
  });
  return 35 + facts.length * 17;
}

function paintCache(pen: Pen, scene: FigureScene, cache: CacheInfo): number {
  const { ctx } = pen;
  const column = (pen.width - factsWidth) / 3;
  const heights = [paintFacts(pen, cache)];
  lists.forEach(([, list], index) => {
    ctx.at(factsWidth + index * column, 4, () => {
      const lane = { ...pen, width: Math.min(210, column - 16) };
      heights.push(paintLaneOf(lane, scene, cache, list));
    });
  });
  return Math.max(...heights) + 14;
}

export function figureCaches(pen: Pen, scene: FigureScene): number {
  const { ctx, palette, width } = pen;
  const used = scene.snapshot.caches.filter(({ isKmalloc, grown }) => !isKmalloc || grown > 0);
  const bold = `600 13px ${palette.sans}`;
  write(pen, message('caches.title'), 0, 16, bold, palette.ink);
  lists.forEach(([key], index) => {
    const x = factsWidth + (index * (width - factsWidth)) / 3;
    write(pen, message(key), x, 16, bold, palette.muted);
  });
  let y = 26;
  for (const cache of used.slice(0, mostCaches)) {
    ctx.at(0, y, () => {
      y += paintCache(pen, scene, cache);
    });
  }
  const more = used.length - mostCaches;
  if (more <= 0) return y;
  write(pen, message('more', { n: more }), 0, y + 10, `12px ${palette.sans}`, palette.muted);
  return y + 16;
}

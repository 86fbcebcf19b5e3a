/** The two patterns: what colour says, they say again. */

/** Diagonal lines inside a rectangle: waste. */
export function hatch(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  colour: string,
): void {
  const apart = 5;
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, width, height);
  ctx.clip();
  ctx.beginPath();
  for (let start = x - height; start < x + width; start += apart) {
    ctx.moveTo(start, y + height);
    ctx.lineTo(start + height, y);
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.restore();
}

/** Small squares in a grid inside a rectangle: a slab and its objects. */
export function dots(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  colour: string,
): void {
  const size = 2;
  const apart = 5;
  if (width < 2 * size || height < 2 * size) return;
  const columns = Math.max(1, Math.floor((width - 3) / apart));
  const rows = Math.max(1, Math.floor((height - 3) / apart));
  const left = x + (width - (columns - 1) * apart - size) / 2;
  const top = y + (height - (rows - 1) * apart - size) / 2;
  ctx.fillStyle = colour;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      ctx.fillRect(left + column * apart, top + row * apart, size, size);
    }
  }
}

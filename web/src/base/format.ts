/** Numbers with their units, as the page writes them. */

const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

/** `4 KiB`, `1.5 MiB`, `192 bytes`: the largest unit that keeps the number at least 1. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = Number.isInteger(value) ? 0 : 1;
  return bytes === 1 ? '1 byte' : `${value.toFixed(digits)} ${units[unit]}`;
}

/** `1 frame`, `64 frames`, `1,048,576 frames`. */
export function count(n: number, one: string, other = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : other}`;
}

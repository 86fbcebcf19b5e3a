/** Numbers with their units, as the page writes them in the language it speaks. */
import { formatNumber } from './languages.ts';
import { currentLanguage, message } from './messages.ts';

const units = ['unit.bytes', 'unit.kib', 'unit.mib', 'unit.gib', 'unit.tib'];

/** `1,048,576`; `19.1` with one digit. */
export function number(value: number, digits = 0): string {
  return formatNumber(value, currentLanguage(), digits);
}

/** `4 KiB`, `1.5 MiB`, `192 bytes`: the largest unit that keeps the number at least 1. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const n = Number.isInteger(value) ? value : number(value, 1);
  return message(units[unit] ?? '', { n });
}

/** `5 looks, 4 splits, 1 slab`. */
export function listed(texts: readonly string[]): string {
  return texts.length === 0 ? '' : texts.reduce((a, b) => message('list.two', { a, b }));
}

/** The messages `<area>.<name>` of numbers, as a list; what did not happen is left out. */
export function counted(area: string, numbers: Readonly<Record<string, number>>): string {
  const some = Object.entries(numbers).filter(([, n]) => n > 0);
  return listed(some.map(([name, n]) => message(`${area}.${name}`, { n })));
}

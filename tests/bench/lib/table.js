// The lines of kmem_bench's closing table, for the rows that are measured from JavaScript.

export const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** The value that `share` of all values stay below. */
export const quantile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)];

export function head(title) {
  console.log(
    `\n${title.padEnd(66)} ${'here'.padStart(11)} ${'peer'.padStart(11)} ${'ratio'.padStart(7)} ${'reach'.padStart(7)}`,
  );
}

/** `reach`: what the ratio, or without a peer the number, stays at or below. */
export function line(title, unit, here, { peer, reach } = {}) {
  const text = (value) => (value === undefined ? '' : `${value.toFixed(2)} ${unit}`);
  const ratio = peer === undefined ? undefined : here / peer;
  const missed = reach !== undefined && (ratio ?? here) > reach;
  console.log(
    `${title.padEnd(66)} ${text(here).padStart(11)} ${text(peer).padStart(11)} ` +
      `${(ratio?.toFixed(2) ?? '').padStart(7)} ${(reach?.toFixed(2) ?? '-').padStart(7)}` +
      (missed ? '  not reached' : ''),
  );
}

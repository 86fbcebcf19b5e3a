import { css } from 'lit';

export const surroundingsStyles = css`
  :host {
    position: absolute;
    inset: 0;
    display: grid;
    grid-template: minmax(0, 1fr) / var(--kmem-gutter) minmax(0, 1fr) var(--gap) var(--side);
  }
  .space {
    grid-column: 2;
    position: relative;
    clip-path: inset(0 -4px 0 -64px);
    direction: ltr;
    touch-action: pan-y;
  }
  .level {
    position: absolute;
    inset: 0;
    pointer-events: none;
  }
  .bar,
  .area,
  .segment,
  .name,
  .pointer,
  .here {
    position: absolute;
  }
  .bar {
    border: 1px solid var(--kmem-outline);
    background: var(--kmem-paper);
    border-radius: var(--kmem-radius);
    min-width: 3px;
  }
  .bar.main {
    border-color: var(--kmem-pages);
    background: var(--kmem-pages);
    forced-color-adjust: none;
  }
  .bar.open {
    border-inline-width: 0;
    border-radius: 0;
    background: var(--kmem-paper);
  }
  /* Copies and files are kept there, not page frames: no colour of theirs. */
  .bar.cache,
  .bar.disk,
  .bar.removable {
    background: repeating-linear-gradient(
      90deg,
      var(--kmem-free-tint) 0 1px,
      var(--kmem-paper) 1px 9px
    );
  }
  .area {
    top: 0;
    bottom: 0;
    overflow: hidden;
    display: grid;
    place-items: center;
    border-inline-end: 1px solid var(--kmem-paper);
    border-radius: 0;
    background: var(--kmem-pages);
    color: var(--kmem-on-pages);
    font-size: var(--kmem-text-s);
    line-height: 1.2;
    text-align: center;
    white-space: nowrap;
    forced-color-adjust: none;
  }
  .area.free {
    background: var(--kmem-paper);
    color: var(--kmem-ink);
    border: 1px solid var(--kmem-outline);
    border-radius: var(--kmem-radius);
  }
  .area.files {
    background: repeating-linear-gradient(
      0deg,
      var(--kmem-pages) 0 7px,
      color-mix(in srgb, var(--kmem-pages) 80%, var(--kmem-paper)) 7px 8px
    );
  }
  .area.segment-area {
    background: var(--kmem-paper);
    border: 0;
  }
  .segment {
    background: var(--kmem-paper);
    outline: 1.5px solid var(--kmem-ink);
  }
  .segment.thin {
    background: var(--kmem-ink);
    outline: 0;
  }
  canvas {
    position: absolute;
    inset: 0;
  }
  .name {
    left: 0;
    display: flex;
    align-items: center;
    gap: var(--kmem-space-2);
    height: 20px;
    font-size: var(--kmem-text-s);
    line-height: 1;
    white-space: nowrap;
    pointer-events: auto;
  }
  .name b {
    font-weight: var(--kmem-bold);
  }
  .pointer {
    width: 1px;
    background: var(--kmem-ink);
  }
  button.here {
    min-height: var(--kmem-target);
    padding: 0 6px;
    border-color: transparent;
    background: none;
    font-size: var(--kmem-text-s);
    font-weight: var(--kmem-bold);
    text-decoration: underline;
    text-underline-offset: 3px;
    white-space: nowrap;
  }
  .books {
    grid-column: 4;
    align-self: start;
    overflow: hidden auto;
    max-height: 100%;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 3px 0;
    border-bottom: 1px solid var(--kmem-line);
    font-weight: 400;
    text-align: start;
    vertical-align: baseline;
  }
  td {
    text-align: end;
    white-space: nowrap;
  }
  tr:last-child > * {
    border-bottom: 0;
  }
  .total > * {
    font-weight: var(--kmem-bold);
  }
  small {
    display: block;
    color: var(--kmem-muted);
    font-size: var(--kmem-text-s);
  }
  .key {
    display: inline-block;
    width: 11px;
    height: 11px;
    margin-inline-end: 7px;
    vertical-align: -1px;
    border: 1px solid var(--kmem-pages);
    background: var(--kmem-pages);
    forced-color-adjust: none;
  }
  .key.free {
    border-color: var(--kmem-outline);
    border-radius: 2px;
    background: var(--kmem-paper);
  }
  .key.segment-key {
    border: 1.5px solid var(--kmem-ink);
    background: var(--kmem-paper);
  }
  /* Phones: the books stand below memory, in the place of the facts. */
  :host([compact]) {
    grid-template: minmax(0, 1fr) auto / 70px minmax(0, 1fr) 14px;
  }
  :host([compact]) .name {
    left: -58px;
  }
  :host([compact]) .books {
    grid-area: 2 / 1 / 3 / 3;
    padding-inline-start: 12px;
  }
  :host([compact]) tbody {
    display: grid;
    grid-template-columns: 1fr 1fr;
    column-gap: var(--kmem-space-4);
  }
  :host([compact]) tr {
    display: flex;
    justify-content: space-between;
    border-bottom: 1px solid var(--kmem-line);
  }
  :host([compact]) :is(th, td) {
    padding: 1px 0;
    border: 0;
    font-size: var(--kmem-text-s);
  }
  :host([compact]) small {
    display: none;
  }
`;

import { css } from 'lit';

export const pictureStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    container-type: inline-size;
    /* Not seen; its transition tells the canvas that the colours have changed. */
    caret-color: var(--kmem-paper);
    transition: caret-color 1ms;
  }
  .head,
  .stage,
  .under {
    --side: var(--kmem-side);
    --gap: 36px;
  }
  .head,
  .row,
  .under {
    display: grid;
    grid-template-columns: var(--kmem-gutter) minmax(0, 1fr) var(--gap) var(--side);
    align-items: center;
  }
  :host([compact]) {
    --kmem-gutter: 70px;
  }
  :host([compact]) :is(.head, .row, .under) {
    grid-template-columns: var(--kmem-gutter) minmax(0, 1fr) 14px;
  }
  .head {
    flex: none;
    height: 32px;
  }
  .head .title {
    grid-column: 2;
    display: flex;
    align-items: center;
    gap: var(--kmem-space-2);
    min-width: 0;
  }
  :host([compact]) .head .title {
    grid-column: 1 / 3;
  }
  .title h2 {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .title .zoom {
    margin-inline-start: auto;
  }
  /* Only to be looked at: nothing that asks to be pressed. */
  :host([inert]) :is(.zoom, .facts) {
    display: none;
  }
  .zoom {
    display: flex;
    gap: var(--kmem-space-1);
  }
  .scale-name {
    align-self: center;
    color: var(--kmem-muted);
    font-size: var(--kmem-text-s);
    white-space: nowrap;
  }
  :host([compact]) .scale-name {
    display: none;
  }
  .zoom button {
    padding: 0;
    border-color: transparent;
    background: none;
    color: var(--kmem-muted);
  }
  .zoom button:hover:not(:disabled) {
    color: var(--kmem-ink);
    border-color: var(--kmem-outline);
  }
  .zoom button:disabled {
    opacity: 0.4;
  }
  .head .side {
    grid-column: 4;
    overflow: hidden;
    color: var(--kmem-muted);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .stage {
    flex: 0 1 auto;
    min-height: 0;
    overflow: hidden auto;
    position: relative;
    scrollbar-width: thin;
  }
  .rows {
    position: relative;
  }
  /* Zoomed out of the segment: what lies around it is there instead. */
  .outside :is(.grid, .lane) {
    visibility: hidden;
  }
  .outside {
    cursor: default;
  }
  /* On phones, the room of the facts and of the free list. */
  :host([compact]) .outside::after {
    content: '';
    display: block;
    height: 62px;
  }
  .lane {
    position: absolute;
    inset-block: 0;
    inset-inline: var(--kmem-gutter) calc(var(--gap) + var(--side));
    overflow: hidden;
    pointer-events: none;
  }
  :host([compact]) .lane {
    inset-inline-end: 14px;
  }
  canvas {
    position: absolute;
    top: 0;
    left: 0;
  }
  .row {
    position: relative;
    height: var(--row-height);
  }
  .row.now .order,
  .row.now .none {
    color: var(--kmem-now-ink);
  }
  .row.now .cells {
    background: var(--kmem-now-pale);
  }
  .header {
    display: flex;
    align-items: baseline;
    justify-content: flex-end;
    gap: var(--kmem-space-2);
    height: 100%;
    line-height: var(--row-height);
    padding-inline-end: 10px;
    white-space: nowrap;
    cursor: pointer;
  }
  .header .size {
    color: var(--kmem-muted);
  }
  .header .order {
    font-weight: var(--kmem-bold);
    min-width: 1.25em;
    text-align: right;
  }
  .row.chosen .order {
    text-decoration: underline;
    text-decoration-thickness: 2px;
    text-underline-offset: 3px;
  }
  /* Addresses run from left to right in every language. */
  .cells,
  .ruler {
    direction: ltr;
  }
  .cells {
    position: relative;
    height: 100%;
    touch-action: pan-y;
  }
  .cell {
    position: absolute;
    top: 3px;
    bottom: 3px;
    border-radius: var(--kmem-radius);
  }
  .cell:focus-visible {
    outline: 2px solid var(--kmem-ink);
    outline-offset: 2px;
    z-index: 1;
  }
  .cell.mine {
    cursor: pointer;
  }
  .list {
    position: relative;
    grid-column: 4;
    display: flex;
    align-items: center;
    gap: 6px;
    min-width: 0;
    overflow: hidden;
    height: 100%;
    padding-inline-start: 2px;
  }
  .none {
    color: var(--kmem-faint);
  }
  .chip {
    flex: none;
    min-width: 30px;
    min-height: 0;
    height: min(24px, var(--row-height) - 2px);
    padding: 0 6px;
    font-family: var(--kmem-mono);
    font-size: var(--kmem-text-s);
    line-height: 1;
    border-radius: var(--kmem-radius);
  }
  .chip.now {
    border: 2px solid var(--kmem-now);
    padding: 0 5px;
  }
  .chip.buddy {
    outline: 3px double var(--kmem-buddy);
    outline-offset: 0;
  }
  .chip.chosen {
    outline: 2px solid var(--kmem-ink);
    outline-offset: 1px;
  }
  .chip.hovered {
    border-color: var(--kmem-ink);
  }
  .tight .chip:not(.now) {
    border-color: transparent;
    background: none;
  }
  .more {
    flex: none;
    color: var(--kmem-muted);
    font-size: var(--kmem-text-s);
  }
  .under {
    flex: none;
    position: relative;
    height: 36px;
    overflow: visible;
  }
  .strip {
    height: auto;
  }
  .strip > * {
    grid-column: 2;
  }
  .ruler {
    position: relative;
    grid-column: 2;
    height: 36px;
    margin: 0 -14px;
    touch-action: none;
  }
  .facts {
    flex: 1;
    display: flex;
    align-items: center;
    gap: var(--kmem-space-3);
    min-width: 0;
    height: 28px;
    padding-inline-start: var(--kmem-space-2);
    color: var(--kmem-muted);
  }
  :host([compact]) .facts {
    flex: none;
  }
  .facts p {
    min-width: 0;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .facts strong {
    color: var(--kmem-ink);
    font-weight: var(--kmem-bold);
  }
  .facts button {
    flex: none;
  }
  .below {
    grid-column: 1 / -1;
    --row-height: 34px;
    height: 34px;
    padding: 0 12px;
    display: flex;
    align-items: center;
    gap: 6px;
    overflow: auto hidden;
    scrollbar-width: none;
  }
  .empty {
    margin: auto;
    color: var(--kmem-muted);
  }
  @container (max-width: 900px) {
    .head,
    .stage,
    .under {
      --side: 150px;
      --gap: 24px;
    }
  }
  /* Plays once, when a block becomes one that this request has touched. */
  @media (prefers-reduced-motion: no-preference) {
    .cell.now,
    .chip.now {
      animation: touch 220ms ease-out;
    }
    @keyframes touch {
      from {
        box-shadow: 0 0 0 7px color-mix(in srgb, var(--kmem-now) 40%, transparent);
      }
    }
  }
  @media print {
    .facts,
    .zoom {
      display: none;
    }
  }
`;

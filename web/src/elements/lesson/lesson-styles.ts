import { css } from 'lit';

/** The story column while a lesson is open: its text scrolls, the way to the others stays. */
export const lessonStyles = css`
  :host {
    display: grid;
    grid-template-rows: minmax(0, 1fr) auto;
    font-size: 0.9375rem;
    line-height: 1.55;
  }
  .text {
    display: grid;
    align-content: start;
    gap: var(--kmem-space-3);
    text-wrap: pretty;
    padding: var(--kmem-space-4) var(--kmem-space-4) var(--kmem-space-5) var(--kmem-space-5);
    overflow: hidden auto;
    scrollbar-width: thin;
    overscroll-behavior: contain;
  }
  .text > * {
    min-width: 0;
  }
  .number {
    display: flex;
    align-items: center;
    gap: var(--kmem-space-2);
    color: var(--kmem-muted);
    font-size: var(--kmem-text-m);
  }
  .ticks {
    display: inline-flex;
    gap: 3px;
  }
  .ticks i {
    width: 12px;
    height: 4px;
    border: 1px solid var(--kmem-outline);
    border-radius: 2px;
  }
  .ticks i.done {
    border-color: var(--kmem-ink);
    background: var(--kmem-ink);
  }
  h1 {
    margin: 0;
    font-size: var(--kmem-text-l);
    line-height: 1.25;
    font-weight: var(--kmem-bold);
  }
  .goal {
    margin-top: -6px;
    color: var(--kmem-muted);
  }
  .list {
    display: grid;
    gap: 4px;
    padding-left: 1.2em;
    list-style: disc;
  }
  ol.list {
    list-style: decimal;
  }
  .changed {
    color: var(--kmem-muted);
    font-size: var(--kmem-text-m);
  }
  .problems {
    padding: var(--kmem-space-3);
    border-left: 3px solid var(--kmem-now);
    background: var(--kmem-now-pale);
    font-size: var(--kmem-text-m);
  }
  .end {
    display: grid;
    justify-items: start;
    gap: var(--kmem-space-2);
    padding-top: var(--kmem-space-3);
    border-top: 1px solid var(--kmem-line);
  }
  .end button {
    min-height: 34px;
    padding: 0 var(--kmem-space-3);
  }
  .end .on {
    border-color: var(--kmem-ink);
    background: var(--kmem-ink);
    color: var(--kmem-paper);
    font-weight: var(--kmem-bold);
  }
  .end .again {
    padding: 0;
    border: 0;
    background: none;
    color: var(--kmem-muted);
  }
  nav {
    display: grid;
    grid-template-columns: 1fr auto 1fr;
    align-items: center;
    padding: 4px var(--kmem-space-3) 4px var(--kmem-space-4);
    border-top: 1px solid var(--kmem-line);
  }
  nav button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-width: 36px;
    min-height: 36px;
    border: 0;
    background: none;
    font-size: var(--kmem-text-m);
  }
  nav button:first-child {
    justify-self: start;
  }
  nav button:last-child {
    justify-self: end;
  }
  :host([compact]) {
    display: block;
    overflow: auto;
  }
  :host([compact]) .text {
    padding: var(--kmem-space-3) var(--kmem-space-4) var(--kmem-space-4);
    overflow: visible;
  }
  /* On paper: what there is to read, and nothing to press. */
  @media print {
    :host {
      display: block;
    }
    .text {
      display: block;
      padding: 0;
      overflow: visible;
    }
    .text > * + * {
      margin-top: 8px;
    }
    .phrase {
      background: none !important;
      box-shadow: none !important;
      text-decoration: none;
    }
    nav,
    .ticks,
    .end,
    .changed {
      display: none;
    }
  }
`;

import { css } from 'lit';

/** A problem sheet: a page to scroll on the screen, and to print; the key on a page of its own. */
export const sheetStyles = css`
  :host {
    display: block;
    height: 100dvh;
    overflow: auto;
    background: var(--kmem-paper);
    font-size: 0.9375rem;
    line-height: 1.5;
  }
  .bar {
    position: sticky;
    top: 0;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--kmem-space-2) var(--kmem-space-3);
    padding: var(--kmem-space-2) var(--kmem-space-5);
    border-bottom: 1px solid var(--kmem-line);
    background: var(--kmem-paper);
    font-size: var(--kmem-text-m);
  }
  .bar label {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .bar .space {
    flex: 1;
  }
  select,
  input {
    min-height: 34px;
    padding: 0 8px;
    border: 1px solid var(--kmem-outline);
    border-radius: var(--kmem-radius);
    background: var(--kmem-raised);
    color: inherit;
    font: inherit;
  }
  input {
    width: 8em;
    font-family: var(--kmem-mono);
  }
  .bar input {
    width: 7em;
  }
  button {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 34px;
    padding: 0 var(--kmem-space-3);
  }
  main {
    max-width: 820px;
    margin: 0 auto;
    padding: var(--kmem-space-5);
  }
  h1 {
    margin: 0;
    font-size: var(--kmem-text-l);
  }
  .seed {
    color: var(--kmem-muted);
    font-size: var(--kmem-text-m);
  }
  .name {
    display: none;
  }
  .problem {
    display: grid;
    gap: var(--kmem-space-2);
    padding-block: var(--kmem-space-5) var(--kmem-space-3);
    border-top: 1px solid var(--kmem-line);
  }
  h1 ~ .problem:first-of-type {
    margin-top: var(--kmem-space-4);
  }
  h2 {
    font-size: 1.0625rem;
  }
  pre {
    margin: 0;
    font: 400 var(--kmem-text-m) / 1.6 var(--kmem-mono);
    white-space: pre-wrap;
  }
  .drawing {
    overflow-x: auto;
  }
  .drawing svg {
    display: block;
    width: 100%;
    min-width: 600px;
    height: auto;
    max-height: 260px;
    font: 400 11px var(--kmem-mono);
  }
  .drawing text {
    fill: var(--kmem-ink);
  }
  .free {
    fill: none;
    stroke: var(--kmem-outline);
  }
  .pages {
    fill: var(--kmem-pages-tint);
    stroke: var(--kmem-pages);
  }
  .slab {
    fill: var(--kmem-slab-tint);
    stroke: var(--kmem-slab);
    stroke-dasharray: 2 2;
  }
  .row {
    stroke: var(--kmem-line);
  }
  .lists {
    font: 400 var(--kmem-text-s) / 1.6 var(--kmem-mono);
  }
  .parts {
    display: grid;
    gap: var(--kmem-space-3);
    padding-left: 1.6em;
    list-style: lower-alpha;
  }
  .answer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--kmem-space-2);
    margin-top: 4px;
  }
  .verdict {
    padding-left: var(--kmem-space-3);
    border-left: 3px solid var(--kmem-now);
  }
  .verdict.right {
    border-left-color: var(--kmem-slab);
  }
  .line {
    display: none;
  }
  .key {
    margin-top: var(--kmem-space-6);
    padding-top: var(--kmem-space-4);
    border-top: 2px solid var(--kmem-ink);
  }
  .key ol {
    padding-left: 1.6em;
    list-style: lower-alpha;
  }
  .key small {
    display: block;
    color: var(--kmem-muted);
    font-size: var(--kmem-text-m);
  }
  @media print {
    :host {
      height: auto;
      overflow: visible;
      font-size: 11pt;
    }
    .bar,
    .answer > *,
    .verdict,
    .more {
      display: none;
    }
    .name,
    .line {
      display: block;
    }
    .line {
      width: 40%;
      height: 1.8em;
      border-bottom: 1px solid currentColor;
    }
    .drawing {
      overflow: visible;
    }
    .drawing svg {
      min-width: 0;
    }
    main {
      max-width: none;
      padding: 0;
    }
    .problem {
      break-inside: avoid;
    }
    .key {
      break-before: page;
      border: 0;
    }
  }
  @media screen {
    .key.hidden {
      display: none;
    }
  }
`;

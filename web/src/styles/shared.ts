import { css } from 'lit';

/** What every view element starts from: type, headings, buttons, focus, hidden text. */
export const shared = css`
  :host {
    display: block;
    min-width: 0;
    min-height: 0;
    box-sizing: border-box;
    color: var(--kmem-ink);
    font: 400 var(--kmem-text-m) / var(--kmem-leading) var(--kmem-sans);
    font-variant-numeric: tabular-nums;
    overflow-wrap: break-word;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  ol,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ol,
  ul {
    list-style: none;
  }
  h2 {
    font-size: var(--kmem-text-m);
    font-weight: var(--kmem-bold);
  }
  h3 {
    font-size: var(--kmem-text-m);
    font-weight: var(--kmem-bold);
  }
  .muted {
    color: var(--kmem-muted);
  }
  .mono {
    font-family: var(--kmem-mono);
    font-size: var(--kmem-text-s);
  }
  button {
    font: inherit;
    color: inherit;
    min-width: var(--kmem-target);
    min-height: var(--kmem-target);
    padding: 0 var(--kmem-space-2);
    border: 1px solid var(--kmem-outline);
    border-radius: var(--kmem-radius);
    background: var(--kmem-raised);
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    border-color: var(--kmem-ink);
  }
  button:disabled {
    color: var(--kmem-muted);
    border-color: var(--kmem-line);
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--kmem-ink);
    outline-offset: 2px;
  }
  .sr-only {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

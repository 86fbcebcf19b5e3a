import { css } from 'lit';

/**
 * A table of contenders whose first wide column is the picture. On a phone each row becomes a block
 * of its own, with the numbers in a grid under the picture.
 */
export const raceStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    height: 100%;
    background: var(--kmem-paper);
  }
  :host([alone]) {
    height: auto;
    min-height: 420px;
  }
  .top,
  .bottom {
    display: flex;
    align-items: center;
    gap: var(--kmem-space-2) var(--kmem-space-4);
    flex-wrap: wrap;
    padding: var(--kmem-space-3) var(--kmem-space-5);
  }
  .top :is(h1, h2) {
    margin: 0;
    font-weight: var(--kmem-bold);
    font-size: var(--kmem-text-l);
    line-height: 1.3;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: var(--kmem-space-1);
  }
  .chips button {
    min-height: 28px;
    border-color: var(--kmem-line);
    color: var(--kmem-muted);
    background: none;
  }
  .chips button[aria-pressed='true'] {
    border-color: var(--kmem-ink);
    color: var(--kmem-ink);
    font-weight: var(--kmem-bold);
  }
  .back {
    margin-inline-start: auto;
    min-height: 32px;
    border-color: transparent;
    background: none;
    text-decoration: underline;
    text-decoration-color: var(--kmem-outline);
    text-underline-offset: 3px;
  }
  .middle {
    overflow-y: auto;
    padding: 0 var(--kmem-space-5) var(--kmem-space-4);
  }
  .call {
    padding-block: var(--kmem-space-1) var(--kmem-space-3);
  }
  .note {
    max-width: 86ch;
    min-height: 3em;
    color: var(--kmem-muted);
  }
  .call code {
    font: 500 0.9375rem var(--kmem-mono);
    margin-inline-end: var(--kmem-space-3);
  }
  .row {
    display: grid;
    grid-template-columns: 150px minmax(180px, 1fr) repeat(8, minmax(50px, 72px));
    column-gap: var(--kmem-space-4);
    align-items: start;
    padding-block: var(--kmem-space-3);
    border-top: 1px solid var(--kmem-line);
  }
  .head {
    padding-block: 0 var(--kmem-space-1);
    border: 0;
    color: var(--kmem-muted);
    font-size: var(--kmem-text-s);
    line-height: 1.25;
    align-items: end;
  }
  .number {
    text-align: end;
    line-height: 1.3;
    padding-top: 8px;
    overflow-wrap: anywhere;
  }
  .head .number {
    padding-top: 0;
  }
  .number small {
    display: block;
    color: var(--kmem-muted);
    font-size: var(--kmem-text-s);
  }
  .number.bad {
    color: var(--kmem-now-ink);
    font-weight: var(--kmem-bold);
  }
  .name b {
    display: block;
    font-weight: var(--kmem-bold);
  }
  .name .muted {
    font-size: var(--kmem-text-s);
    line-height: 1.35;
    display: block;
  }
  .sample {
    display: block;
    margin-top: 5px;
  }
  .did {
    margin-top: 5px;
    min-height: 2.7em;
    font-size: var(--kmem-text-s);
    line-height: 1.35;
    color: var(--kmem-muted);
  }
  .did b {
    color: var(--kmem-ink);
    font-weight: var(--kmem-bold);
  }
  .did b.bad {
    color: var(--kmem-now-ink);
  }
  .plots {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: var(--kmem-space-5);
    padding-top: var(--kmem-space-4);
    border-top: 1px solid var(--kmem-line);
  }
  .bottom {
    border-top: 1px solid var(--kmem-line);
    padding-block: var(--kmem-space-2) var(--kmem-space-3);
  }
  .parting {
    display: flex;
    flex: 1 0 100%;
    align-items: center;
    gap: var(--kmem-space-2) var(--kmem-space-5);
  }
  .answer {
    flex: 1;
    min-height: 3em;
  }
  .answer b {
    font-weight: var(--kmem-bold);
  }
  .answer span {
    color: var(--kmem-muted);
  }
  .steps {
    display: flex;
    gap: var(--kmem-space-2);
  }
  .steps button {
    display: grid;
    place-items: center;
    width: 40px;
    height: 40px;
    padding: 0;
    border-color: var(--kmem-line);
    border-radius: 6px;
  }
  .steps button.step {
    background: var(--kmem-ink);
    border-color: var(--kmem-ink);
    color: var(--kmem-paper);
  }
  .steps button:disabled {
    opacity: 0.45;
  }
  .where {
    font-weight: var(--kmem-bold);
    white-space: nowrap;
    min-width: 132px;
  }
  kmem-scrubber {
    flex: 1 1 200px;
  }
  .find {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--kmem-space-2);
  }
  .find button {
    min-height: 36px;
    padding-inline: var(--kmem-space-3);
  }
  select {
    min-height: 36px;
    padding: 0 var(--kmem-space-2);
    border: 1px solid var(--kmem-line);
    border-radius: var(--kmem-radius);
    background: var(--kmem-raised);
    color: inherit;
    font: inherit;
  }
  .waiting {
    padding: var(--kmem-space-6) var(--kmem-space-5);
    color: var(--kmem-muted);
  }
  :host([size='tablet']) .row {
    grid-template-columns: 120px minmax(120px, 1fr) repeat(8, minmax(34px, 56px));
    column-gap: var(--kmem-space-2);
    font-size: var(--kmem-text-s);
  }
  :host([size='phone']) {
    display: block;
    overflow-y: auto;
    .top,
    .bottom,
    .middle {
      padding-inline: var(--kmem-space-4);
    }
    .middle {
      overflow: visible;
    }
    .bottom {
      position: sticky;
      bottom: 0;
      background: var(--kmem-paper);
    }
    .top :is(h1, h2) {
      font-size: 1.0625rem;
    }
    .chips {
      order: 1;
      flex-basis: 100%;
    }
    .parting {
      display: block;
      padding-bottom: var(--kmem-space-3);
    }
    .answer {
      padding-bottom: var(--kmem-space-2);
    }
    .head {
      display: none;
    }
    .row {
      grid-template-columns: repeat(4, minmax(0, 1fr));
      column-gap: var(--kmem-space-2);
    }
    .name,
    .strip {
      grid-column: 1 / -1;
    }
    .name .muted {
      display: none;
    }
    .name {
      display: flex;
      align-items: center;
      gap: var(--kmem-space-3);
    }
    .number {
      text-align: start;
      padding-top: 4px;
    }
    .number::before {
      content: attr(data-label);
      display: block;
      color: var(--kmem-muted);
      font-size: var(--kmem-text-s);
    }
    .plots {
      grid-template-columns: minmax(0, 1fr);
    }
    .steps,
    .find {
      flex: 1 1 100%;
    }
    .steps button {
      flex: 1;
      height: 44px;
    }
    .find > * {
      flex: 1 1 40%;
      min-height: 44px;
    }
    .where {
      min-width: 0;
    }
    kmem-scrubber {
      height: 32px;
    }
  }
`;

import { css } from 'lit';

/** Text of a lesson, and the cards in it. Chinese emphasises by weight: it has no italics. */
export const proseStyles = css`
  .phrase {
    border-radius: 2px;
    text-decoration: underline dotted var(--kmem-now) 1.5px;
    text-underline-offset: 4px;
    cursor: pointer;
  }
  .phrase:hover {
    text-decoration-style: solid;
    color: var(--kmem-now-ink);
  }
  .phrase[aria-pressed='true'] {
    background: var(--kmem-now-pale);
    box-shadow: 0 0 0 3px var(--kmem-now-pale);
    text-decoration-style: solid;
  }
  code {
    font: 400 0.875em / 1.4 var(--kmem-mono);
    overflow-wrap: anywhere;
  }
  em {
    font-style: italic;
  }
  em:lang(zh) {
    font-style: normal;
    font-weight: var(--kmem-bold);
  }
  strong {
    font-weight: var(--kmem-bold);
  }
  a {
    color: inherit;
  }
`;

export const cardStyles = css`
  :host {
    display: block;
    font-size: 0.9375rem;
    line-height: 1.5;
    text-wrap: pretty;
  }
  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    overflow-wrap: anywhere;
    gap: var(--kmem-space-2);
    padding: var(--kmem-space-3) var(--kmem-space-4) var(--kmem-space-4);
    border: 1px solid var(--kmem-trace);
    border-radius: 8px;
    background: var(--kmem-raised);
  }
  .card.held {
    border-color: var(--kmem-now);
    box-shadow: inset 0 0 0 1px var(--kmem-now);
  }
  .label {
    color: var(--kmem-now-ink);
    font-size: var(--kmem-text-m);
    font-weight: var(--kmem-bold);
  }
  .question {
    font-weight: var(--kmem-bold);
  }
  .call {
    display: block;
    padding: 4px 8px;
    border-radius: var(--kmem-radius);
    background: color-mix(in srgb, var(--kmem-ink) 5%, transparent);
    font: 400 var(--kmem-text-m) / 1.5 var(--kmem-mono);
    overflow-wrap: anywhere;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--kmem-space-2);
  }
  .row label {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  input {
    width: 7em;
    min-height: 34px;
    padding: 0 8px;
    border: 1px solid var(--kmem-outline);
    border-radius: var(--kmem-radius);
    background: var(--kmem-paper);
    color: inherit;
    font: 400 var(--kmem-text-m) / 1.5 var(--kmem-mono);
  }
  input.short {
    width: 4.5em;
    flex: none;
  }
  input.wide {
    width: 11em;
  }
  button {
    min-height: 34px;
    padding: 0 var(--kmem-space-3);
    font-size: var(--kmem-text-m);
  }
  button.main {
    border-color: var(--kmem-ink);
    background: var(--kmem-ink);
    color: var(--kmem-paper);
    font-weight: var(--kmem-bold);
  }
  button.quiet {
    min-height: 28px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--kmem-muted);
    text-align: start;
    text-decoration: underline;
    text-decoration-color: var(--kmem-trace);
    text-underline-offset: 4px;
  }
  button.quiet:hover {
    color: var(--kmem-ink);
  }
  .aside {
    color: var(--kmem-muted);
    font-size: var(--kmem-text-m);
  }
  .wrong {
    padding-left: var(--kmem-space-3);
    border-left: 3px solid var(--kmem-now);
  }
  .hints {
    display: grid;
    gap: 4px;
    padding-left: 1.2em;
    list-style: decimal;
    font-size: var(--kmem-text-m);
  }
  .result {
    outline: 0;
    font-weight: var(--kmem-bold);
  }
  .result::first-letter {
    text-transform: uppercase;
  }
  [role='status']:empty {
    display: none;
  }
  .moves {
    display: grid;
    gap: 6px;
    font-size: var(--kmem-text-m);
  }
  .moves .row {
    gap: 6px;
  }
  .moves .valued {
    flex-wrap: nowrap;
    justify-content: space-between;
  }
  .moves .valued label {
    flex: 1;
    justify-content: space-between;
  }
  .model {
    display: grid;
    padding-left: 0;
    counter-reset: move;
  }
  .model button {
    display: block;
    width: 100%;
    min-height: 28px;
    padding: 3px 6px;
    border: 0;
    border-radius: 0;
    background: none;
    text-align: start;
  }
  .model button:hover {
    background: color-mix(in srgb, var(--kmem-ink) 5%, transparent);
  }
  .model .missed {
    box-shadow: inset 3px 0 0 var(--kmem-now);
  }
  .model small {
    display: block;
    color: var(--kmem-muted);
    font-size: var(--kmem-text-s);
  }
  /* A question on paper is answered with a pen. */
  @media print {
    .card {
      break-inside: avoid;
    }
    .row,
    .moves,
    .aside {
      display: none;
    }
  }
`;

import { css } from 'lit';

export const eventsStyles = css`
  :host {
    height: 100%;
    display: flex;
    flex-direction: column;
  }
  .head {
    flex: none;
    padding-bottom: var(--kmem-space-1);
  }
  .list {
    flex: 1 0 52px;
    min-height: 0;
    overflow: hidden auto;
    position: relative;
    scrollbar-width: thin;
    overscroll-behavior: contain;
  }
  .row {
    display: block;
    width: 100%;
    padding: 2px 10px;
    border: 0;
    border-inline-start: 3px solid transparent;
    border-radius: 0;
    background: none;
    text-align: start;
    line-height: 20px;
    overflow-wrap: anywhere;
  }
  .row:hover {
    background: var(--kmem-raised);
  }
  .row.pointed {
    background: color-mix(in srgb, var(--kmem-ink) 7%, transparent);
  }
  .row:focus-visible {
    outline-offset: -2px;
  }
  .row.next {
    color: var(--kmem-muted);
  }
  .row.command {
    font-family: var(--kmem-mono);
    font-size: var(--kmem-text-s);
  }
  .row.now {
    border-inline-start-color: var(--kmem-now);
    background: var(--kmem-now-pale);
    font-weight: var(--kmem-bold);
  }
  li {
    position: relative;
  }
  .why {
    position: absolute;
    inset: 0 0 auto auto;
    border-color: transparent;
    background: var(--kmem-raised);
    color: var(--kmem-muted);
    text-decoration: underline;
    text-decoration-color: var(--kmem-outline);
    text-underline-offset: 3px;
    opacity: 0;
  }
  .why.now {
    background: none;
    color: inherit;
    opacity: 1;
  }
  li:hover .why,
  .why:focus-visible {
    opacity: 1;
  }
  .row.now {
    padding-inline-end: 52px;
  }
  .refusal {
    flex: 0 1 auto;
    min-height: 3em;
    overflow: hidden auto;
    border-inline-start: 3px solid var(--kmem-now);
    padding: var(--kmem-space-1) 10px;
    margin-top: var(--kmem-space-2);
  }
  .counters {
    flex: none;
    min-height: 62px;
    padding: var(--kmem-space-2) 13px 0;
    color: var(--kmem-muted);
    font-size: var(--kmem-text-s);
  }
  @media print {
    :host {
      display: block;
      height: auto;
    }
    .list {
      overflow: visible;
    }
    .row {
      padding-block: 0;
    }
  }
  @media (forced-colors: active) {
    .row {
      border-inline-start-color: Canvas;
    }
    .row.now {
      border: 2px solid Highlight;
    }
  }
`;

import { css } from 'lit';

export const cachesStyles = css`
  :host {
    height: 100%;
    overflow: hidden auto;
    scrollbar-width: thin;
    container-type: inline-size;
  }
  .head,
  .cache {
    display: grid;
    grid-template-columns: minmax(150px, 188px) repeat(3, minmax(0, 1fr));
    column-gap: var(--kmem-space-4);
  }
  .head {
    position: sticky;
    top: 0;
    z-index: 1;
    background: var(--kmem-paper);
    padding-block: 2px var(--kmem-space-2);
  }
  .head > * {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .title {
    display: flex;
    align-items: center;
    gap: var(--kmem-space-3);
  }
  .cost {
    min-width: 0;
    padding: 0;
    border: 0;
    background: none;
    color: var(--kmem-muted);
    font-size: var(--kmem-text-s);
    text-decoration: underline;
    text-underline-offset: 3px;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .head .lane-name {
    color: var(--kmem-muted);
    font-weight: var(--kmem-bold);
  }
  .cache {
    padding-bottom: var(--kmem-space-3);
  }
  .cache:first-child {
    padding-top: 3px;
  }
  .cache + .cache {
    border-top: 1px solid var(--kmem-line);
    padding-top: var(--kmem-space-2);
  }
  .facts {
    color: var(--kmem-muted);
    line-height: 1.45;
  }
  .name {
    display: block;
    max-width: 100%;
    margin-inline-start: -6px;
    padding: 0 6px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    border-color: transparent;
    background: none;
    color: var(--kmem-ink);
    font-weight: var(--kmem-bold);
    text-align: start;
  }
  .swatch {
    margin-inline-end: 7px;
    vertical-align: -2px;
  }
  .tile {
    fill: var(--kmem-slab-dots);
  }
  .name[aria-pressed='true'] {
    border-color: var(--kmem-ink);
  }
  .cache.now .name {
    color: var(--kmem-now-ink);
  }
  .lane {
    min-width: 0;
    min-height: var(--lane-height);
  }
  .lane .tag {
    display: none;
  }
  .none {
    color: var(--kmem-faint);
  }
  .card {
    width: 100%;
    max-width: 210px;
    border: 1px solid var(--kmem-line);
    border-top: 3px solid var(--kmem-slab);
    border-radius: var(--kmem-radius);
    background: var(--kmem-raised);
    padding: 4px 11px 8px;
  }
  .card.now {
    outline: 2px solid var(--kmem-now);
    outline-offset: -1px;
  }
  .card.selected {
    box-shadow: 0 0 0 2px var(--kmem-paper), 0 0 0 4px var(--kmem-ink);
  }
  .card.pointed:not(.now) {
    outline: 1px solid var(--kmem-ink);
  }
  .chip.pointed {
    border-color: var(--kmem-ink);
  }
  .open {
    display: flex;
    justify-content: space-between;
    gap: var(--kmem-space-2);
    white-space: nowrap;
    width: calc(100% + 12px);
    margin: 0 -6px 3px;
    padding: 0 6px;
    border-color: transparent;
    background: none;
  }
  .frame {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    font-family: var(--kmem-mono);
    font-size: var(--kmem-text-s);
    font-weight: var(--kmem-bold);
  }
  .dots {
    direction: ltr;
    display: block;
    overflow: visible;
    cursor: pointer;
  }
  .live {
    fill: var(--kmem-slab);
  }
  .hollow {
    fill: none;
    stroke: var(--kmem-outline);
  }
  .live-now {
    fill: var(--kmem-now);
  }
  .hollow-now {
    fill: none;
    stroke: var(--kmem-now);
    stroke-width: 1.5;
  }
  .picked {
    fill: none;
    stroke: var(--kmem-ink);
    stroke-width: 2;
  }
  .fill {
    height: 12px;
    border: 1px solid var(--kmem-outline);
    border-radius: 2px;
  }
  .fill div {
    height: 100%;
    background: var(--kmem-slab);
  }
  .chips {
    display: flex;
    gap: var(--kmem-space-1);
    height: 24px;
    margin-top: 6px;
    overflow: hidden;
  }
  .chip {
    flex: none;
    min-width: 30px;
    padding: 0 5px;
    font-family: var(--kmem-mono);
    font-size: var(--kmem-text-s);
    line-height: 20px;
    background: linear-gradient(var(--kmem-slab), var(--kmem-slab)) left bottom / var(--share) 3px
      no-repeat var(--kmem-raised);
  }
  .chip.now {
    border: 2px solid var(--kmem-now);
  }
  .more {
    align-self: center;
    color: var(--kmem-muted);
    font-size: var(--kmem-text-s);
    white-space: nowrap;
  }
  .empty,
  .classes {
    color: var(--kmem-muted);
  }
  .empty {
    max-width: 60ch;
  }
  .classes {
    border-top: 1px solid var(--kmem-line);
    padding-block: var(--kmem-space-2);
  }
  @container (max-width: 620px) {
    .head > * {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .head .lane-name {
      display: none;
    }
    .head {
      display: block;
    }
    .cache {
      grid-template-columns: repeat(3, minmax(0, 1fr));
      column-gap: var(--kmem-space-2);
    }
    .facts {
      grid-column: 1 / -1;
      padding-bottom: var(--kmem-space-1);
    }
    .facts .fact {
      display: inline;
    }
    .facts .fact + .fact::before {
      content: ' · ';
    }
    .lane .tag {
      display: block;
      color: var(--kmem-muted);
      font-size: var(--kmem-text-s);
    }
    .card {
      padding-inline: 6px;
    }
    .open {
      margin-inline: -4px;
      padding-inline: 4px;
      width: calc(100% + 8px);
    }
  }
  @media print {
    :host {
      height: auto;
      overflow: visible;
    }
    .head {
      position: static;
    }
    .cache {
      break-inside: avoid;
    }
  }
  @media (forced-colors: active) {
    .fill div {
      background: LinkText;
      forced-color-adjust: none;
    }
  }
`;

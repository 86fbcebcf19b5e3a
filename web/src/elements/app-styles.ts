import { css } from 'lit';

/**
 * The page as a grid. Every place exists from the start and keeps its size; what is longer scrolls
 * inside, so that nothing jumps between two steps.
 */
export const appStyles = css`
  :host {
    display: block;
    height: 100dvh;
    background: var(--kmem-paper);
    overflow: hidden;
    --kmem-side: clamp(280px, 21vw, 380px);
    --story: clamp(296px, 23vw, 400px);
    --header: 52px;
    --transport: 76px;
    --caches: 190px;
    --object: 108px;
    --ledger: 100px;
    /* No taller than its rows can use: the rest is for what lies below. */
    --picture: calc(var(--rows, 7) * 44px + 104px);
  }
  /* Legends wrap once more where the middle is narrow; low screens give up some air. */
  @media (max-width: 1320px) {
    :host {
      --ledger: 118px;
    }
  }
  /* A very large screen is far away: larger type, higher rows. */
  @media (min-width: 2200px) and (min-height: 1200px) {
    :host {
      --kmem-gutter: 98px;
      --picture: calc(var(--rows, 7) * 64px + 104px);
      --object: 132px;
      --ledger: 124px;
      --caches: 240px;
      --header: 64px;
      --transport: 92px;
    }
  }
  @media (max-height: 820px) {
    :host {
      --header: 44px;
      --transport: 60px;
      --caches: 130px;
      --object: 92px;
      --ledger: 118px;
    }
  }
  .app {
    display: grid;
    height: 100%;
    grid-template:
      'header header header' var(--header)
      'busy busy busy' auto
      'story picture picture' minmax(0, min(var(--share, 38%), var(--picture)))
      'story lower events' minmax(0, 1fr)
      'transport transport transport' var(--transport)
      / var(--story) minmax(0, 1fr) calc(var(--kmem-side) + var(--kmem-space-5));
  }
  /* Lists by type need room beside the rows, and eleven orders room above each other. */
  .app[data-zones] {
    --kmem-side: clamp(300px, 27vw, 460px);
    --share: 46%;
  }
  .app[data-zones] .lower {
    grid-template-rows: max-content minmax(var(--caches), 1fr) var(--object) var(--ledger);
  }
  main {
    display: contents;
  }
  main.race {
    display: block;
    grid-column: 1 / -1;
    grid-row: 3 / -1;
    min-height: 0;
  }
  kmem-header {
    grid-area: header;
  }
  kmem-busy {
    grid-area: busy;
  }
  kmem-story,
  kmem-lesson {
    grid-area: story;
    border-inline-end: 1px solid var(--kmem-line);
  }
  .picture {
    grid-area: picture;
    min-width: 0;
    min-height: 0;
    padding-block: var(--kmem-space-2) 0;
    padding-inline: 0 var(--kmem-space-5);
  }
  .lower {
    grid-area: lower;
    display: grid;
    grid-template-rows: minmax(var(--caches), 1fr) var(--object) var(--ledger);
    overflow: hidden auto;
    scrollbar-width: thin;
    min-width: 0;
    min-height: 0;
    padding-inline: var(--kmem-space-4) 36px;
  }
  .lower > * {
    min-width: 0;
    min-height: 0;
    overflow: hidden;
    padding-top: var(--kmem-space-2);
    border-top: 1px solid var(--kmem-line);
  }
  .events {
    grid-area: events;
    min-width: 0;
    min-height: 0;
    padding-block: var(--kmem-space-2);
    padding-inline: 0 var(--kmem-space-5);
    border-top: 1px solid var(--kmem-line);
  }
  .sentence,
  nav {
    display: none;
  }
  kmem-transport {
    grid-area: transport;
    padding-inline: var(--kmem-space-5);
    border-top: 1px solid var(--kmem-line);
    background: var(--kmem-paper);
  }
  kmem-toast {
    position: fixed;
    bottom: 92px;
    inset-inline: calc(var(--story) + var(--kmem-space-4)) var(--kmem-space-5);
    z-index: 2;
  }
  .drop {
    position: fixed;
    inset: var(--kmem-space-3);
    z-index: 3;
    display: grid;
    place-items: center;
    border: 2px dashed var(--kmem-now);
    border-radius: 12px;
    background: color-mix(in srgb, var(--kmem-paper) 88%, transparent);
    font-size: var(--kmem-text-l);
    pointer-events: none;
  }
  .report {
    white-space: pre-wrap;
    font: 400 var(--kmem-text-s) / 1.6 var(--kmem-mono);
  }
`;

/** Less room: the picture and the sentence on top, one part at a time below. */
export const narrowStyles = css`
  [data-size='tablet'],
  [data-size='phone'] {
    .sentence {
      grid-area: sentence;
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      align-self: center;
      margin: 0;
      overflow: hidden;
      padding-inline: var(--kmem-space-4);
      font-size: 1rem;
      line-height: 1.35;
    }
    .picture {
      padding: 0 var(--kmem-space-4);
    }
    .lower {
      display: block;
      padding: 0;
      overflow: auto;
    }
    .lower > *,
    .events {
      border: 0;
      padding: var(--kmem-space-3) var(--kmem-space-4);
    }
    kmem-story,
    kmem-lesson {
      border: 0;
    }
    nav {
      grid-area: nav;
      display: flex;
      align-items: stretch;
      border-block: 1px solid var(--kmem-line);
      padding-inline: var(--kmem-space-2);
    }
    nav button {
      flex: 1;
      min-height: 44px;
      padding: 0 4px;
      border: 0;
      border-radius: 0;
      background: none;
      color: var(--kmem-muted);
    }
    nav button[aria-pressed='true'] {
      color: var(--kmem-ink);
      font-weight: var(--kmem-bold);
      box-shadow: inset 0 -2px 0 var(--kmem-ink);
    }
    .away {
      display: none;
    }
    kmem-toast {
      inset: 60px var(--kmem-space-4) auto;
    }
  }
  [data-size='phone'] {
    height: 100%;
    overflow: auto;
    grid-template:
      'header' 48px
      'busy' auto
      'picture' minmax(270px, min(42%, var(--picture)))
      'sentence' 52px
      'nav' auto
      'part' minmax(200px, 1fr)
      'transport' 132px
      / minmax(0, 1fr);
    .lower,
    .events,
    kmem-lesson,
    kmem-story {
      grid-area: part;
    }
    kmem-transport {
      position: fixed;
      inset: auto 0 0;
      padding: 0 var(--kmem-space-3) var(--kmem-space-2);
    }
    kmem-toast {
      inset: 56px var(--kmem-space-3) auto;
    }
  }
  [data-size='tablet'] {
    grid-template:
      'header header' 52px
      'busy busy' auto
      'picture picture' minmax(0, min(42%, var(--picture)))
      'sentence sentence' 44px
      'nav events' auto
      'part events' minmax(0, 1fr)
      'transport transport' 76px
      / minmax(0, 3fr) minmax(0, 2fr);
    .lower,
    kmem-lesson,
    kmem-story {
      grid-area: part;
    }
    .events {
      grid-area: events;
      border-top: 1px solid var(--kmem-line);
      border-inline-start: 1px solid var(--kmem-line);
    }
    nav .events-tab {
      display: none;
    }
  }
`;

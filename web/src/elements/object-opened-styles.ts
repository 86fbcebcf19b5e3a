import { css } from 'lit';

/** What a selection looks like opened: comes with the first one. */
export const openedStyles = css`
  .strip,
  .bits {
    direction: ltr;
  }
  .strip {
    position: relative;
    height: 26px;
    margin: 3px 3px var(--kmem-space-1);
    border-radius: 3px;
    background: var(--kmem-raised);
  }
  .slot {
    position: absolute;
    inset-block: 0;
    min-width: 0;
    min-height: 0;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--kmem-paper);
    border-radius: 3px;
    font-size: var(--kmem-text-s);
    line-height: 22px;
    background: none;
  }
  .slot.live {
    background: var(--kmem-slab);
    color: var(--kmem-on-slab);
  }
  .slot.hollow {
    border-color: var(--kmem-outline);
    color: var(--kmem-muted);
  }
  .slot.now {
    background: var(--kmem-now);
    color: var(--kmem-on-now);
  }
  .slot.hollow.now {
    background: none;
    border: 2px solid var(--kmem-now);
    color: var(--kmem-ink);
    line-height: 20px;
  }
  .slot.picked {
    outline: 2px solid var(--kmem-ink);
    outline-offset: 1px;
    z-index: 1;
  }
  .slot:focus-visible {
    z-index: 2;
  }
  .waste {
    position: absolute;
    inset-block: 0;
    border: 1px solid var(--kmem-outline);
    border-radius: 3px;
    background: repeating-linear-gradient(
      -45deg,
      var(--kmem-slab) 0 1.5px,
      var(--kmem-slab-tint) 1.5px 5px
    );
  }
  .strip.pages {
    background: var(--kmem-pages);
  }
  .strip.pages .waste {
    border-color: var(--kmem-pages);
    background: repeating-linear-gradient(
      -45deg,
      var(--kmem-pages) 0 1.5px,
      var(--kmem-pages-tint) 1.5px 5px
    );
  }
  .strip.free {
    border: 1px solid var(--kmem-outline);
  }
  .chain {
    display: flex;
    flex-wrap: wrap;
    gap: 0 4px;
    color: var(--kmem-muted);
    font-size: var(--kmem-text-s);
  }
  .chain b {
    color: var(--kmem-ink);
    font-weight: 400;
  }
  .twins {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--kmem-space-5);
  }
  .bits {
    font-family: var(--kmem-mono);
    font-size: var(--kmem-text-s);
    white-space: pre-wrap;
  }
  .bits b {
    color: var(--kmem-now-ink);
    font-weight: var(--kmem-bold);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  @media print {
    :host {
      height: auto;
      overflow: visible;
      break-inside: avoid;
    }
  }
  @media (forced-colors: active) {
    .slot.live {
      background: LinkText;
      color: Canvas;
      forced-color-adjust: none;
    }
    .slot.now {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;

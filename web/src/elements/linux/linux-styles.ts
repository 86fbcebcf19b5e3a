import { css } from 'lit';

/** Lists of frames, and the letters of the types, wherever they stand. */
export const listStyles = css`
  .cells {
    display: grid;
    align-items: center;
    gap: 0 6px;
    min-width: 0;
    height: 100%;
  }
  .list {
    display: flex;
    align-items: center;
    gap: 4px;
    min-width: 0;
    overflow: hidden;
    white-space: nowrap;
  }
  .none {
    color: var(--kmem-faint);
  }
  .count {
    color: var(--kmem-muted);
    font-size: var(--kmem-text-s);
  }
  .chip {
    flex: none;
    min-width: 24px;
    min-height: 0;
    height: min(22px, var(--row-height, 22px) - 2px);
    padding: 0 4px;
    border: 1px solid transparent;
    background: none;
    font-family: var(--kmem-mono);
    font-size: var(--kmem-text-s);
    line-height: 1;
  }
  .chip:hover,
  .chip.hovered {
    border-color: var(--kmem-ink);
  }
  .chip.now {
    border: 2px solid var(--kmem-now);
    padding: 0 3px;
  }
  .chip.buddy {
    outline: 3px double var(--kmem-buddy);
    outline-offset: -2px;
  }
  .chip.chosen {
    outline: 2px solid var(--kmem-ink);
    outline-offset: -1px;
  }
  .letter {
    display: inline-grid;
    place-items: center;
    min-width: 16px;
    height: 16px;
    border: 1px solid var(--kmem-outline);
    border-radius: 3px;
    background: var(--kmem-paper);
    color: var(--kmem-ink);
    font-size: var(--kmem-text-s);
    font-weight: var(--kmem-bold);
    line-height: 1;
  }
  .letter.t0 {
    border-color: var(--kmem-unmovable);
    background: var(--kmem-unmovable-tint);
  }
  .letter.t2 {
    border-color: var(--kmem-reclaimable);
    background: var(--kmem-reclaimable-tint);
  }
  .letter.t3 {
    border-color: var(--kmem-reserve);
    background: var(--kmem-reserve-tint);
  }
`;

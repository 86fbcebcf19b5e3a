import { css } from 'lit';

export const ledgerStyles = css`
  :host {
    container-type: inline-size;
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    height: 20px;
  }
  .toggle {
    border-color: transparent;
    background: none;
    color: var(--kmem-muted);
    text-decoration: underline;
    text-decoration-color: var(--kmem-outline);
    text-underline-offset: 3px;
  }
  .toggle[aria-pressed='true'] {
    color: var(--kmem-ink);
    font-weight: var(--kmem-bold);
  }
  .bar .part {
    cursor: pointer;
  }
  .legend button {
    display: flex;
    align-items: center;
    gap: 5px;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    line-height: inherit;
  }
  .legend button:focus-visible {
    outline-offset: 0;
  }
  .bar {
    direction: ltr;
    display: flex;
    height: 22px;
    margin-block: 1px 4px;
    border-radius: 3px;
    overflow: hidden;
    gap: 1px;
  }
  .part {
    flex: 0 1 0;
    min-width: 0;
    padding-inline-start: 7px;
    overflow: hidden;
    white-space: nowrap;
    line-height: 20px;
    font-size: var(--kmem-text-s);
    border: 1px solid transparent;
    border-radius: 2px;
  }
  .whole {
    flex-grow: 1;
  }
  .part[data-bytes='0'] {
    display: none;
  }
  .pages {
    background: var(--kmem-pages);
    color: var(--kmem-on-pages);
  }
  .pages-waste {
    background: repeating-linear-gradient(
      -45deg,
      var(--kmem-pages) 0 1.5px,
      var(--kmem-pages-tint) 1.5px 5px
    );
    border-color: var(--kmem-pages);
  }
  .objects {
    background: var(--kmem-slab);
    color: var(--kmem-on-slab);
  }
  .objects-waste {
    background: repeating-linear-gradient(
      -45deg,
      var(--kmem-slab) 0 1.5px,
      var(--kmem-slab-tint) 1.5px 5px
    );
    border-color: var(--kmem-slab);
  }
  .tail {
    background: repeating-linear-gradient(
      45deg,
      var(--kmem-slab) 0 1.5px,
      var(--kmem-slab-pale) 1.5px 8px
    );
    border-color: var(--kmem-slab);
  }
  .hollow {
    background: var(--kmem-raised);
    border-color: var(--kmem-slab);
  }
  .empty {
    background: var(--kmem-slab-pale);
    border: 1px dashed var(--kmem-slab);
  }
  .free {
    background: var(--kmem-raised);
    border-color: var(--kmem-outline);
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--kmem-space-3);
    color: var(--kmem-muted);
    font-size: var(--kmem-text-s);
    line-height: 1.35;
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: 5px;
    min-height: 24px;
    white-space: nowrap;
  }
  .legend .mark {
    width: 12px;
    height: 12px;
    padding: 0;
    flex: none;
  }
  .lit {
    color: var(--kmem-ink);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .part.lit {
    outline: 2px solid var(--kmem-ink);
    outline-offset: -2px;
    text-decoration: none;
  }
  .nothing {
    color: var(--kmem-faint);
  }
  /* No room for words in the bar; the legend has them. */
  @container (max-width: 480px) {
    .bar .part {
      font-size: 0;
    }
    .legend li {
      white-space: normal;
    }
    .legend button {
      text-align: start;
      overflow-wrap: anywhere;
    }
  }
  @media (forced-colors: active) {
    .part,
    .mark {
      forced-color-adjust: none;
    }
  }
`;

import { css } from 'lit';

/** The picture, the present sentence and the transport, one below the other. */
export const playgroundStyles = css`
  :host {
    display: block;
    position: relative;
    border: 1px solid var(--kmem-line);
    border-radius: 8px;
    background: var(--kmem-paper);
    overflow: hidden;
    --kmem-side: clamp(120px, 24%, 260px);
    --picture: calc(var(--rows, 7) * 36px + 112px);
  }
  .playground {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .figure {
    min-width: 0;
  }
  .title {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--kmem-space-3);
    padding: var(--kmem-space-3) var(--kmem-space-4) 0;
  }
  .title b {
    font-weight: var(--kmem-bold);
  }
  .title a {
    color: var(--kmem-muted);
    white-space: nowrap;
  }
  .picture {
    height: var(--picture);
    min-width: 0;
    padding-inline: var(--kmem-space-2) var(--kmem-space-4);
  }
  [data-size='phone'] .picture {
    height: calc(var(--picture) + 34px);
    padding-inline: var(--kmem-space-3);
  }
  .sentence {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    height: 3.1em;
    margin: 0;
    padding-inline: var(--kmem-space-4);
    overflow: hidden;
    font-size: 1rem;
    line-height: 1.4;
  }
  .sentence code {
    display: block;
    overflow: hidden;
    color: var(--kmem-muted);
    font: 400 var(--kmem-text-s) / 1.5 var(--kmem-mono);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .more {
    padding: var(--kmem-space-3) var(--kmem-space-4);
    border-top: 1px solid var(--kmem-line);
  }
  kmem-transport {
    padding: var(--kmem-space-3) var(--kmem-space-4);
    border-top: 1px solid var(--kmem-line);
  }
  kmem-toast {
    position: absolute;
    right: var(--kmem-space-3);
    bottom: 84px;
    left: var(--kmem-space-3);
    z-index: 2;
  }
  .waiting {
    display: grid;
    place-items: center;
    min-height: 320px;
    padding: var(--kmem-space-4);
    color: var(--kmem-muted);
    text-align: center;
  }
`;

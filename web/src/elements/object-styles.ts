import { css } from 'lit';

export const objectStyles = css`
  :host {
    height: 100%;
    overflow: hidden auto;
    scrollbar-width: thin;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--kmem-space-3);
    min-height: 28px;
  }
  .head .muted {
    min-width: 0;
  }
  .why {
    border-color: transparent;
    background: none;
    color: var(--kmem-muted);
    text-decoration: underline;
    text-decoration-color: var(--kmem-outline);
    text-underline-offset: 3px;
  }
`;

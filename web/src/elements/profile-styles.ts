import { css } from 'lit';

export const profileStyles = css`
  .all {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .switch {
    display: flex;
    padding: 2px;
    border: 1px solid var(--kmem-line);
    border-radius: 20px;
  }
  .switch button {
    min-height: 28px;
    padding: 0 14px;
    border: 1px solid transparent;
    border-radius: 14px;
    background: none;
    color: var(--kmem-muted);
    white-space: nowrap;
  }
  .switch button[aria-pressed='true'] {
    border-color: var(--kmem-ink);
    background: var(--kmem-raised);
    color: var(--kmem-ink);
    font-weight: var(--kmem-bold);
  }
  details {
    position: relative;
  }
  summary {
    display: grid;
    align-items: center;
    min-height: 32px;
    padding: 0 8px;
    border-radius: 6px;
    color: var(--kmem-muted);
    white-space: nowrap;
    cursor: pointer;
    list-style: none;
  }
  summary::after {
    content: none;
  }
  summary:hover {
    color: var(--kmem-ink);
  }
  .sheet {
    display: grid;
    gap: 12px;
  }
  details .sheet {
    position: absolute;
    z-index: 4;
    inset-block-start: calc(100% + 6px);
    inset-inline-end: 0;
    width: 380px;
    max-height: min(620px, 80vh);
    overflow: auto;
    padding: 16px;
    border: 1px solid var(--kmem-outline);
    border-radius: 8px;
    background: var(--kmem-paper);
  }
  ul {
    display: grid;
    gap: 10px;
  }
  label {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 24px;
    cursor: pointer;
  }
  input {
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--kmem-ink);
  }
  li p {
    padding-inline-start: 26px;
  }
  .difference {
    display: grid;
    gap: 6px;
    padding-top: 12px;
    border-top: 1px solid var(--kmem-line);
  }
  .difference button {
    justify-self: start;
    min-height: 32px;
    padding: 0 14px;
  }
  :host([inline]) .all {
    display: grid;
    gap: 12px;
    padding-bottom: 12px;
  }
  :host([inline]) .switch button {
    flex: 1;
    min-height: 44px;
    border-radius: 22px;
  }
  :host([inline]) label {
    min-height: 44px;
  }
`;

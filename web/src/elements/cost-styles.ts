import { css } from 'lit';

export const costStyles = css`
  :host {
    display: grid;
    gap: var(--kmem-space-4);
  }
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--kmem-space-3) var(--kmem-space-4);
  }
  label span,
  legend {
    display: block;
    margin-bottom: 2px;
    padding: 0;
    color: var(--kmem-muted);
  }
  input[type='number'],
  select {
    width: 120px;
    min-height: 36px;
    padding: 0 8px;
    border: 1px solid var(--kmem-outline);
    border-radius: var(--kmem-radius);
    background: var(--kmem-raised);
    color: inherit;
    font: inherit;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 2px var(--kmem-space-4);
    width: 100%;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 28px;
  }
  .check input {
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--kmem-ink);
  }
  code {
    font: 400 var(--kmem-text-s) / 1 var(--kmem-mono);
  }
  [role='status'] {
    display: grid;
    gap: var(--kmem-space-2);
    min-height: 340px;
    align-content: start;
  }
  ol {
    display: grid;
    gap: var(--kmem-space-3);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--kmem-space-4);
  }
  .line h3 {
    min-width: 210px;
  }
  .least {
    color: var(--kmem-now-ink);
    font-weight: var(--kmem-bold);
  }
  .bar {
    display: flex;
    height: 16px;
    margin-block: 3px;
    border: 1px solid var(--kmem-outline);
    border-radius: 3px;
    overflow: hidden;
    direction: ltr;
  }
  .used {
    background: var(--kmem-slab);
    forced-color-adjust: none;
  }
  .rounding {
    background: repeating-linear-gradient(
      135deg,
      var(--kmem-slab-tint) 0 3px,
      var(--kmem-slab) 3px 4px
    );
  }
  .tail {
    background: repeating-linear-gradient(
      45deg,
      var(--kmem-paper) 0 4px,
      var(--kmem-muted) 4px 5px
    );
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  .key {
    width: 18px;
    height: 12px;
    border: 1px solid var(--kmem-outline);
  }
  .key:not(:first-child) {
    margin-inline-start: 12px;
  }
  .problem {
    color: var(--kmem-now-ink);
  }
`;

import { css } from 'lit';

export const zonesStyles = css`
  :host {
    container-type: inline-size;
  }
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
  }
  .walk {
    min-height: 46px;
    margin-bottom: 4px;
  }
  .tries,
  .tries ol {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 6px;
  }
  .tries {
    gap: 2px 18px;
  }
  .try {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .station {
    display: flex;
    align-items: center;
    gap: 4px;
    min-height: 22px;
    padding: 0 8px;
    border: 1px solid var(--kmem-line);
    border-radius: 11px;
    color: var(--kmem-muted);
  }
  .station::before {
    content: '✗';
  }
  .station.nothing::before {
    content: '∅';
  }
  .station.served::before {
    content: '✓';
  }
  .station.open::before {
    content: '›';
  }
  .station.served,
  .station.open {
    color: var(--kmem-ink);
    font-weight: var(--kmem-bold);
  }
  .station.now {
    border: 2px solid var(--kmem-now);
    padding: 0 7px;
  }
  .zone {
    padding-bottom: 6px;
  }
  .reason {
    min-height: 3em;
    line-height: 1.5;
    color: var(--kmem-muted);
  }
  .reason.now {
    color: var(--kmem-now-ink);
  }
  .name {
    display: flex;
    align-items: baseline;
    gap: 8px;
    min-width: 0;
    height: 26px;
  }
  .name span {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .name button {
    flex: none;
    border-color: transparent;
    background: none;
    padding: 0;
    font-weight: var(--kmem-bold);
  }
  .chosen .name button {
    text-decoration: underline;
    text-decoration-thickness: 2px;
    text-underline-offset: 3px;
  }
  .parts {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1.1fr);
    gap: 28px;
  }
  @container (max-width: 520px) {
    .parts {
      grid-template-columns: minmax(0, 1fr);
      gap: 6px;
    }
  }
  .gauge {
    direction: ltr;
  }
  .ticks {
    position: relative;
    height: 30px;
    font-size: var(--kmem-text-s);
  }
  .tick {
    position: absolute;
    bottom: 0;
    display: grid;
    line-height: 1.2;
    white-space: nowrap;
    padding-inline-start: 3px;
    color: var(--kmem-muted);
  }
  .tick b {
    font-weight: 400;
    color: var(--kmem-ink);
  }
  .bar {
    position: relative;
    height: 16px;
    border: 1px solid var(--kmem-outline);
    border-radius: 3px;
    background: var(--kmem-paper);
  }
  .bar > span {
    position: absolute;
    top: 0;
    bottom: 0;
  }
  .fill {
    left: 0;
    background: var(--kmem-trace);
    forced-color-adjust: none;
  }
  .boost {
    left: 0;
    background: repeating-linear-gradient(
      135deg,
      transparent 0 4px,
      var(--kmem-muted) 4px 5px
    );
  }
  .bar > .stroke {
    top: -6px;
    width: 1px;
    background: var(--kmem-ink);
  }
  .bar > .break {
    width: 3px;
    margin-left: -1px;
    background: var(--kmem-paper);
    border-inline: 1px dotted var(--kmem-outline);
    transform: skewX(-20deg);
  }
  .bar > .need {
    top: -4px;
    bottom: -4px;
    width: 3px;
    margin-left: -1px;
    background: var(--kmem-now);
    forced-color-adjust: none;
  }
`;

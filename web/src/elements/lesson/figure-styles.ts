import { css } from 'lit';

/** A lesson's figure has only the parts that it needs; they share the room. */
export const figureStyles = css`
  .app[data-size='desktop']:not([data-figure='all']) {
    --picture: calc(var(--rows, 7) * 92px + 104px);
    grid-template:
      'header header' var(--header)
      'busy busy' auto
      'story picture' minmax(0, 1fr)
      'transport transport' var(--transport)
      / var(--story) minmax(0, 1fr);
    .picture {
      padding-top: var(--kmem-space-4);
    }
    .lower {
      grid-template-rows: none;
      grid-auto-rows: max-content;
      align-content: start;
    }
    .lower > * {
      height: auto;
      min-height: fit-content;
      overflow: visible;
      padding-block: var(--kmem-space-3);
    }
  }
  .app[data-size='desktop'][data-figure='events'] {
    grid-template:
      'header header' var(--header)
      'busy busy' auto
      'story picture' minmax(0, min(64%, var(--picture)))
      'story events' minmax(0, 1fr)
      'transport transport' var(--transport)
      / var(--story) minmax(0, 1fr);
    .events {
      margin-left: var(--kmem-space-4);
    }
  }
  .app[data-size='desktop'][data-figure='lower'] {
    grid-template:
      'header header' var(--header)
      'busy busy' auto
      'story picture' minmax(0, min(50%, var(--picture)))
      'story lower' minmax(0, 1fr)
      'transport transport' var(--transport)
      / var(--story) minmax(0, 1fr);
  }
  .app[data-size='desktop'][data-figure='lower-events'] {
    grid-template:
      'header header header' var(--header)
      'busy busy busy' auto
      'story picture picture' minmax(0, min(44%, var(--picture)))
      'story lower events' minmax(0, 1fr)
      'transport transport transport' var(--transport)
      / var(--story) minmax(0, 1fr) calc(var(--kmem-side) + var(--kmem-space-5));
  }

  .app[data-size='phone']:not([data-figure='all']) {
    grid-template-rows:
      48px auto minmax(230px, min(36%, var(--picture))) 52px auto minmax(220px, 1fr)
      132px;
  }

  /* In other people's pages: the text beside the picture, or below it. */
  .playground.lesson kmem-lesson {
    height: min(720px, 90vh);
    border-right: 1px solid var(--kmem-line);
  }
  .playground.lesson .figure {
    overflow: auto;
    max-height: min(720px, 90vh);
  }
  .playground.lesson kmem-transport {
    position: sticky;
    bottom: 0;
    background: var(--kmem-paper);
  }
  .playground.lesson .events {
    height: 220px;
  }
  .playground.lesson .title {
    display: none;
  }
  .playground.lesson:not([data-size='phone']) {
    grid-template-columns: minmax(280px, 2fr) minmax(0, 3fr);
  }
  .playground.lesson[data-size='phone'] {
    .figure {
      order: -1;
      max-height: none;
    }
    kmem-lesson {
      height: auto;
      border: 0;
      border-top: 1px solid var(--kmem-line);
    }
  }

  /* A problem sheet prints as long as it is. */
  @media print {
    :host([sheet]) {
      height: auto;
      overflow: visible;
    }
  }
`;

/** The few signs on buttons, drawn on a 16 × 16 grid with the line width of the text. */
import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';

function icon(paths: SVGTemplateResult): TemplateResult {
  return html`<svg
    width="16"
    height="16"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${paths}
  </svg>`;
}

export const icons = {
  back: icon(svg`<path d="M10 3 5 8l5 5" />`),
  forward: icon(svg`<path d="m6 3 5 5-5 5" />`),
  commandBack: icon(svg`<path d="M8 3 3 8l5 5M13 3 8 8l5 5" />`),
  commandForward: icon(svg`<path d="m3 3 5 5-5 5M8 3l5 5-5 5" />`),
  play: icon(svg`<path d="M5 3v10l8-5z" fill="currentColor" />`),
  pause: icon(svg`<path d="M5.5 3.5v9M10.5 3.5v9" stroke-width="2.4" />`),
  close: icon(svg`<path d="m4 4 8 8M12 4l-8 8" />`),
  down: icon(svg`<path d="m4 6 4 4 4-4" />`),
  share: icon(svg`<path d="M8 10V2M5 5l3-3 3 3M3 9v5h10V9" />`),
  open: icon(svg`<path d="M2 13V3h4l2 2h6v8z" />`),
  course: icon(
    svg`<path d="M8 4.5C6.5 3 4.5 3 2 3v9.5c2.5 0 4.5 0 6 1.5 1.5-1.5 3.5-1.5 6-1.5V3c-2.5 0-4.5 0-6 1.5zM8 4.5V14" />`,
  ),
  compare: icon(svg`<path d="M2 4h12M2 8h7M2 12h9" stroke-width="2.2" />`),
  examples: icon(svg`<path d="M3 4h10M3 8h10M3 12h6" />`),
  sun: icon(
    svg`<circle cx="8" cy="8" r="3" /><path d="M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1" />`,
  ),
  moon: icon(svg`<path d="M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z" />`),
  help: icon(svg`<path d="M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.7.4-1.1.8-1.1 1.6M8 12.6v.1" />`),
  export: icon(svg`<path d="M8 2v8M5 7l3 3 3-3M3 13h10" />`),
  present: icon(svg`<path d="M2 3h12v8H2zM8 11v3M5 14h6" />`),
  more: icon(svg`<path d="M3 8h.1M8 8h.1M13 8h.1" stroke-width="2.6" />`),
  undo: icon(svg`<path d="M6 3 3 6l3 3M3 6h6a4 4 0 0 1 0 8H7" />`),
};

/** The text of a lesson as templates: phrases become buttons that move the figure. */
import { html, type TemplateResult } from 'lit';
import type { Go, Span } from '../../lessons/lesson-types.ts';

export interface SpanView {
  /** Whether the figure stands where a phrase leads. */
  isAt(go: Go): boolean;
  go(go: Go): void;
}

export function spanTemplates(spans: readonly Span[], view: SpanView): TemplateResult[] {
  return spans.map((span) => spanTemplate(span, view));
}

function spanTemplate(span: Span, view: SpanView): TemplateResult {
  switch (span.type) {
    case 'text':
      return html`${span.text}`;
    case 'code':
      return html`<code>${span.text}</code>`;
    case 'strong':
      return html`<strong>${spanTemplates(span.spans, view)}</strong>`;
    case 'emphasis':
      return html`<em>${spanTemplates(span.spans, view)}</em>`;
    case 'link':
      return html`<a href=${span.href} rel="noreferrer" target="_blank">${spanTemplates(span.spans, view)}</a>`;
    case 'phrase': {
      const here = view.isAt(span.go);
      const press = (event: KeyboardEvent) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        view.go(span.go);
      };
      // Not a button element: that would not wrap between lines as words do.
      return html`<span
        class="phrase"
        role="button"
        tabindex="0"
        aria-pressed=${here}
        @click=${() => view.go(span.go)}
        @keydown=${press}
        >${spanTemplates(span.spans, view)}</span
      >`;
    }
  }
}

/** Over the picture: a button for each zone; and over the free lists the letters of their columns. */
import { css, html, type TemplateResult, unsafeCSS } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../../base/define.ts';
import { type LinuxSnapshot, type LinuxZone, listedTypes } from '../../engine/linux-types.ts';
import { message } from '../../messages/messages.ts';
import type { Axis } from '../../render/lane.ts';
import { letterOf } from '../../render/mobility.ts';
import { shared } from '../../styles/shared.ts';
import { KmemElement } from '../kmem-element.ts';
import { listStyles } from './linux-styles.ts';
import { columns } from './typed-lists.ts';
import { chooseZone } from './zone-choice.ts';

export class KmemListsHead extends KmemElement {
  @property() zone = '';

  static override styles = [
    shared,
    listStyles,
    css`
      h2 {
        color: var(--kmem-muted);
        font-size: var(--kmem-text-s);
        line-height: 14px;
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      .cells {
        height: 18px;
        padding-inline-start: 2px;
        grid-template-columns: ${unsafeCSS(columns)};
      }
      .cells span {
        overflow: hidden;
        white-space: nowrap;
        font-size: var(--kmem-text-s);
        color: var(--kmem-muted);
        text-overflow: ellipsis;
      }
      i {
        font-style: normal;
      }
      :host {
        container-type: inline-size;
      }
      @container (max-width: 340px) {
        i {
          display: none;
        }
      }
    `,
  ];

  protected override render(): TemplateResult {
    const types = Array.from({ length: listedTypes }, (_, type) => type);
    return html`<h2>${message('zones.lists', { zone: this.zone })}</h2>
      <div class="cells">
        ${types.map(
          (type) =>
            html`<span title=${message(`zones.type.${type}`)}
              ><b class="letter t${type}">${letterOf(type)}</b> <i>${message(`zones.short.${type}`)}</i></span
            >`,
        )}
      </div>`;
  }
}

/** Shows a part of the frames, as shares of them. */
type Show = (from: number, to: number) => void;

export class KmemZoneButtons extends KmemElement {
  @property({ attribute: false }) linux: LinuxSnapshot | null = null;
  @property({ type: Number }) zone = -1;
  @property({ attribute: false }) show: Show | null = null;
  @property({ attribute: false }) axis: Axis | null = null;

  static override styles = [
    shared,
    css`
      :host {
        flex: none;
      }
      div {
        display: flex;
        gap: 2px;
      }
      button {
        border-color: transparent;
        background: none;
        color: var(--kmem-muted);
      }
      button:hover {
        border-color: var(--kmem-outline);
      }
      button[aria-pressed='true'] {
        color: var(--kmem-ink);
        text-decoration: underline;
        text-decoration-thickness: 2px;
        text-underline-offset: 3px;
      }
    `,
  ];

  private choose({ index, start, end }: LinuxZone): void {
    const { axis } = this;
    const all = axis?.length ?? this.linux?.zones.at(-1)?.end ?? 1;
    const share = (frame: number): number => (axis?.place(frame) ?? frame) / all;
    const again = index === this.zone;
    chooseZone(this, index);
    // The first click asks for its lists; a click on the chosen one looks closer.
    if (again || this.linux?.zones.length === 1) this.show?.(share(start), share(end));
  }

  protected override render(): TemplateResult {
    return html`<div role="group" aria-label=${message('zones.zones')}>
      ${this.linux?.zones.map(
        (zone) => html`<button
          aria-pressed=${zone.index === this.zone}
          title=${message('zones.show_zone', { zone: zone.name })}
          @click=${() => this.choose(zone)}
        >
          ${zone.name}
        </button>`,
      )}
    </div>`;
  }
}

define('kmem-lists-head', KmemListsHead);
define('kmem-zone-buttons', KmemZoneButtons);

/**
 * The zones in the order in which a request tries them: free pages against the watermarks, what the
 * request under way must leave there and how it fared, and this CPU's page lists.
 *
 * @fires kmem-zone - a zone was chosen: its index
 * @fires kmem-select
 */
import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../../base/define.ts';
import type { LinuxZone } from '../../engine/linux-types.ts';
import type { EngineEvent, Selection, Snapshot } from '../../engine/snapshot-types.ts';
import { message } from '../../messages/messages.ts';
import { formatBytes } from '../../messages/quantities.ts';
import { type RequestWalk, walkOf, type ZoneLook } from '../../render/zone-walk.ts';
import type { IndexMoment } from '../../session/indices.ts';
import { shared } from '../../styles/shared.ts';
import { KmemElement } from '../kmem-element.ts';
import { gauge } from './gauge.ts';
import { listStyles } from './linux-styles.ts';
import './indices.ts';
import './pcp-lists.ts';
import { lookText, walkView } from './walk.ts';
import { chooseZone } from './zone-choice.ts';
import { zonesStyles } from './zones-styles.ts';

export class KmemZones extends KmemElement {
  @property({ attribute: false }) snapshot: Snapshot | null = null;
  /** Events of the command under way that have happened. */
  @property({ attribute: false }) events: readonly EngineEvent[] = [];
  @property({ attribute: false }) selection: Selection | null = null;
  /** Index of the zone whose free lists the picture shows. */
  @property({ type: Number }) zone = -1;
  /** The history of the indices, once it was asked for. */
  @property({ attribute: false }) history: readonly IndexMoment[] | null = null;
  /** Where the machine stands, 0 to 1 of the script's commands. */
  @property({ type: Number }) place = 0;
  @property({ type: Number }) commands = 0;

  static override styles = [shared, listStyles, zonesStyles];

  /** In the order in which requests try them. */
  private zones(): LinuxZone[] {
    const linux = this.snapshot?.linux;
    if (!linux) return [];
    const order = (zone: LinuxZone): number => linux.zonelist.indexOf(zone.index);
    return [...linux.zones].sort((a, b) => order(a) - order(b));
  }

  private facts(zone: LinuxZone): TemplateResult {
    const bytes = formatBytes(zone.managed * (this.snapshot?.pageSize ?? 0));
    const text = message('zones.zone.facts', { from: zone.start, to: zone.end - 1, bytes });
    return html`<div class="name">
      <button
        aria-pressed=${zone.index === this.zone}
        aria-label=${message('zones.show_zone', { zone: zone.name })}
        @click=${() => chooseZone(this, zone.index)}
      >
        ${zone.name}
      </button>
      <span class="muted">${text}</span>
    </div>`;
  }

  /** How the request fared there; the events tell every look in full. */
  private fate(look: ZoneLook | undefined, walk: RequestWalk | null): TemplateResult {
    if (!look || !walk) return html`<p class="reason"></p>`;
    const end = message(`zones.walk.end.${look.end}`);
    const now = look === walk.looks.at(-1) ? 'reason now' : 'reason';
    return html`<p class=${now}>${lookText(look, walk.order)}: ${end}</p>`;
  }

  private row(zone: LinuxZone, walk: RequestWalk | null): TemplateResult {
    const look = walk?.looks.findLast((one) => one.zone === zone.index);
    return html`<li class=${zone.index === this.zone ? 'zone chosen' : 'zone'}>
      ${this.facts(zone)} ${gauge(zone, look ?? null)} ${this.fate(look, walk)}
    </li>`;
  }

  private pcp(): TemplateResult {
    const { linux } = this.snapshot ?? {};
    const zone = linux?.zones.find(({ index }) => index === this.zone);
    if (!linux?.mechanisms.percpu || !zone) {
      return html`<p class="pcp muted">${message('zones.pcp.off')}</p>`;
    }
    return html`<kmem-pcp-lists
      class="pcp"
      zone=${zone.name}
      .pcp=${zone.pcp}
      .selection=${this.selection}
    ></kmem-pcp-lists>`;
  }

  private off(): TemplateResult[] {
    const { mobility = true, watermarks = true } = this.snapshot?.linux?.mechanisms ?? {};
    const texts = [mobility ? '' : 'zones.mobility.off', watermarks ? '' : 'zones.watermarks.off'];
    return texts.filter(Boolean).map((key) => html`<p class="muted">${message(key)}</p>`);
  }

  protected override render(): TemplateResult {
    if (!this.snapshot?.linux) return html``;
    const zones = this.zones();
    const walk = walkOf(this.events);
    const title = message(zones.length === 1 ? 'zones.zones.one' : 'zones.zones.title');
    const nameOf = (index: number) => zones.find((zone) => zone.index === index)?.name ?? '';
    return html`
      <div class="top">
        <h2>${title}</h2>
        ${this.off()}
      </div>
      ${walkView(walk, nameOf)}
      <div class="parts">
        <ol class="zones">
          ${zones.map((zone) => this.row(zone, walk))}
        </ol>
        ${this.pcp()}
      </div>
      <kmem-indices
        .zone=${zones.find(({ index }) => index === this.zone) ?? null}
        .history=${this.history}
        .place=${this.place}
        .commands=${this.commands}
      ></kmem-indices>
    `;
  }
}

define('kmem-zones', KmemZones);

/** Free pages of a zone as a bar, its watermarks as ticks, what the request must leave as a mark. */
import { html, nothing, type TemplateResult } from 'lit';
import type { LinuxZone } from '../../engine/linux-types.ts';
import { message } from '../../messages/messages.ts';
import { number } from '../../messages/quantities.ts';
import { gaugeOf } from '../../render/gauge.ts';
import type { ZoneLook } from '../../render/zone-walk.ts';

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

const signed = (value: number): string =>
  value < 0 ? `−${number(-value)}` : value > 0 ? `+${number(value)}` : '0';

function tick(name: 'min' | 'low' | 'high', pages: number, share: number): TemplateResult {
  return html`<span class="tick" .style=${`left: ${percent(share)}`}>
    <b>${message(`zones.mark.${name}`)}</b>${number(pages)}
  </span>`;
}

/** Everything the bar shows, as sentences. */
function told(zone: LinuxZone, look: ZoneLook | null): string {
  const { min, low, high, boost, free, diff } = zone;
  const texts = [
    message('zones.gauge.free', { free, diff: signed(diff) }),
    message('zones.gauge.marks', { min: number(min), low: number(low), high: number(high) }),
    boost > 0 ? message('zones.gauge.boost', { n: number(boost) }) : '',
    look ? message('zones.need.now', { need: look.need, left: number(look.left) }) : '',
  ];
  return texts.filter(Boolean).join('; ');
}

function further(zone: LinuxZone, look: ZoneLook | null): string {
  const texts = [
    zone.boost > 0 ? message('zones.gauge.boost', { n: number(zone.boost) }) : '',
    look && look.reserve > 0 ? message('zones.gauge.reserve', { n: number(look.reserve) }) : '',
    zone.highatomic > 0 ? message('zones.gauge.highatomic', { n: zone.highatomic }) : '',
    zone.reclaimActive ? message('zones.gauge.reclaim') : '',
  ];
  return texts.map((text) => (text ? ` · ${text}` : '')).join('');
}

export function gauge(zone: LinuxZone, look: ZoneLook | null): TemplateResult {
  const { min, low, high, boost, free, diff } = zone;
  const { at, breaks } = gaugeOf(zone, look?.need ?? 0);
  const marks = [
    ['min', min],
    ['low', low],
    ['high', high],
  ] as const;
  return html`<div class="gauge" role="img" aria-label="${message('zones.gauge', { zone: zone.name })}: ${told(zone, look)}">
      <div class="ticks">
        ${high > 0 ? marks.map(([name, pages]) => tick(name, pages + boost, at(pages + boost))) : nothing}
      </div>
      <div class="bar">
        <span class="fill" .style=${`width: ${percent(at(Math.max(0, free)))}`}></span>
        ${boost > 0 ? html`<span class="boost" .style=${`width: ${percent(at(boost))}`}></span>` : nothing}
        ${high > 0 ? marks.map(([, pages]) => html`<span class="stroke" .style=${`left: ${percent(at(pages + boost))}`}></span>`) : nothing}
        ${breaks.map((share) => html`<span class="break" .style=${`left: ${percent(share)}`}></span>`)}
        ${look ? html`<span class="need" .style=${`left: ${percent(at(look.need))}`}></span>` : nothing}
      </div>
    </div>
    <p>
      ${message('zones.gauge.free', { free, diff: signed(diff) })}
      <span class="muted">${further(zone, look)}</span>
    </p>`;
}

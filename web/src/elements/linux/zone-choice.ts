/** Which zone's lists the picture shows: the one chosen, or the one the request is at. */
import { areaOf, type LinuxSnapshot, pcpListOf, typesOf } from '../../engine/linux-types.ts';
import type { EngineEvent } from '../../engine/snapshot-types.ts';

/** Asks for the lists of a zone, by its index. */
export function chooseZone(from: EventTarget, zone: number): void {
  from.dispatchEvent(new CustomEvent('kmem-zone', { detail: zone, bubbles: true, composed: true }));
}

const ofZone = new Set(['zone_need', 'zone_look', 'zone_none', 'boost', 'reserve', 'pcp_drain']);
const ofList = new Set(['pcp_look', 'pcp_refill', 'pcp_in', 'pcp_take', 'pcp_put', 'pcp_out']);
const ofTypes = new Set(['fallback', 'claim', 'steal', 'pageblock_type', 'pageblock_kept']);
const ofArea = new Set(['look', 'take', 'split', 'hand_out', 'block_free', 'list_move']);

/** The zone an event is about; -1 if it is about none. */
export function zoneOfEvent({ kind, order, small }: EngineEvent): number {
  if (ofZone.has(kind)) return order;
  if (ofList.has(kind)) return pcpListOf(small).zone;
  if (ofTypes.has(kind)) return typesOf(small).zone;
  return ofArea.has(kind) ? (areaOf(small)?.zone ?? -1) : -1;
}

/** The zone of the last of these events that is about one; else the first that requests try. */
export function zoneNow(linux: LinuxSnapshot, events: readonly EngineEvent[]): number {
  for (const event of events.toReversed()) {
    const zone = zoneOfEvent(event);
    if (linux.zones.some(({ index }) => index === zone)) return zone;
  }
  return linux.zonelist[0] ?? linux.zones[0]?.index ?? 0;
}

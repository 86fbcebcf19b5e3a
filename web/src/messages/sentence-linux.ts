/** The part of sentence.ts that is about zones with mobility types: engine/course/event_text.h. */
import { message } from './messages.ts';
import { more } from './sentence.ts';
import { slabVariant } from './sentence-slab.ts';
import type { Arguments } from './template.ts';

interface Event {
  readonly kind: string;
  readonly order: number;
  readonly small: number;
  readonly main: number;
}

const types = ['unmovable', 'movable', 'reclaimable', 'high_atomic', 'isolate', 'none'];
const zones = ['DMA', 'DMA32', 'Normal', 'Movable', 'Device'];
const classes = ['.no_wait', '.atomic', '.ignore_watermarks'];
const zoneVerdicts = ['.passed', '.below_mark', '.below_reserve', '.no_block', '.ignored'];
const [noWatermark, noFragment, minReserve, areaBit, areaTail] = [16, 8, 2, 0x8000, 0x100];

function walkVariant({ order, small }: Event): string {
  if (small & noWatermark) return '.ignore';
  if (order === 1) return small & noFragment ? '.no_fragment' : '.low';
  return small & minReserve ? '.urgent' : '.min';
}

/** The variant of a kind that only these zones have, or that says more for them. */
function linuxVariant(event: Event): string | undefined {
  const { kind, small, main } = event;
  switch (kind) {
    case 'request':
      return classes[(small >> 8) & 15] ?? '';
    case 'walk':
      return walkVariant(event);
    case 'zone_need':
      return small === 0 ? '.mark' : '.reserve';
    case 'zone_look':
      return zoneVerdicts[small] ?? '';
    case 'pcp_look':
      return main === 0 ? '.none' : '.some';
    case 'look':
      if (small & areaBit) return main === 0 ? '.typed_none' : '.typed_some';
      return undefined;
    case 'block_free':
      if (small & areaBit) return small & areaTail ? '.tail' : '.head';
      return undefined;
    default:
      return slabVariant(event);
  }
}

/** The word for a mobility type. */
function typeWord(type: number): string {
  return types[type] === undefined ? '' : message(`type.${types[type]}`);
}

const zone = (index: number): Arguments => ({ zone: zones[index] ?? '?' });
const ofArea = (value: number): Arguments => ({
  ...zone((value >> 4) & 15),
  type: typeWord(value & 15),
});
const listType = (list: number): number => (list < 12 ? list % 3 : list - 12);

/** What a number of an event gives, by what the event table calls it. */
function linuxField(name: string, value: number): Arguments | undefined {
  switch (name) {
    case 'mark':
    case 'flags':
      return {};
    case 'zone':
      return zone(value);
    case 'area':
    case 'ending':
      return value & areaBit ? ofArea(value) : {};
    case 'request':
      return ofArea(value);
    case 'list':
      return { ...zone(value >> 8), type: typeWord(listType(value & 255)) };
    case 'types':
      return {
        ...zone(value >> 8),
        from: typeWord((value >> 4) & 15),
        to: typeWord(value & 15),
      };
    default:
      return undefined;
  }
}

more.variant = linuxVariant;
more.field = linuxField;

/** The rows of the race's table. */
import { html, nothing } from 'lit';
import { contenderNames, type RaceContender } from '../engine/ask-types.ts';
import { askMessage } from '../messages/ask.ts';
import { message } from '../messages/messages.ts';
import { formatBytes, number } from '../messages/quantities.ts';
import type { Strip } from '../render/paint-strip.ts';
import { lineSample } from './race-plot.ts';
import './race-strip.ts';

export const nameOf = (id: number): string => message(`race.name.${contenderNames[id]}`);
const hex = (address: number): string => `0x${address.toString(16)}`;

/** The numbers of a row, in the order of its columns. */
interface Cell {
  readonly key: string;
  readonly text: string;
  readonly more?: string;
  readonly bad?: boolean;
}

function cells({ bytes, work }: RaceContender, segment: number): readonly Cell[] {
  const [payload, rounding, tails, kept, free, largest] = bytes;
  const [looks, splits, merges, runs, saved, exhausted, fragmented] = work;
  const share = (part: number) =>
    message('percent', { n: number(segment === 0 ? 0 : (part * 100) / segment, 1) });
  const size = (key: string, part: number): Cell => ({
    key,
    text: formatBytes(part),
    more: share(part),
  });
  return [
    size('payload', payload),
    size('inside', rounding + tails + kept),
    size('pieces', free - largest),
    {
      key: 'refused',
      text: number(exhausted + fragmented),
      more: fragmented > 0 ? message('race.fragmented', { n: fragmented }) : '',
      bad: exhausted + fragmented > 0,
    },
    { key: 'looks', text: number(looks) },
    { key: 'splits', text: number(splits) },
    { key: 'merges', text: number(merges) },
    {
      key: 'runs',
      text: number(runs),
      more: saved > 0 ? message('race.saved', { n: saved }) : '',
    },
  ];
}

function did(one: RaceContender, kind: string | undefined) {
  const { outcome, address, granted, choice } = one;
  if (kind === 'misuse') return message('race.did.misuse');
  const why = choice ? askMessage(choice) : '';
  const values = { address: hex(address), bytes: formatBytes(granted) };
  const what = outcome === 'nothing' ? '' : message(`race.did.${outcome}`, values);
  return html`<b class=${outcome === 'failed' ? 'bad' : ''}>${what}</b> ${why}`;
}

function stripOf({ parts, bands, outcome, address, granted }: RaceContender): Strip {
  const now = outcome === 'placed' || outcome === 'released';
  return {
    ...(parts ? { parts } : {}),
    ...(bands ? { bands } : {}),
    now: now ? { start: address, size: granted } : null,
  };
}

/** One contender: who, its memory and what it did last, and its numbers. */
export function raceRow(
  one: RaceContender,
  segment: number,
  kind: string | undefined,
  theme: string,
) {
  return html`<div class="row" role="row" data-contender=${contenderNames[one.id] ?? ''}>
    <div class="name" role="rowheader">
      <b>${nameOf(one.id)}</b>
      <span class="muted">${message(`race.about.${contenderNames[one.id]}`)}</span>
      ${lineSample(one.id)}
    </div>
    <div class="strip" role="cell">
      <kmem-race-strip
        .strip=${stripOf(one)}
        .segment=${segment}
        .theme=${theme}
      ></kmem-race-strip>
      <p class="did">${did(one, kind)}</p>
    </div>
    ${cells(one, segment).map(
      ({ key, text, more, bad }) =>
        html`<div
          class=${bad ? 'number bad' : 'number'}
          role="cell"
          data-cell=${key}
          data-label=${message(`race.column.${key}`)}
        >
          ${text}${more ? html`<small>${more}</small>` : nothing}
        </div>`,
    )}
  </div>`;
}

export function raceHead(sample: RaceContender, segment: number) {
  return html`<div class="row head" role="row">
    <div role="columnheader">${message('race.column.name')}</div>
    <div role="columnheader">${message('race.column.strip', { bytes: formatBytes(segment) })}</div>
    ${cells(sample, segment).map(
      ({ key }) =>
        html`<div class="number" role="columnheader" title=${message(`race.about_column.${key}`)}>
          ${message(`race.column.${key}`)}
        </div>`,
    )}
  </div>`;
}

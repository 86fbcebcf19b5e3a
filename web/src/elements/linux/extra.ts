/** What a machine with zones adds to the picture: strip, typed lists, buttons for the zones. */
import { html } from 'lit';
import type { LinuxSnapshot } from '../../engine/linux-types.ts';
import { axisOf } from '../../render/axis.ts';
import type { Axis } from '../../render/lane.ts';
import { holesOf } from '../../render/linux-brushes.ts';
import { stripHeight } from '../../render/paint-pageblocks.ts';
import type { PictureExtra } from '../picture-extra.ts';
import './pageblocks.ts';
import './typed-lists.ts';
import './picture-head.ts';

/** The same memory has the same axis, so that what is drawn along it need not be drawn anew. */
const axes = new Map<string, Axis | null>();

export function axisFor(linux: LinuxSnapshot): Axis | null {
  const holes = holesOf(linux);
  const frames = linux.zones.at(-1)?.end ?? 0;
  const key = `${frames} ${holes.map(({ start, end }) => `${start}-${end}`).join()}`;
  if (!axes.has(key)) axes.set(key, axisOf(frames, holes));
  return axes.get(key) ?? null;
}

export function linuxExtra(
  linux: LinuxSnapshot,
  zoneIndex: number,
  claimed: readonly number[],
): PictureExtra {
  const zone =
    linux.zones.find(({ index }) => index === zoneIndex) ??
    linux.zones.find(({ index }) => index === linux.zonelist[0]);
  return {
    axis: axisFor(linux),
    stripHeight: stripHeight + 3,
    strip: (lane) =>
      html`<kmem-pageblocks .linux=${linux} .lane=${lane} .zone=${zone?.index ?? -1} .claimed=${claimed}></kmem-pageblocks>`,
    head: () => html`<kmem-lists-head class="side" zone=${zone?.name ?? ''}></kmem-lists-head>`,
    lists: (order, width, marks) =>
      html`<kmem-typed-lists
        .lists=${zone?.areas[order] ?? []}
        .order=${order}
        .width=${width}
        .marks=${marks}
      ></kmem-typed-lists>`,
    tools: (show) =>
      html`<kmem-zone-buttons
        .linux=${linux}
        .zone=${zone?.index ?? -1}
        .axis=${axisFor(linux)}
        .show=${show}
      ></kmem-zone-buttons>`,
  };
}

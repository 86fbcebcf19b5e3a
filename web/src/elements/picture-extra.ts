/** What a profile with zones adds to the picture. It comes with the first machine that has them. */
import type { TemplateResult } from 'lit';
import type { Axis, Lane } from '../render/lane.ts';
import type { ChipMarks } from './free-list.ts';

export interface PictureExtra {
  /** Leaves out what large holes there are. */
  readonly axis: Axis | null;
  /** CSS pixels of the strip between the rows and the ruler. */
  readonly stripHeight: number;
  strip(lane: Lane): TemplateResult;
  /** Over the free lists. */
  head(): TemplateResult;
  /** The free lists of an order, in `width` CSS pixels. */
  lists(order: number, width: number, marks: ChipMarks): TemplateResult;
  /** Beside the title; `show` shows a part of the frames, from 0 to 1. */
  tools(show: (from: number, to: number) => void): TemplateResult;
}

import { count, formatBytes } from '../base/format.ts';
import type { Snapshot } from '../engine/snapshot-types.ts';

/** `Segment · 64 frames · 256 KiB`. */
export function segmentTitle({ frames, pageSize }: Snapshot): string {
  return `Segment · ${count(frames, 'frame')} · ${formatBytes(frames * pageSize)}`;
}

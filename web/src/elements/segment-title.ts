import type { Snapshot } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { formatBytes } from '../messages/quantities.ts';

/** `Segment · 64 frames · 256 KiB`. */
export function segmentTitle({ frames, pageSize }: Snapshot): string {
  return message('picture.title', { frames, bytes: formatBytes(frames * pageSize) });
}

import type { Snapshot } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { formatBytes } from '../messages/quantities.ts';

/** `Segment · 64 frames · 256 KiB`; with zones `Memory · 512 MiB`, holes left out. */
export function segmentTitle({ frames, pageSize, linux }: Snapshot): string {
  if (linux) {
    const present = linux.zones.reduce((sum, zone) => sum + zone.present, 0);
    return message('picture.memory', { bytes: formatBytes(present * pageSize) });
  }
  return message('picture.title', { frames, bytes: formatBytes(frames * pageSize) });
}

/** What the shell's own elements send up, beside {@link ViewEvents}. */

import type { Language } from '../messages/languages.ts';
import type { Profile } from '../session/profile.ts';
import type { Comparing, Scene } from '../session/state-types.ts';
import type { Ahead } from '../session/strip.ts';
import type { SheetName } from './sheets.ts';
import type { Theme } from './theme.ts';
import type { WhyQuestion } from './why-entry.ts';

export interface ShellEvents {
  /** True: play; false: pause. */
  'kmem-play': boolean;
  /** Commands to carry out at the position. */
  'kmem-act': string;
  /** The race of the allocators, from where the machine stands if nothing else is said; null: back. */
  'kmem-compare': Partial<Comparing> | null;
  /** Why is it so? null: enough. */
  'kmem-why': WhyQuestion | null;
  /** The script on another allocator. */
  'kmem-profile': Profile;
  /** The history of the fragmentation indices. */
  'kmem-indices': null;
  'kmem-undo': null;
  'kmem-open-scenario': string;
  'kmem-open-file': File;
  'kmem-draft': string;
  'kmem-edit': 'start' | 'discard' | 'run';
  /** Go to the next time this line of the script, counted from 1, has run. */
  'kmem-line': number;
  'kmem-dialog': SheetName;
  /** A file is to be picked. */
  'kmem-pick': null;
  'kmem-theme': Theme;
  'kmem-language': Language;
  /** The list of lessons. */
  'kmem-course': null;
  /** The moments that follow are wanted; they are handed to `take` at once. */
  'kmem-ahead': Ahead & { readonly take: (scenes: readonly Scene[]) => void };
  'kmem-shortcuts': boolean;
  'kmem-restart': null;
}

/** Sends one of {@link ShellEvents} up, through shadow roots. */
export function send<K extends keyof ShellEvents>(
  from: EventTarget,
  name: K,
  detail: ShellEvents[K],
): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

import { html } from 'lit';
import type { PlaygroundState } from '../session/state-types.ts';
import { need } from './late.ts';
import type { Size } from './sizes.ts';
import type { Theme } from './theme.ts';

/**
 * Instead of the machine: the allocators side by side. Their element comes with its first use.
 * `alone`: there is no machine to go back to, and no key is its own while the focus is elsewhere.
 */
export function raceView(
  { open, race }: PlaygroundState,
  theme: Theme,
  characters: boolean,
  size: Size,
  alone = false,
) {
  need('race');
  const view = html`<kmem-race
      .script=${open?.text ?? ''}
      .position=${race?.position ?? 0}
      .contenders=${race?.contenders ?? []}
      .theme=${theme}
      .characters=${characters}
      size=${size}
      ?alone=${alone}
    ></kmem-race>`;
  return alone ? view : html`<main class="race">${view}</main>`;
}

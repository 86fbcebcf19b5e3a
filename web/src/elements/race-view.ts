import { html } from 'lit';
import type { PlaygroundState } from '../session/state-types.ts';
import { need } from './late.ts';
import type { Size } from './sizes.ts';
import type { Theme } from './theme.ts';

/** Instead of the machine: the allocators side by side. Their element comes with its first use. */
export function raceView(
  { open, race }: PlaygroundState,
  theme: Theme,
  characters: boolean,
  size: Size,
) {
  need('race');
  return html`<main class="race">
    <kmem-race
      .script=${open?.text ?? ''}
      .position=${race?.position ?? 0}
      .contenders=${race?.contenders ?? []}
      .theme=${theme}
      .characters=${characters}
      size=${size}
    ></kmem-race>
  </main>`;
}

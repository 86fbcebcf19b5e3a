/** Between the machine and the race of the allocators. */
import type { Playground } from './playground.ts';
import type { Comparing } from './state-types.ts';

/** Shows the race; for null the machine again, at the command where the race stood. */
export function compare(playground: Playground, race: Comparing | null): void {
  const left = playground.state.race;
  if (!left || !race) playground.pause();
  playground.store.set({ race });
  if (!race && left) playground.seek({ command: left.position, event: 0 });
}

/** What stands behind a link: `&view=race&with=045`. */
export function raceOption(race: Comparing | null): string {
  if (!race) return '';
  return `&view=race${race.contenders.length > 0 ? `&with=${race.contenders.join('')}` : ''}`;
}

/** Who runs in the race that a hash asks for; null if it asks for none. */
export function raceInHash(hash: string): readonly number[] | null {
  const options = new URLSearchParams(hash.replace(/^#/, ''));
  return options.get('view') === 'race' ? Array.from(options.get('with') ?? '', Number) : null;
}

/** Shows the race if a hash asks for it, where the machine stands. */
export function compareAsLinked(playground: Playground, hash: string): void {
  if (!playground.state.open) return;
  const contenders = raceInHash(hash);
  const position = playground.state.scene?.snapshot.position.command ?? 0;
  if (contenders) compare(playground, { position, contenders });
  else if (playground.state.race) compare(playground, null);
}

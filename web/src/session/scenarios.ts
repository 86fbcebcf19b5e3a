/** The gallery: every web/scenarios/*.kmem, in the order of order.txt, loaded when it is asked for. */

import order from '../../scenarios/order.txt?raw';
import { titleOf } from './default-scenario.ts';

const files = import.meta.glob<string>('../../scenarios/*.kmem', {
  query: '?raw',
  import: 'default',
});

function pathOf(name: string): string {
  return `../../scenarios/${name}.kmem`;
}

/** Names of the gallery's scenarios that exist, in order. */
export const scenarioNames: readonly string[] = order
  .split('\n')
  .map((line) => line.replace(/#.*|\.kmem\s*$/, '').trim())
  .filter((name) => name !== '' && pathOf(name) in files);

/** The text of a gallery scenario, or null if there is none of this name. */
export async function loadScenario(name: string): Promise<string | null> {
  const load = files[pathOf(name)];
  return load ? load() : null;
}

/** The comment lines at the head of a scenario: what it shows. */
export function aboutOf(text: string): string {
  const head = /^(?:\s*(?:title\b.*)?\n)*((?:#.*\n)+)/.exec(text)?.[1] ?? '';
  return head.replace(/^#\s?/gm, '').replaceAll('\n', ' ').trim();
}

export interface ScenarioEntry {
  readonly name: string;
  readonly title: string;
  readonly about: string;
}

/** The gallery with its titles, for the menu. */
export function listScenarios(): Promise<ScenarioEntry[]> {
  return Promise.all(
    scenarioNames.map(async (name) => {
      const text = (await loadScenario(name)) ?? '';
      return { name, title: titleOf(text) ?? name, about: aboutOf(text) };
    }),
  );
}

/** Keeps the page's address and the playground in step: the address is the state, to be shared. */

import type { Position } from '../engine/snapshot-types.ts';
import { compareAsLinked, raceOption } from './compare.ts';
import { chooseLanguage, linkedLanguage } from './language.ts';
import { lessonLink, parseLink, scenarioLink, sheetLink, textLink } from './link.ts';
import type { Playground } from './playground.ts';
import type { OpenScenario, PlaygroundState } from './state-types.ts';

/** Milliseconds of rest before the address is rewritten: browsers limit how often one may. */
const rest = 400;
/** Texts above this, in characters, are packed only when the reader asks for a link. */
const cheap = 32 * 1024;

function documentLink({ lesson, name, text }: OpenScenario, position: Position) {
  if (lesson?.lesson && lesson.unchanged) {
    return lessonLink(lesson.lesson, lesson.figure, position);
  }
  return name ? scenarioLink(name, position) : textLink(text, position);
}

/** The hash for a state; null if its script is too large for a link. */
export async function linkOf(state: PlaygroundState): Promise<string | null> {
  const { open, scene, sheet, language, languageChosen, race } = state;
  const spoken = languageChosen ? `&lang=${language}` : '';
  if (sheet) return sheetLink(sheet) + spoken;
  if (!open || !scene) return null;
  const position = race ? { command: race.position, event: 0 } : scene.snapshot.position;
  const link = await documentLink(open, position);
  return link && link + raceOption(race) + spoken;
}

export class Address {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly playground: Playground) {}

  /** Opens what the address says, and from then on keeps both the same. */
  async start(): Promise<void> {
    addEventListener('hashchange', () => {
      void this.listen();
      void this.read(true);
    });
    await this.read(false);
    this.playground.store.subscribe(() => this.schedule());
  }

  /** Lets the playground speak as the address asks. */
  async listen(): Promise<void> {
    await this.playground.speak(chooseLanguage(linkedLanguage(location), navigator.languages));
  }

  private async read(keep: boolean): Promise<void> {
    await this.playground.openLink(await parseLink(location.hash), keep);
    compareAsLinked(this.playground, location.hash);
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.write(), rest);
  }

  private async write(): Promise<void> {
    const { state } = this.playground;
    const large = !state.open?.name && (state.open?.text.length ?? 0) > cheap;
    const link = large ? '' : ((await linkOf(state)) ?? '');
    try {
      if (link !== location.hash) {
        history.replaceState(null, '', link || location.pathname + location.search);
      }
    } catch {
      // A page from a file or in a sandbox has no address of its own to keep.
    }
  }
}

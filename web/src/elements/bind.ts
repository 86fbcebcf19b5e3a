/** Connects what elements send up with what a playground can do. */
import { loadEngine } from '../engine/load.ts';
import { compare } from '../session/compare.ts';
import { keepLanguage } from '../session/language.ts';
import type { Playground } from '../session/playground.ts';
import type { ViewEvents } from '../session/view-types.ts';
import type { ShellEvents } from './shell-events.ts';

/** What the page around a playground does by itself. */
type PageEvent =
  | 'kmem-dialog'
  | 'kmem-course'
  | 'kmem-why'
  | 'kmem-shortcuts'
  | 'kmem-lane'
  | 'kmem-point'
  | 'kmem-pick'
  | 'kmem-theme';
type Events = Omit<ViewEvents & ShellEvents, PageEvent>;
type Handlers = { [K in keyof Events]: (detail: Events[K]) => void };

/** What only machines with zones can do. */
const zoned = () => import('../session/change-profile.ts');

function handlers(playground: Playground): Handlers {
  return {
    'kmem-select': (selection) => playground.select(selection),
    'kmem-free': (request) => void playground.free(request),
    'kmem-seek': (position) => playground.seek(position),
    'kmem-step': ({ unit, by }) => playground.step(unit, by),
    'kmem-play': (on) => (on ? playground.play() : playground.pause()),
    'kmem-act': (text) => void playground.act(text),
    'kmem-compare': (race) => {
      const position = playground.state.scene?.snapshot.position.command ?? 0;
      compare(playground, race && { position, contenders: [], ...race });
    },
    'kmem-profile': (profile) =>
      void zoned().then(({ changeProfile }) => changeProfile(playground, loadEngine, profile)),
    'kmem-indices': () =>
      void zoned().then(({ showIndices }) => showIndices(playground, loadEngine)),
    'kmem-undo': () => void playground.undo(),
    'kmem-open-scenario': (name) => void playground.openScenario(name, { keep: true }),
    'kmem-open-file': (file) => void playground.openFile(file),
    'kmem-draft': (text) => playground.setDraft(text),
    'kmem-edit': (what) => {
      if (what === 'start') playground.edit();
      else if (what === 'discard') playground.discardDraft();
      else void playground.runDraft();
    },
    'kmem-line': (line) => playground.seekLine(line),
    'kmem-restart': () => void playground.restart(),
    'kmem-ahead': ({ take, ...ahead }) => take(playground.ahead(ahead)),
    'kmem-language': (language) => {
      keepLanguage(language);
      void playground.speak({ language, chosen: true });
    },
  };
}

/** Listens on `host` until the returned function is called. */
export function bind(host: EventTarget, playground: Playground): () => void {
  const ended = new AbortController();
  for (const [name, handle] of Object.entries(handlers(playground))) {
    const listener = (event: Event) => {
      event.stopPropagation(); // a playground inside a page, or inside another, is its own world
      (handle as (detail: unknown) => void)((event as CustomEvent).detail);
    };
    host.addEventListener(name, listener, { signal: ended.signal });
  }
  return () => ended.abort();
}

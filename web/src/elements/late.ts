import { needMessages } from '../messages/messages.ts';

/**
 * Parts that nobody sees at first. They come at the first need, or once the page has nothing else
 * to do, so that it starts sooner and yet needs no network later.
 */
export const late = {
  thread: () => import('./picture-thread.ts'),
  editor: () => import('./editor.ts'),
  examples: () => import('./scenario-menu.ts'),
  share: () => import('./share-sheet.ts'),
  help: () => import('./help-sheet.ts'),
  forms: () => import('./command-forms.ts'),
  object: () => import('./object-views.ts'),
  dialog: () => import('./dialog.ts'),
  menu: () => import('./menu-sheet.ts'),
  present: () => import('./present.ts'),
  export: () => import('./export-sheet.ts'),
  race: () => import('./race.ts'),
  history: () => import('./ledger-history.ts'),
  profile: () => import('./profile.ts'),
  why: () => import('./why.ts'),
  cost: () => import('./cost-sheet.ts'),
  toast: () => import('./toast.ts'),
  crash: () => import('./crash-sheet.ts'),
};

const areasOf = (part: string): string[] =>
  part === 'profile' ? ['zones'] : part === 'cost' ? ['cost'] : ['sheets'];

/** Loads a part and its words. Without a network the place stays empty; the next try may work. */
export function need(part: keyof typeof late): void {
  Promise.all(areasOf(part).map(needMessages))
    .then((): Promise<unknown> => late[part]())
    .catch(() => {});
}

export function loadTheRestLater(): void {
  const parts = Object.keys(late) as (keyof typeof late)[];
  const all = () => parts.forEach(need);
  if ('requestIdleCallback' in globalThis) requestIdleCallback(all, { timeout: 5000 });
  else setTimeout(all, 2000);
}

/** The page: one playground that fills the window and lives in the address. */
import { loadEngine } from './engine/load.ts';
import './elements/app.ts';
import type { KmemApp } from './elements/app.ts';
import { loadTheRestLater } from './elements/late.ts';
import { speakOnPage } from './elements/page-language.ts';
import { Address } from './session/address.ts';
import { Playground } from './session/playground.ts';

const app = document.querySelector<KmemApp>('kmem-app');
if (app) {
  const playground = new Playground(loadEngine);
  speakOnPage(playground);
  app.playground = playground;
  const address = new Address(playground);
  app.style.visibility = 'hidden'; // rather nothing for a moment than words that are replaced
  void address.listen().then(() => {
    app.style.visibility = '';
  });
  void address
    .start()
    .then(async () => {
      loadTheRestLater();
      const { preparePrint } = await import('./elements/print-styles.ts');
      preparePrint(app);
    })
    .catch(() => {}); // no network: it prints as it looks
}

/** The page: one playground that fills the window and lives in the address. */
import { loadEngine } from './engine/load.ts';
import './elements/app.ts';
import type { KmemApp } from './elements/app.ts';
import { loadTheRestLater } from './elements/late.ts';
import { Address } from './session/address.ts';
import { Playground } from './session/playground.ts';

const app = document.querySelector<KmemApp>('kmem-app');
if (app) {
  const playground = new Playground(loadEngine);
  app.playground = playground;
  void new Address(playground).start().then(loadTheRestLater);
}

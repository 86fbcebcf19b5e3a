/**
 * The page for frames: one element that fills the width and tells the page around it its height.
 * Everything it reads comes from its own address; it listens to no messages.
 */
import { followHeight } from './elements/frame.ts';
import { speakInDocument } from './elements/page-language.ts';
import type { KmemPlayground } from './elements/playground.ts';
import './elements/playground.ts';
import { linkedLanguage } from './session/language.ts';

const query = new URLSearchParams(location.search);
const element = document.createElement('kmem-playground') as KmemPlayground;

function oneOf<T extends string>(name: string, values: readonly T[]): T | null {
  const value = query.get(name);
  return values.find((known) => known === value) ?? null;
}

element.scenario = location.hash || (query.get('scenario') ?? '');
element.lesson = location.hash ? '' : (query.get('lesson') ?? '');
element.step = query.get('step') ?? '';
element.race = query.get('race');
element.lang = query.get('lang') ?? '';
element.theme = oneOf('theme', ['light', 'dark']);
element.controls = oneOf('controls', ['full', 'step', 'none']) ?? 'step';
speakInDocument(linkedLanguage(location) ?? 'en');
document.querySelector('main')?.append(element);
followHeight(element);

addEventListener('hashchange', () => {
  element.step = '';
  element.lesson = '';
  element.race = null;
  speakInDocument(linkedLanguage(location) ?? 'en');
  element.scenario = location.hash;
});

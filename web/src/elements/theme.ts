/** Light or dark: what the reader chose, else what their system asks for. */
import { readSetting, writeSetting } from '../base/storage.ts';

export type Theme = 'light' | 'dark';

const setting = 'theme';

export function chosenTheme(): Theme | null {
  const value = readSetting(setting);
  return value === 'light' || value === 'dark' ? value : null;
}

export function keepTheme(theme: Theme): void {
  writeSetting(setting, theme);
}

export function systemTheme(): Theme {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

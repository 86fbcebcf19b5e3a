/** Settings that outlive a visit, where the browser lets us keep any. Nothing depends on them. */

const prefix = 'kmem:';

export function readSetting(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null; // denied: a sandboxed frame, or cookies switched off
  }
}

export function writeSetting(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    // As above, or full: the setting lasts as long as the page.
  }
}

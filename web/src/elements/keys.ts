/** The keyboard: which key asks for what, and when it is not meant for us. */

export type KeyAction =
  | 'event-forward'
  | 'event-back'
  | 'command-forward'
  | 'command-back'
  | 'start'
  | 'end'
  | 'play'
  | 'help'
  | 'command-bar';

export interface KeyRow {
  readonly action: KeyAction;
  readonly keys: readonly string[];
  readonly shift?: boolean;
  /** A single character: can be switched off (WCAG 2.1.4). */
  readonly character?: boolean;
  /** What is printed on the key, or the message with its name. What it does: `key.<action>`. */
  readonly label: string;
}

export const keyRows: readonly KeyRow[] = [
  { action: 'event-forward', keys: ['ArrowRight'], label: '→' },
  { action: 'event-back', keys: ['ArrowLeft'], label: '←' },
  { action: 'command-forward', keys: ['ArrowRight'], shift: true, label: '→' },
  { action: 'command-back', keys: ['ArrowLeft'], shift: true, label: '←' },
  { action: 'start', keys: ['Home'], label: 'key.name.home' },
  { action: 'end', keys: ['End'], label: 'key.name.end' },
  { action: 'play', keys: [' '], character: true, label: 'key.name.space' },
  { action: 'command-forward', keys: [']'], character: true, label: ']' },
  { action: 'command-back', keys: ['['], character: true, label: '[' },
  { action: 'command-bar', keys: ['/'], character: true, label: '/' },
  { action: 'help', keys: ['?'], character: true, label: '?' },
];

const typing = 'input, textarea, select, [contenteditable]';
const pressing = 'button, a, summary, [role="button"], [role="tab"]';

/** Whether the key belongs to what has the focus: text being typed, a control being pressed. */
function belongsToTarget(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof Element)) return false;
  if (target.closest(typing) || target.closest('dialog')) return true;
  return event.key === ' ' && target.closest(pressing) !== null;
}

/** What a key press asks for; null if nothing, or if it is meant for something else. */
export function keyAction(event: KeyboardEvent, characters: boolean): KeyAction | null {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return null;
  if (belongsToTarget(event)) return null;
  const row = keyRows.find(
    ({ keys, shift, character }) =>
      keys.includes(event.key) && (character ? characters : event.shiftKey === (shift ?? false)),
  );
  return row?.action ?? null;
}

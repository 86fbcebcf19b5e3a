/** What the elements of a lesson ask of the course. */
import type { Go } from '../../lessons/lesson-types.ts';
import type { Move } from '../../lessons/moves.ts';
import type { SheetLink } from '../../session/link.ts';

export type LessonAction =
  | { readonly do: 'go'; readonly go: Go; readonly figure: string }
  /** To the moment that a question is about. */
  | { readonly do: 'predict'; readonly task: number }
  | { readonly do: 'draft'; readonly task: number; readonly answer: string }
  | { readonly do: 'answer'; readonly task: number; readonly answer: string }
  | { readonly do: 'hint'; readonly task: number }
  | { readonly do: 'show'; readonly task: number }
  /** Why a wrong answer is wrong, once the right one is known. */
  | { readonly do: 'why'; readonly task: number; readonly answer: string }
  | { readonly do: 'perform'; readonly task: number }
  /** Null: show me this move. */
  | { readonly do: 'move'; readonly move: Move | null }
  /** To a move of the model answer. */
  | { readonly do: 'review'; readonly move: number }
  | { readonly do: 'try'; readonly task: number }
  | { readonly do: 'skip'; readonly task: number }
  | { readonly do: 'lesson'; readonly number: number }
  | { readonly do: 'restart' }
  | { readonly do: 'contents'; readonly open: boolean }
  | { readonly do: 'record'; readonly open: boolean }
  /** Opens a problem sheet; null closes it. */
  | { readonly do: 'sheet'; readonly link: SheetLink | null }
  | { readonly do: 'forget' }
  | { readonly do: 'leave' };

declare global {
  interface HTMLElementEventMap {
    'kmem-lesson': CustomEvent<LessonAction>;
  }
}

export function ask(from: EventTarget, detail: LessonAction): void {
  from.dispatchEvent(new CustomEvent('kmem-lesson', { detail, bubbles: true, composed: true }));
}

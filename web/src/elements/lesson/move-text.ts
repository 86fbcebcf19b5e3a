/** A move in words. */
import { type Move, noClass } from '../../lessons/moves.ts';
import { message } from '../../messages/messages.ts';

export const listNames = ['full', 'partial', 'empty'] as const;

/** `take the block at frame 16` */
export function moveText({ name, value }: Move): string {
  if (name === 'move_slab') return message(`moved.move_slab.${listNames[value] ?? 'full'}`);
  if (name === 'class' && value === noClass) return message('moved.class.pages');
  return message(`moved.${name}`, { value });
}

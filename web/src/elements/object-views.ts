/** What a selection looks like opened, to be loaded as one. */
export { blockTemplate } from './object-block.ts';
export { openedStyles } from './object-opened-styles.ts';
export { slabTemplate } from './object-slab.ts';

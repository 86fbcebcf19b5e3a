/** The custom element as one script: `<kmem-playground scenario="dentry"></kmem-playground>`. */
export { KmemPlayground } from './elements/playground.ts';

/** Composes commands for forms: fresh names, and the kernel's calls as text. */

/** The first of `prefix1`, `prefix2` … that does not occur in the script. */
export function freshName(prefix: string, script: string): string {
  for (let n = 1; ; n += 1) {
    const name = `${prefix}${n}`;
    if (!new RegExp(`\\b${name}\\b`).test(script)) return name;
  }
}

export const compose = {
  allocPages(script: string, unit: 'order' | 'bytes', amount: string): string {
    const name = freshName('p', script);
    return `${name} = alloc_pages(${unit === 'bytes' ? 'bytes=' : ''}${amount})`;
  },
  kmalloc(script: string, bytes: string): string {
    return `${freshName('k', script)} = kmalloc(${bytes})`;
  },
  cacheCreate(script: string, name: string, size: string, ctor: boolean): string {
    const variable = freshName('cache', script);
    return `${variable} = kmem_cache_create("${name}", ${size}${ctor ? ', ctor' : ''})`;
  },
  cacheAlloc(script: string, cache: string, objects: number): string {
    const name = freshName('o', script);
    return `${name}${objects > 1 ? `[1..${objects}]` : ''} = kmem_cache_alloc("${cache}")`;
  },
  cacheShrink(cache: string): string {
    return `kmem_cache_shrink("${cache}")`;
  },
};

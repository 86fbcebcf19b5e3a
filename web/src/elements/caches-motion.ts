/** Slabs change list: what stood elsewhere before an update glides to where it stands now. */

const time = 220;

type Places = ReadonlyMap<string, DOMRect>;

/** Where the cards and chips of slabs stand. */
export function placesOf(root: ParentNode): Places {
  const cards = root.querySelectorAll<HTMLElement>('[data-card]');
  return new Map([...cards].map((card) => [card.dataset.card ?? '', card.getBoundingClientRect()]));
}

/** Moves the slabs that this step is about from their places before; at once for calm readers. */
export function glide(root: ParentNode, before: Places, slabs: readonly number[]): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  for (const pfn of slabs.slice(-4)) {
    const was = before.get(String(pfn));
    const card = root.querySelector<HTMLElement>(`[data-card="${pfn}"]`);
    if (!was || !card) continue;
    const is = card.getBoundingClientRect();
    const [x, y] = [was.left - is.left, was.top - is.top];
    if (Math.hypot(x, y) < 2) continue;
    card.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], {
      duration: time,
      easing: 'ease-out',
    });
  }
}

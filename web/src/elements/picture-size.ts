/** Tells when the parts of an element that decide its layout change size. */
export class SizeWatch {
  private readonly seen = new Set<Element>();
  private readonly observer: ResizeObserver;

  constructor(changed: () => void) {
    this.observer = new ResizeObserver(changed);
  }

  /** Watches these and no others. Cheap to call after every render. */
  watch(parts: Iterable<Element>): void {
    const wanted = new Set(parts);
    for (const part of this.seen) if (!wanted.has(part)) this.observer.unobserve(part);
    for (const part of wanted) if (!this.seen.has(part)) this.observer.observe(part);
    this.seen.clear();
    for (const part of wanted) this.seen.add(part);
  }

  stop(): void {
    this.observer.disconnect();
    this.seen.clear();
  }
}

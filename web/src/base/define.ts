/** Registers a custom element, unless another copy of this script has done so on the page. */
export function define(tag: string, element: CustomElementConstructor): void {
  if (!customElements.get(tag)) customElements.define(tag, element);
}

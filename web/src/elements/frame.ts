/**
 * What a frame tells the page around it: only its height, in the dialects that hosts understand.
 * A number is no secret, so any origin may hear it. Nothing is accepted from outside.
 */
export function tellHeight(height: number): void {
  if (parent === window) return;
  parent.postMessage({ type: 'kmem:resize', v: 1, height }, '*');
  parent.postMessage({ subject: 'lti.frameResize', height }, '*');
}

/** Tells the height of an element, now and whenever it changes. */
export function followHeight(element: Element): void {
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(element.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    tellHeight(height);
  }).observe(element);
}

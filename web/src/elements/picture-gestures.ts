/** Pointer, wheel and pinch over the lane, turned into what they mean. */

export interface GestureTarget {
  /** The lane's left edge and top, in client pixels. */
  origin(): { readonly left: number; readonly top: number };
  hover(x: number, y: number): void;
  leave(): void;
  press(x: number, y: number): void;
  /** Moves what is shown by so many pixels. */
  pan(pixels: number): void;
  zoom(x: number, factor: number): void;
  /** Whether there is anything to pan. */
  zoomed(): boolean;
  /** Whether a plain wheel zooms; otherwise only with Ctrl, as pinching a touchpad sends it. */
  wheelZooms(): boolean;
}

/** Pixels a pointer may wander and still be a click. */
const slack = 4;

export class Gestures {
  private readonly pointers = new Map<number, number>();
  private moved = 0;
  private lastX = 0;

  constructor(private readonly target: GestureTarget) {}

  readonly down = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse' && event.button !== 0) return;
    this.pointers.set(event.pointerId, event.clientX);
    this.lastX = event.clientX;
    this.moved = 0;
  };

  readonly move = (event: PointerEvent): void => {
    const { left, top } = this.target.origin();
    const before = this.pointers.get(event.pointerId);
    if (before === undefined) {
      this.target.hover(event.clientX - left, event.clientY - top);
      return;
    }
    if (this.pointers.size === 2) this.pinch(event, left);
    else this.drag(event);
    this.pointers.set(event.pointerId, event.clientX);
  };

  readonly up = (event: PointerEvent): void => {
    this.pointers.delete(event.pointerId);
  };

  readonly leave = (event: PointerEvent): void => {
    this.pointers.delete(event.pointerId);
    this.target.leave();
  };

  readonly click = (event: MouseEvent): void => {
    if (this.moved > slack) return;
    const { left, top } = this.target.origin();
    this.target.press(event.clientX - left, event.clientY - top);
  };

  readonly wheel = (event: WheelEvent): void => {
    const { left } = this.target.origin();
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
    if (sideways && this.target.zoomed()) {
      event.preventDefault();
      this.target.pan(event.deltaX || event.deltaY);
    } else if (event.ctrlKey || event.metaKey || (this.target.wheelZooms() && !sideways)) {
      event.preventDefault();
      this.target.zoom(event.clientX - left, Math.exp(-event.deltaY / 300));
    }
  };

  private drag(event: PointerEvent): void {
    const by = event.clientX - this.lastX;
    this.moved = Math.max(this.moved, Math.abs(by));
    if (this.moved <= slack || !this.target.zoomed()) return;
    const before = this.pointers.get(event.pointerId) ?? event.clientX;
    this.target.pan(before - event.clientX);
  }

  private pinch(event: PointerEvent, left: number): void {
    this.moved = slack + 1;
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1] ?? event.clientX;
    const before = this.pointers.get(event.pointerId) ?? event.clientX;
    const was = Math.max(8, Math.abs(before - other));
    const is = Math.max(8, Math.abs(event.clientX - other));
    this.target.zoom((event.clientX + other) / 2 - left, is / was);
  }
}

/** Plays a history: one event after the other, until the end or until told to stop. */

/** Milliseconds between two events: time to read a short sentence. */
const interval = 900;

export class Player {
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `advance` takes one step and says whether there is a next one. */
  constructor(private readonly advance: () => boolean) {}

  start(): void {
    this.stop();
    this.timer = setTimeout(() => {
      if (this.advance()) this.start();
    }, interval);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}

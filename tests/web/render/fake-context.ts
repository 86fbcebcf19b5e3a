/** A canvas context that writes down what is drawn. Text is seven pixels a character. */
export interface Drawn {
  readonly call: string;
  readonly args: readonly unknown[];
  readonly fillStyle: string;
  readonly strokeStyle: string;
}

export class FakeContext {
  readonly canvas = { width: 2000, height: 1000 };
  readonly drawn: Drawn[] = [];
  strokeStyle = '';
  lineWidth = 1;
  font = '';
  textAlign = '';
  textBaseline = '';
  fillStyle = '';

  measureText(text: string): { width: number } {
    return { width: text.length * 7 };
  }

  createImageData(width: number, height: number) {
    return { width, height, data: new Uint8ClampedArray(width * height * 4) };
  }

  of(call: string): Drawn[] {
    return this.drawn.filter((one) => one.call === call);
  }

  get texts(): unknown[] {
    return this.of('fillText').map(({ args }) => args[0]);
  }
}

const calls = [
  'beginPath',
  'clearRect',
  'clip',
  'fill',
  'fillRect',
  'fillText',
  'lineTo',
  'moveTo',
  'putImageData',
  'rect',
  'restore',
  'roundRect',
  'save',
  'setTransform',
  'translate',
  'stroke',
] as const;

for (const call of calls) {
  Object.defineProperty(FakeContext.prototype, call, {
    value(this: FakeContext, ...args: unknown[]) {
      const { fillStyle, strokeStyle } = this;
      this.drawn.push({ call, args, fillStyle, strokeStyle });
    },
  });
}

export function fakeContext(): FakeContext & CanvasRenderingContext2D {
  return new FakeContext() as unknown as FakeContext & CanvasRenderingContext2D;
}

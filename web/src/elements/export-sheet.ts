import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { save } from '../base/save.ts';
import { message } from '../messages/messages.ts';
import { type FigureScene, type FigureView, figure, figureViews } from '../render/figure.ts';
import { nameBook } from '../render/names.ts';
import { type Palette, readPalette } from '../render/palette.ts';
import type { PlaygroundState, Scene } from '../session/state-types.ts';
import type { Ahead } from '../session/strip.ts';
import { shared } from '../styles/shared.ts';
import { tokens } from '../styles/tokens.ts';
import { KmemElement } from './kmem-element.ts';
import { marksOf } from './picture-marks.ts';
import { placeText } from './place-text.ts';
import { send } from './shell-events.ts';

/** White paper, whatever theme the page has: its colours are those of what is exported. */
class KmemPaper extends LitElement {
  static override styles = [tokens];
}
define('kmem-paper', KmemPaper);

/** Pixels of a PNG for each of a drawing: sharp on a projector. */
const pngScale = 2;
const mostSteps = 12;

/** Takes what is shown out of the page: any view as SVG or PNG, or several steps as one strip. */
export class KmemExportSheet extends KmemElement {
  @property({ attribute: false }) state: PlaygroundState | null = null;
  @state() private view: FigureView = 'all';
  @state() private ahead: Ahead = { count: 4, unit: 'event' };
  @state() private drawing = '';
  @state() private said = '';

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--kmem-space-4);
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: var(--kmem-space-3) var(--kmem-space-4);
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: var(--kmem-space-2);
      }
      select,
      input {
        min-height: 32px;
        padding: 0 8px;
        border: 1px solid var(--kmem-outline);
        border-radius: var(--kmem-radius);
        background: var(--kmem-raised);
        color: inherit;
        font: inherit;
      }
      img {
        display: block;
        width: 100%;
        max-height: 38dvh;
        object-fit: contain;
        border: 1px solid var(--kmem-line);
        background: #fff;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--kmem-space-2);
      }
      .actions button {
        min-height: 36px;
        padding: 0 var(--kmem-space-3);
      }
      .main {
        background: var(--kmem-ink);
        border-color: var(--kmem-ink);
        color: var(--kmem-paper);
      }
      kmem-paper {
        display: none;
      }
    `,
  ];

  // --- drawing --------------------------------------------------------------------------------

  private palette(): Palette {
    const paper = this.renderRoot.querySelector('kmem-paper') ?? this;
    const colours = readPalette(getComputedStyle(paper));
    return { ...colours, paper: '#ffffff', sans: 'sans-serif', mono: 'monospace' };
  }

  private sceneOf(scene: Scene): FigureScene {
    const { open, selection = null } = this.state ?? {};
    const { snapshot, requested, touched, trail, slabs, command, sentence, place } = scene;
    return {
      snapshot,
      names: nameBook(snapshot, requested),
      marks: marksOf(snapshot, { touched, trail, selection, hovered: null }),
      slabs,
      objects: touched.objects,
      command,
      sentence,
      place: open ? placeText(open, place, '').join(' · ') : '',
    };
  }

  private draw(): string {
    const { scene } = this.state ?? {};
    if (!scene) return '';
    let scenes: readonly Scene[] = [scene];
    const take = (taken: readonly Scene[]) => {
      scenes = taken;
    };
    if (this.view === 'strip') send(this, 'kmem-ahead', { ...this.ahead, take });
    const shown = scenes.map((one) => this.sceneOf(one));
    return figure(this.view, shown, this.palette(), measurer());
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('said') && changed.size === 1) return;
    const drawing = this.draw();
    if (drawing !== this.drawing) this.drawing = drawing;
  }

  // --- taking it away ---------------------------------------------------------------------------

  private get file(): string {
    return `${this.state?.open?.name ?? 'scenario'}-${this.view}`;
  }

  private async png(): Promise<Blob | null> {
    const image = new Image();
    image.src = urlOf(this.drawing);
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * pngScale;
    canvas.height = image.naturalHeight * pngScale;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, 'image/png'));
  }

  private saveSvg(): void {
    save(new Blob([this.drawing], { type: 'image/svg+xml' }), `${this.file}.svg`);
  }

  private async savePng(): Promise<void> {
    const image = await this.png();
    if (image) save(image, `${this.file}.png`);
  }

  private async copy(what: 'svg' | 'png'): Promise<void> {
    try {
      if (what === 'svg') await navigator.clipboard.writeText(this.drawing);
      else {
        const image = (await this.png()) ?? new Blob();
        await navigator.clipboard.write([new ClipboardItem({ 'image/png': image })]);
      }
      this.said = message('share.copied_long');
    } catch {
      this.said = message('export.not_copied'); // the page may not: files always work
    }
  }

  // --- choosing -----------------------------------------------------------------------------------

  private viewChoice() {
    return html`<label>
      ${message('export.view')}
      <select
        @change=${(event: Event) => {
          this.view = (event.target as HTMLSelectElement).value as FigureView;
        }}
      >
        ${figureViews.map(
          (view) =>
            html`<option value=${view} .selected=${view === this.view}>
              ${message(`export.view.${view}`)}
            </option>`,
        )}
      </select>
    </label>`;
  }

  private stripChoice() {
    if (this.view !== 'strip') return nothing;
    const { count, unit } = this.ahead;
    return html`<label>
        ${message('export.steps')}
        <input
          type="number"
          min="2"
          max=${mostSteps}
          .value=${String(count)}
          @change=${(event: Event) => {
            const wanted = (event.target as HTMLInputElement).valueAsNumber || 2;
            this.ahead = {
              ...this.ahead,
              count: Math.min(Math.max(Math.round(wanted), 2), mostSteps),
            };
          }}
        />
      </label>
      <label>
        ${message('export.by')}
        <select
          @change=${(event: Event) => {
            const value = (event.target as HTMLSelectElement).value;
            this.ahead = { ...this.ahead, unit: value === 'command' ? 'command' : 'event' };
          }}
        >
          <option value="event" .selected=${unit === 'event'}>${message('export.events')}</option>
          <option value="command" .selected=${unit === 'command'}>
            ${message('export.commands')}
          </option>
        </select>
      </label>`;
  }

  override render() {
    const none = this.drawing === '';
    return html`
      <kmem-paper theme="light"></kmem-paper>
      <div class="choices">${this.viewChoice()} ${this.stripChoice()}</div>
      ${none ? nothing : html`<img src=${urlOf(this.drawing)} alt=${message('export.preview')} />`}
      <div class="actions">
        <button class="main" ?disabled=${none} @click=${this.saveSvg}>
          ${message('export.save', { format: 'SVG' })}
        </button>
        <button class="main" ?disabled=${none} @click=${this.savePng}>
          ${message('export.save', { format: 'PNG' })}
        </button>
        <button ?disabled=${none} @click=${() => this.copy('svg')}>
          ${message('export.copy', { format: 'SVG' })}
        </button>
        <button ?disabled=${none} @click=${() => this.copy('png')}>
          ${message('export.copy', { format: 'PNG' })}
        </button>
      </div>
      <p class="muted" role="status">${this.said}</p>
    `;
  }
}

const urlOf = (drawing: string): string =>
  `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`;

/** The width of texts, as the browser would write them. */
function measurer(): (text: string, font: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  return (text, font) => {
    if (!context) return text.length * 7;
    context.font = font;
    return context.measureText(text).width;
  };
}

define('kmem-export-sheet', KmemExportSheet);

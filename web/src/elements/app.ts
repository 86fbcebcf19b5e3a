import { html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { readSetting, writeSetting } from '../base/storage.ts';
import type { Language } from '../messages/languages.ts';
import { linkOf } from '../session/address.ts';
import type { Playground } from '../session/playground.ts';
import { start } from '../session/position.ts';
import { shared } from '../styles/shared.ts';
import { tokens } from '../styles/tokens.ts';
import { actOnKey } from './act-on-key.ts';
import { appStyles, narrowStyles } from './app-styles.ts';
import { bind } from './bind.ts';
import './busy.ts';
import './caches.ts';
import { CourseEntry } from './course-entry.ts';
import { DropController } from './drop.ts';
import './events.ts';
import { figureShape } from './figure-shape.ts';
import './header.ts';
import type { KmemHeader } from './header.ts';
import { headline } from './headline.ts';
import { keyAction } from './keys.ts';
import './ledger.ts';
import './object.ts';
import './picture.ts';
import { PointController } from './pointing.ts';
import { raceView } from './race-view.ts';
import { segmentTitle } from './segment-title.ts';
import { type SheetName, sheet } from './sheets.ts';
import { SizeController } from './sizes.ts';
import { spokenText } from './spoken.ts';
import { StateController } from './state-controller.ts';
import './story.ts';
import type { KmemStory } from './story.ts';
import { chosenTheme, keepTheme, systemTheme, type Theme } from './theme.ts';
import './transport.ts';
import { message } from '../messages/messages.ts';
import { KmemElement } from './kmem-element.ts';
import { need } from './late.ts';
import { WhyEntry } from './why-entry.ts';
import { profileSwitch, ZonesPart } from './zones-part.ts';

type Part = 'story' | 'zones' | 'caches' | 'events' | 'bytes';

const parts: readonly Part[] = ['story', 'zones', 'caches', 'events', 'bytes'];

const shortcutsSetting = 'single-keys';

/** The page: one playground with everything there is. */
export class KmemApp extends KmemElement {
  @property({ attribute: false }) playground: Playground | null = null;
  @property({ reflect: true }) theme: Theme | null = chosenTheme();
  @state() private sheet: SheetName | null = null;
  @state() private shownPart: Part = 'story';
  @state() private characters = readSetting(shortcutsSetting) !== 'off';
  @state() private shareLink = '';
  @query('kmem-story') private readonly story!: KmemStory | null;
  @query('kmem-header') private readonly head!: KmemHeader | null;
  private readonly watch = new StateController(this);
  private readonly room = new SizeController(this);
  protected readonly pointing = new PointController(this);
  private readonly drop = new DropController(this);
  private unbind: (() => void) | null = null;
  private entry: CourseEntry | null = null;
  private readonly why = new WhyEntry(this, this.watch);
  private readonly zones = new ZonesPart(this, this.watch);

  static override styles = [tokens, shared, appStyles, narrowStyles];

  override get language(): Language {
    return this.watch.state.language;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.onKey);
    if (this.playground) this.connect(this.playground);
  }

  override disconnectedCallback(): void {
    removeEventListener('keydown', this.onKey);
    this.unbind?.();
    this.entry?.dispose();
    this.entry = null;
    super.disconnectedCallback();
  }

  private connect(playground: Playground): void {
    this.unbind?.();
    this.entry?.dispose();
    this.entry = new CourseEntry(this, playground);
    this.unbind = bind(this, playground);
    this.watch.watch(playground);
  }

  // --- what the reader asks of the page itself --------------------------------------------------

  private readonly onKey = (event: KeyboardEvent): void => {
    const action = this.playground && keyAction(event, this.characters);
    if (!action || !this.playground) return;
    if (this.watch.state.race && action !== 'help') return; // they are the race's
    event.preventDefault();
    if (action === 'help') this.sheet = 'help';
    else if (action === 'command-bar') void this.typeCommand();
    else actOnKey(action, this.playground);
  };

  /** Where there is no room for all parts: shows this one. */
  showPart(part: Part): void {
    this.shownPart = part;
  }

  private async typeCommand(): Promise<void> {
    this.shownPart = 'story';
    await this.updateComplete;
    this.story?.focusCommand();
  }

  private onDialog(event: CustomEvent<SheetName>): void {
    this.show(event.detail);
  }

  private show(name: SheetName): void {
    this.sheet = name;
    if (name === 'share') void this.makeLink();
  }

  private async makeLink(): Promise<void> {
    const hash = await linkOf(this.watch.state);
    this.shareLink = hash === null ? '' : new URL(hash, location.href).href;
  }

  private onShortcuts(event: CustomEvent<boolean>): void {
    this.characters = event.detail;
    writeSetting(shortcutsSetting, event.detail ? 'on' : 'off');
  }

  private onTheme({ detail }: CustomEvent<Theme>): void {
    this.theme = detail;
    keepTheme(detail);
  }

  private onPick(): void {
    this.closeSheet();
    this.head?.pickFile();
  }

  private closeSheet(): void {
    this.sheet = null;
    this.playground?.dismiss('report');
  }

  private onCourse(event: Event): void {
    event.stopPropagation();
    this.shownPart = 'story';
    void this.entry?.contents();
  }

  // --- what there is to see -----------------------------------------------------------------------

  private get lesson() {
    return this.entry?.course?.state.lesson ?? null;
  }

  /** Whether the figure of a lesson needs this part of the page. */
  private shows(part: 'events' | 'caches' | 'object' | 'bytes'): boolean {
    if (part === 'events' && this.why.isOpen) return true;
    return this.entry?.course?.parts?.includes(part) ?? true;
  }

  private header() {
    return html`<kmem-header
      role="banner"
      .titleText=${headline(this.lesson, this.watch.state.open, this.room.size)}
      size=${this.room.size}
      .theme=${this.theme ?? systemTheme()}
      >${profileSwitch(this.watch.state, this.lesson !== null || this.room.size !== 'desktop')}</kmem-header
    >`;
  }

  private picture() {
    const { scene, selection } = this.watch.state;
    return html`<section class="picture" aria-label=${message('app.frames')}>
      <kmem-picture
        .snapshot=${scene?.snapshot ?? null}
        .slabs=${scene?.slabs ?? null}
        .touched=${scene?.touched ?? null}
        .trail=${scene?.trail ?? null}
        .requested=${scene?.requested ?? null}
        .selection=${selection}
        .zone=${this.zones.zone}
        .titleText=${scene ? segmentTitle(scene.snapshot) : ''}
        .compact=${this.room.size === 'phone'}
        .roomy=${this.lesson !== null}
      ></kmem-picture>
    </section>`;
  }

  /** Where there is no room for all parts, only the chosen one is there. */
  private away(...shownFor: Part[]): string {
    if (this.room.size === 'desktop' || shownFor.includes(this.shownPart)) return '';
    return 'away';
  }

  private lower() {
    const { scene, selection, detail } = this.watch.state;
    const snapshot = scene?.snapshot ?? null;
    const none = !this.shows('caches') && !this.shows('object') && !this.shows('bytes');
    if (none) return nothing;
    return html`<section class="lower ${this.away('zones', 'caches', 'bytes')}" aria-label=${message('app.lower')}>
      ${this.zones.panel(this.away('zones'))}
      <kmem-caches
        ?hidden=${!this.shows('caches')}
        class=${this.away('caches')}
        .snapshot=${snapshot}
        .touched=${scene?.touched ?? null}
        .selection=${selection}
        .slabs=${scene?.slabs ?? null}
      ></kmem-caches>
      <kmem-object
        ?hidden=${!this.shows('object')}
        class=${this.away('caches')}
        .detail=${detail}
        .snapshot=${snapshot}
        .selection=${selection}
        .touched=${scene?.touched ?? null}
      ></kmem-object>
      <kmem-ledger
        ?hidden=${!this.shows('bytes')}
        class=${this.away('bytes')}
        .snapshot=${snapshot}
        .requested=${scene?.requested ?? null}
        .script=${this.watch.state.open?.text ?? ''}
      ></kmem-ledger>
    </section>`;
  }

  private events() {
    const { scene } = this.watch.state;
    if (!this.shows('events')) return nothing;
    const rows = scene?.rows ?? [];
    const alone = this.room.size === 'phone' ? this.away('events') : '';
    return html`<section class="events ${alone}" aria-label=${message('app.events')}>
      ${
        this.why.view() ??
        html`<kmem-events
        .rows=${this.entry?.course?.rows(rows) ?? rows}
        .counters=${scene?.counters ?? null}
        .totals=${scene?.totals ?? null}
        .command=${scene?.command ?? ''}
        .refusal=${scene?.refusal ?? ''}
      ></kmem-events>`
      }
    </section>`;
  }

  private isPart(part: Part): boolean {
    if (part === 'story') return true;
    if (part === 'zones') return this.zones.any;
    return this.shows(part) || (part === 'caches' && this.shows('object'));
  }

  private storyView() {
    const { state } = this.watch;
    const compact = this.room.size !== 'desktop';
    const course = this.entry?.course;
    if (!course?.state.lesson) {
      return html`<kmem-story
        class=${this.away('story')}
        role="region"
        aria-label=${message('app.story')}
        .state=${state}
        .compact=${compact}
      ></kmem-story>`;
    }
    return html`<kmem-lesson
      class=${this.away('story')}
      role="region"
      aria-label=${message('app.story')}
      .course=${course}
      .value=${course.state}
      .state=${state}
      .compact=${compact}
    ></kmem-lesson>`;
  }

  private nav() {
    return html`<nav aria-label=${message('app.parts')}>
      ${parts
        .filter((part) => this.isPart(part))
        .map(
          (part) =>
            html`<button
            class=${part === 'events' ? 'events-tab' : ''}
            aria-pressed=${this.shownPart === part}
            @click=${() => {
              this.shownPart = part;
            }}
          >
            ${message(part === 'story' && this.lesson ? 'part.lesson' : `part.${part}`)}
          </button>`,
        )}
    </nav>`;
  }

  private transport() {
    const { open, scene, direction, playing } = this.watch.state;
    return html`<kmem-transport
      role="region"
      aria-label=${message('app.time')}
      .open=${open}
      .position=${scene?.snapshot.position ?? start}
      .place=${scene?.place ?? null}
      .direction=${direction}
      .playing=${playing}
      .compact=${this.room.size === 'phone'}
    ></kmem-transport>`;
  }

  private over() {
    const { state } = this.watch;
    if (state.notice) need('toast');
    return html`
      <kmem-toast
        .notice=${state.notice}
        @dismiss=${() => this.playground?.dismiss('notice')}
      ></kmem-toast>
      ${sheet(this.sheet, state, {
        shareLink: this.shareLink,
        characters: this.characters,
        theme: this.theme ?? systemTheme(),
        course: this.lesson && (this.entry?.course ?? null),
        close: () => this.closeSheet(),
      })}
      ${this.entry?.sheets()}
      ${this.drop.hovering ? html`<p class="drop">${message('app.drop')}</p>` : nothing}
      <p class="sr-only" aria-live="polite">${spokenText(state)}</p>
    `;
  }

  override willUpdate(): void {
    if (this.playground && !this.unbind) this.connect(this.playground);
  }

  private machine() {
    const { state } = this.watch;
    return html`
        <main>
          ${this.storyView()} ${this.picture()}
          <p class="sentence">${state.scene?.sentence || state.scene?.command || message('app.start')}</p>
          ${this.nav()} ${this.lower()} ${this.events()} ${this.transport()}
          <kmem-picture-thread
            .pfn=${state.scene?.touched.slabs.at(-1) ?? -1}
          ></kmem-picture-thread>
        </main>
    `;
  }

  override render() {
    const { state } = this.watch;
    if (state.sheet) return html`<kmem-sheet .link=${state.sheet}></kmem-sheet>${this.over()}`;
    return html`
      <div
        class="app"
        data-size=${this.room.size}
        data-figure=${figureShape(this.lesson !== null, (part) => this.shows(part))}
        ?data-zones=${this.zones.any}
        .style=${`--rows: ${(state.scene?.snapshot.topOrder ?? 6) + 1}`}
        @kmem-dialog=${this.onDialog}
        @kmem-course=${this.onCourse}
        @kmem-theme=${this.onTheme}
        @kmem-pick=${this.onPick}
        @kmem-shortcuts=${this.onShortcuts}
        @kmem-open-scenario=${this.closeSheet}
        @kmem-restart=${this.closeSheet}
      >
        ${this.header()} ${state.busy ? html`<kmem-busy .busy=${state.busy}></kmem-busy>` : nothing}
        ${state.race ? raceView(state, this.theme ?? systemTheme(), this.characters, this.room.size) : this.machine()} ${this.over()}
      </div>
    `;
  }
}

define('kmem-app', KmemApp);

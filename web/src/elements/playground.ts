import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { loadEngine } from '../engine/load.ts';
import { directionOf, type Language, languageOf, tagOf } from '../messages/languages.ts';
import { compareAsLinked } from '../session/compare.ts';
import { languageInHash } from '../session/language.ts';
import { parseLink, parseStep } from '../session/link.ts';
import { Playground } from '../session/playground.ts';
import { start } from '../session/position.ts';
import { shared } from '../styles/shared.ts';
import { tokens } from '../styles/tokens.ts';
import { actOnKey } from './act-on-key.ts';
import { bind } from './bind.ts';
import { CourseEntry } from './course-entry.ts';
import './busy.ts';
import './caches.ts';
import './command-bar.ts';
import './dialog.ts';
import './events.ts';
import { keyAction } from './keys.ts';
import './ledger.ts';
import './object.ts';
import { PointController } from './pointing.ts';
import { raceView } from './race-view.ts';
import { segmentTitle } from './segment-title.ts';
import './picture.ts';
import { playgroundStyles } from './playground-styles.ts';
import { SizeController } from './sizes.ts';
import { spokenText } from './spoken.ts';
import { StateController } from './state-controller.ts';
import { systemTheme } from './theme.ts';
import './toast.ts';
import './transport.ts';
import { message } from '../messages/messages.ts';
import { KmemElement } from './kmem-element.ts';
import { WhyEntry } from './why-entry.ts';

/** A problem sheet is a page of its own. */
const noSheets = { kind: 'error', why: 'bad' } as const;

/** How much of the page comes along: the picture with its transport, the caches too, or all off. */
type Controls = 'full' | 'step' | 'none';

/**
 * A playground for any page.
 *
 * @attr scenario  name of a gallery scenario, or a link's hash, `#v1=…`
 * @attr lesson    number of a lesson of the course; its text stands beside the picture
 * @attr race      shows the race of the allocators; which ones run: `045`, else the usual ones
 * @attr step      where to start: `7`, or `7.10` for the tenth event of the eighth command
 * @attr lang      language, such as `es`; else that of the page around it
 * @attr theme     `light` or `dark`; else as the system asks
 * @attr controls  `full` (caches too), `step` (default), `none` (a still picture)
 *
 * The engine starts when the element first comes into sight, pauses out of sight, and ends with it.
 */
export class KmemPlayground extends KmemElement {
  @property() scenario = '';
  @property() lesson = '';
  @property() step = '';
  @property() race: string | null = null;
  @property({ reflect: true }) theme: 'light' | 'dark' | null = null;
  @property() controls: Controls = 'step';
  /** Shadows the standard property: its attribute is the same. */
  @property() override lang = '';
  private playground: Playground | null = null;
  private unbind: (() => void) | null = null;
  private entry: CourseEntry | null = null;
  private inSight = false;
  private opened = '';
  private readonly watch = new StateController(this);
  private readonly room = new SizeController(this);
  private readonly why = new WhyEntry(this, this.watch);
  protected readonly pointing = new PointController(this);
  private readonly sight = new IntersectionObserver((entries) => {
    this.inSight = entries.at(-1)?.isIntersecting ?? false;
    if (this.inSight) this.begin();
    else this.playground?.pause();
  });

  static override styles = [tokens, shared, playgroundStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.onKey);
    this.sight.observe(this);
  }

  override disconnectedCallback(): void {
    this.removeEventListener('keydown', this.onKey);
    this.sight.disconnect();
    this.unbind?.();
    this.entry?.dispose();
    this.entry = null;
    this.watch.watch(null);
    this.playground?.dispose();
    this.playground = null;
    this.opened = '';
    this.inSight = false;
    super.disconnectedCallback();
  }

  override get language(): Language {
    return this.watch.state.language;
  }

  /** What the attributes say, or else the page around. */
  private get askedLanguage(): Language {
    const around = this.parentElement?.closest<HTMLElement>('[lang]')?.lang;
    const linked = languageInHash(this.scenario);
    return (this.lang ? languageOf(this.lang) : (linked ?? languageOf(around))) ?? 'en';
  }

  private speak(): void {
    const { language, playground } = this;
    if (playground && language !== this.askedLanguage) {
      void playground.speak({ language: this.askedLanguage, chosen: false });
    }
  }

  private begin(): void {
    if (!this.playground) {
      this.playground = new Playground(loadEngine);
      this.entry = new CourseEntry(this, this.playground);
      this.unbind = bind(this, this.playground);
      this.watch.watch(this.playground);
    }
    this.speak();
    void this.open();
  }

  /** Opens what the attributes say, once for each of their values. */
  private async open(): Promise<void> {
    const asked = JSON.stringify([this.scenario, this.lesson, this.step, this.race]);
    if (!this.playground || asked === this.opened) return;
    this.opened = asked;
    const scenario = this.lesson ? `#lesson=${this.lesson}` : this.scenario;
    const hash = scenario && !scenario.startsWith('#') ? `#v1=s.${scenario}` : scenario;
    const parsed = await parseLink(hash);
    const link = parsed.kind === 'sheet' ? noSheets : parsed;
    const position = parseStep(this.step);
    const chosen = 'position' in link && this.step && position ? { ...link, position } : link;
    await this.playground?.openLink(chosen);
    const race = this.race === null ? '' : `&view=race&with=${this.race}`;
    if (this.playground) compareAsLinked(this.playground, hash + race);
  }

  override updated(): void {
    if (!this.inSight) return;
    this.speak();
    void this.open();
  }

  private readonly onKey = (event: KeyboardEvent) => {
    if (!this.playground || this.controls === 'none') return;
    const action = keyAction(event, false); // single keys belong to the page around us
    if (action && actOnKey(action, this.playground)) event.preventDefault();
  };

  private picture() {
    const { scene, selection } = this.watch.state;
    return html`<div class="picture">
      <kmem-picture
        .snapshot=${scene?.snapshot ?? null}
        .slabs=${scene?.slabs ?? null}
        .touched=${scene?.touched ?? null}
        .trail=${scene?.trail ?? null}
        .requested=${scene?.requested ?? null}
        .selection=${selection}
        .titleText=${scene ? segmentTitle(scene.snapshot) : ''}
        .compact=${this.room.size === 'phone'}
      ></kmem-picture>
    </div>`;
  }

  private get course() {
    const course = this.entry?.course;
    return course?.state.lesson ? course : null;
  }

  private text() {
    const { course } = this;
    if (!course) return nothing;
    return html`<kmem-lesson
      role="region"
      aria-label=${message('app.story')}
      .course=${course}
      .value=${course.state}
      .state=${this.watch.state}
    ></kmem-lesson>`;
  }

  /** What a lesson's figure needs beside the picture. */
  private lessonParts() {
    const { scene, selection, detail } = this.watch.state;
    const parts = this.course?.parts ?? [];
    const snapshot = scene?.snapshot ?? null;
    const rows = scene?.rows ?? [];
    return html`${
      parts.includes('object')
        ? html`<div class="more">
            <kmem-object
              .detail=${detail}
              .snapshot=${snapshot}
              .selection=${selection}
              .touched=${scene?.touched ?? null}
            ></kmem-object>
          </div>`
        : nothing
    }${
      parts.includes('bytes')
        ? html`<div class="more">
            <kmem-ledger .ledger=${snapshot?.ledger ?? null} .snapshot=${snapshot}></kmem-ledger>
          </div>`
        : nothing
    }${
      parts.includes('events')
        ? html`<div class="more events">
            <kmem-events
              .rows=${this.course?.rows(rows) ?? rows}
              .counters=${scene?.counters ?? null}
              .totals=${scene?.totals ?? null}
              .command=${scene?.command ?? ''}
              .refusal=${scene?.refusal ?? ''}
            ></kmem-events>
          </div>`
        : nothing
    }`;
  }

  private caches() {
    const { scene, selection } = this.watch.state;
    const { course } = this;
    if (course ? !course.parts?.includes('caches') : this.controls !== 'full') return nothing;
    return html`<div class="more">
      <kmem-caches
        .snapshot=${scene?.snapshot ?? null}
        .touched=${scene?.touched ?? null}
        .selection=${selection}
        .slabs=${scene?.slabs ?? null}
      ></kmem-caches>
    </div>`;
  }

  private transport() {
    const { open, scene, direction, playing } = this.watch.state;
    return html`<kmem-transport
      role="group"
      aria-label=${message('app.time')}
      .open=${open}
      .position=${scene?.snapshot.position ?? start}
      .place=${scene?.place ?? null}
      .direction=${direction}
      .playing=${playing}
      .compact=${this.room.size === 'phone'}
    ></kmem-transport>`;
  }

  private crashed(why: string) {
    return html`<p class="waiting" role="alert">${message('embed.failed', { why })}</p>`;
  }

  private comparison() {
    const { state } = this.watch;
    const theme = this.theme ?? systemTheme();
    return html`<div class="figure">
      <div class="title"><b>${state.open?.title ?? ''}</b></div>
      ${raceView(state, theme, false, this.room.size, true)}
    </div>`;
  }

  private scene() {
    const { state } = this.watch;
    const { open, scene, notice } = state;
    if (state.race) return this.comparison();
    return html`
      ${this.text()}
      <div class="figure">
      <div class="title"><b>${open?.title ?? ''}</b></div>
      ${this.picture()}
      <p class="sentence"><code>${scene?.command || message('embed.start')}</code>${scene?.sentence ?? ''}</p>
      ${this.caches()} ${this.lessonParts()}
      ${this.why.isOpen ? html`<div class="more events">${this.why.view()}</div>` : nothing}
      ${this.controls === 'none' ? nothing : this.transport()}
      </div>
      ${this.entry?.sheets()}
      <kmem-toast
        .notice=${notice}
        @dismiss=${() => this.playground?.dismiss('notice')}
      ></kmem-toast>
      <p class="sr-only" aria-live="polite">${spokenText(state)}</p>
    `;
  }

  override render() {
    const { crash, scene, busy } = this.watch.state;
    const rows = (scene?.snapshot.topOrder ?? 6) + 1;
    return html`<div
      class=${this.course ? 'playground lesson' : 'playground'}
      lang=${tagOf(this.language)}
      dir=${directionOf(this.language)}
      data-size=${this.room.size}
      .style=${`--rows: ${rows}`}
    >
      ${busy ? html`<kmem-busy .busy=${busy}></kmem-busy>` : nothing}
      ${
        crash
          ? this.crashed(crash.message)
          : scene
            ? this.scene()
            : html`<p class="waiting"><slot>${message('embed.loading')}</slot></p>`
      }
    </div>`;
  }
}

define('kmem-playground', KmemPlayground);

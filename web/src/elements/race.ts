import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { Asked } from '../engine/ask.ts';
import { contenderNames } from '../engine/ask-types.ts';
import { askMessage } from '../messages/ask.ts';
import { hasMessage, message, needMessages } from '../messages/messages.ts';
import { formatBytes, number } from '../messages/quantities.ts';
import { contendersOf, fewest, Race, type RaceState } from '../session/race.ts';
import { shared } from '../styles/shared.ts';
import { icons } from './icons.ts';
import { keyAction } from './keys.ts';
import { KmemElement } from './kmem-element.ts';
import { type Line, lineStyles } from './race-plot.ts';
import './race-plot.ts';
import { nameOf, raceHead, raceRow } from './race-rows.ts';
import { raceStyles } from './race-styles.ts';
import './scrubber.ts';

/**
 * The race: one scenario's requests through several allocators, side by side and in lock step.
 *
 * Sends `kmem-compare` with null when it is to be left, and with the position and the contenders
 * whenever they change.
 */
export class KmemRace extends KmemElement {
  /** The scenario to run. */
  @property() script = '';
  /** Where to begin, and who runs. Read when the scenario is opened. */
  @property({ type: Number }) position = 0;
  @property({ attribute: false }) contenders: readonly number[] = [];
  @property({ reflect: true }) size = 'desktop';
  @property() theme = '';
  /** Whether single characters are shortcuts. */
  @property({ attribute: false }) characters = true;
  /** Nothing to go back to: the race stands alone in a frame. */
  @property({ type: Boolean, reflect: true }) alone = false;
  @state() private race: Race | null = null;
  @state() private failed = '';
  private opened: string | null = null;
  private ends = new Uint32Array();

  static override styles = [shared, lineStyles, raceStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.onKey);
    this.addEventListener('kmem-seek', this.onSeek);
  }

  override disconnectedCallback(): void {
    removeEventListener('keydown', this.onKey);
    this.race?.close();
    this.race = null;
    this.opened = null;
    super.disconnectedCallback();
  }

  override willUpdate(): void {
    if (this.script !== this.opened) void this.open();
  }

  private async open(): Promise<void> {
    const text = this.script;
    const again = this.opened !== null;
    this.opened = text;
    this.race?.close();
    this.race = null;
    this.failed = '';
    try {
      await needMessages('ask');
      const asked = await Asked.open(text);
      if (!this.isConnected || this.opened !== text) return asked?.close();
      if (!asked) this.failed = message('race.no_scenario');
      else this.begin(new Race(asked), again ? 0 : this.position);
    } catch (error) {
      this.failed = String(error);
    }
  }

  private begin(race: Race, position: number): void {
    this.race = race;
    race.store.subscribe((now) => {
      if (now.commands !== this.ends.length)
        this.ends = Uint32Array.from({ length: now.commands }, (_, i) => i + 1);
      this.requestUpdate();
      this.tell({ position: now.moment?.position ?? 0, contenders: now.chosen });
    });
    void race.start(contendersOf(this.contenders), position);
  }

  private tell(detail: { position: number; contenders: readonly number[] } | null): void {
    this.dispatchEvent(new CustomEvent('kmem-compare', { detail, bubbles: true, composed: true }));
  }

  private readonly onSeek = (event: Event): void => {
    event.stopPropagation(); // the machine behind the race stays where it is
    this.race?.pause();
    this.race?.seek((event as CustomEvent<{ command: number }>).detail.command);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { race } = this;
    if (!race || event.defaultPrevented) return;
    if (this.alone && !event.composedPath().includes(this)) return;
    if (event.key === 'Escape' && !this.alone) {
      event.preventDefault();
      this.tell(null);
      return;
    }
    const action = keyAction(event, this.characters);
    const by: Partial<Record<string, () => void>> = {
      'event-forward': () => race.step(1),
      'event-back': () => race.step(-1),
      'command-forward': () => race.step(1),
      'command-back': () => race.step(-1),
      start: () => race.step(-race.state.commands),
      end: () => race.step(race.state.commands),
      play: () => (race.state.playing ? race.pause() : race.play()),
    };
    const act = action && by[action];
    if (!act) return;
    event.preventDefault();
    act();
  };

  // --- what is asked, and the curves --------------------------------------------------------------

  private call(now: RaceState) {
    const { moment } = now;
    const kind = moment?.kind ?? 'nothing';
    const asks = { bytes: formatBytes(moment?.bytes ?? 0) };
    // A note's own words stand below it.
    const call = moment?.call?.replace(/^note .*/s, 'note');
    return html`<div class="call">
      ${
        call === undefined
          ? html`<p class="muted">${message('race.start')}</p>`
          : html`<p><code>${call}</code><span class="muted">${message(`race.asks.${kind}`, asks)}</span></p>`
      }
      <p class="note">${moment?.note ?? ''}</p>
    </div>`;
  }

  private lines(now: RaceState, value: (row: readonly number[]) => number): readonly Line[] {
    const samples = now.series?.samples ?? [];
    return now.chosen.map((id, place) => ({
      id,
      name: nameOf(id),
      values: samples.map((row) => value(row.slice(1 + place * 4, 5 + place * 4))),
    }));
  }

  private plot(now: RaceState, key: string, value: (row: readonly number[]) => number) {
    const lines = this.lines(now, value);
    const text = key === 'refused' ? (n: number) => number(n) : formatBytes;
    const most = Math.max(0, ...lines.flatMap(({ values }) => values));
    const heading = message(`race.column.${key}`);
    const ends = lines.map(({ name, values }) =>
      message('race.plot_end', { name, value: text(values.at(-1) ?? 0) }),
    );
    return html`<kmem-race-plot
      .heading=${heading}
      .peak=${message('race.peak', { value: text(most) })}
      .told=${[heading, ...ends].join(' · ')}
      .positions=${now.series?.samples.map(([position]) => position ?? 0) ?? []}
      .lines=${lines}
      .position=${now.moment?.position ?? 0}
      @plot-seek=${(event: CustomEvent<number>) => this.race?.seek(event.detail)}
    ></kmem-race-plot>`;
  }

  private plots(now: RaceState) {
    const at = (row: readonly number[], i: number) => row[i] ?? 0;
    return html`<div class="plots">
      ${this.plot(now, 'inside', (row) => at(row, 0) + at(row, 1))}
      ${this.plot(now, 'pieces', (row) => at(row, 2))} ${this.plot(now, 'refused', (row) => at(row, 3))}
    </div>`;
  }

  // --- time, and where two differ -----------------------------------------------------------------

  private button(icon: keyof typeof icons, label: string, act: () => void, off: boolean) {
    return html`<button
      class=${icon === 'forward' ? 'step' : ''}
      aria-label=${label}
      title=${label}
      ?disabled=${off}
      @click=${act}
    >
      ${icons[icon]}
    </button>`;
  }

  private steps(now: RaceState, race: Race) {
    const at = now.moment?.position ?? 0;
    const { commands, playing } = now;
    return html`<div class="steps" role="group" aria-label=${message('time.group')}>
      ${this.button('commandBack', message('race.to_start'), () => race.step(-commands), at === 0)}
      ${this.button('back', message('time.command_back'), () => race.step(-1), at === 0)}
      ${this.button(
        playing ? 'pause' : 'play',
        message(playing ? 'time.pause' : 'time.play'),
        () => (playing ? race.pause() : race.play()),
        commands === 0,
      )}
      ${this.button('forward', message('time.command_forward'), () => race.step(1), at === commands)}
      ${this.button('commandForward', message('race.to_end'), () => race.step(commands), at === commands)}
    </div>`;
  }

  private choice(now: RaceState, place: 0 | 1, race: Race) {
    const other = now.pair[1 - place] ?? 0;
    const onChange = (event: Event) => {
      const id = Number((event.target as HTMLSelectElement).value);
      race.compare(place === 0 ? [id, other] : [other, id]);
    };
    return html`<select aria-label=${message(`race.pair.${place}`)} @change=${onChange}>
      ${now.chosen
        .filter((id) => id !== other)
        .map(
          (id) =>
            html`<option value=${id} .selected=${id === now.pair[place]}>${nameOf(id)}</option>`,
        )}
    </select>`;
  }

  private find(now: RaceState, race: Race) {
    const off = now.searching || (now.moment?.position ?? 0) >= now.commands;
    return html`<div class="find" role="group" aria-label=${message('race.find')}>
      ${this.choice(now, 0, race)}${this.choice(now, 1, race)}
      <button ?disabled=${off} @click=${() => void race.findNext(false)}>
        ${message('race.next_difference')}
      </button>
      <button ?disabled=${off} @click=${() => void race.findNext(true)}>
        ${message('race.next_failure')}
      </button>
    </div>`;
  }

  private answer(now: RaceState) {
    const { found, pair, nothing: none } = now;
    const names = { a: nameOf(pair[0]), b: nameOf(pair[1]) };
    if (none) return message(`race.none.${none}`, names);
    if (!found) return html`<span>${message('race.find_hint', names)}</span>`;
    const { text, a, b } = found.difference;
    return html`<b>${askMessage(text)}.</b>
      <span>${names.a}: ${askMessage(a)}. ${names.b}: ${askMessage(b)}.</span>`;
  }

  private parting(now: RaceState, race: Race) {
    return html`<div class="parting">
      <p class="answer" aria-live="polite">${this.answer(now)}</p>
      ${this.find(now, race)}
    </div>`;
  }

  private top(now: RaceState, race: Race) {
    return html`<div class="top">
      ${
        // Elsewhere the header has the heading of the page.
        this.size === 'desktop'
          ? html`<h1>${message('race.title')}</h1>`
          : html`<h2>${message('race.title')}</h2>`
      }
      <div class="chips" role="group" aria-label=${message('race.who')}>
        ${contenderNames.map((_, id) => {
          const runs = now.chosen.includes(id);
          return html`<button
            aria-pressed=${runs}
            ?disabled=${runs && now.chosen.length <= fewest}
            @click=${() => race.toggle(id)}
          >
            ${nameOf(id)}
          </button>`;
        })}
      </div>
      ${
        this.alone
          ? nothing
          : html`<button class="back" @click=${() => this.tell(null)}>${message('race.back')}</button>`
      }
    </div>`;
  }

  private where(now: RaceState) {
    const place = { command: now.moment?.position ?? 0, of: now.commands };
    return html`<span class="where">${message('race.where', place)}</span>`;
  }

  /** A long way is told, and can be given up. */
  private way({ to, share }: { to: number; share: number }, race: Race) {
    return html`<span class="where" role="status"
      >${message('race.under', { command: to, n: Math.floor(share * 100) })}
      <button @click=${() => race.stay()}>${message('app.cancel')}</button></span
    >`;
  }

  private stage(now: RaceState, race: Race) {
    const { moment } = now;
    const phone = this.size === 'phone';
    const first = moment?.contenders[0];
    if (!moment || !first) return nothing;
    const segment =
      first.bytes[0] + first.bytes[1] + first.bytes[2] + first.bytes[3] + first.bytes[4];
    return html`
      ${this.top(now, race)}
      <div class="middle" tabindex="0" role="region" aria-label=${message('race.title')}>
        ${this.call(now)} ${phone ? this.parting(now, race) : nothing}
        <div role="table" aria-label=${message('race.table')}>
          ${raceHead(first, segment)}
          ${moment.contenders.map((one) => raceRow(one, segment, moment.kind, this.theme))}
        </div>
        ${this.plots(now)}
      </div>
      <div class="bottom">
        ${phone ? nothing : this.parting(now, race)} ${this.steps(now, race)}
        ${now.under ? this.way(now.under, race) : this.where(now)}
        <kmem-scrubber
          .ends=${this.ends}
          .position=${{ command: moment.position, event: 0 }}
          .place=${null}
        ></kmem-scrubber>
      </div>
    `;
  }

  override render() {
    const { race, failed } = this;
    if (failed) return html`<p class="waiting" role="alert">${failed}</p>`;
    if (!race?.state.moment) {
      // The words may be on their way, too.
      const waiting = hasMessage('race.loading') ? message('race.loading') : '';
      return html`<p class="waiting">${waiting}</p>`;
    }
    return this.stage(race.state, race);
  }
}

define('kmem-race', KmemRace);

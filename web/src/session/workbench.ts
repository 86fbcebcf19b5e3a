/**
 * The engine of one playground and the long work on it: one piece of work at a time, with progress
 * after a moment and a way to call it off; and what to do when the engine crashes.
 */
import { breathe, Cancelled } from '../base/slices.ts';
import type { Store } from '../base/store.ts';
import { EngineClient, EngineCrash, type LoadEngine } from '../engine/client.ts';
import { start } from './position.ts';
import type { PlaygroundState } from './state-types.ts';

/** Milliseconds before long work shows itself; shorter work would only flicker. */
const patience = 250;

/** Why a signal fired: the reader called the work off, rather than newer work. */
export const byReader = 'called off by the reader';

type Job = (signal: AbortSignal, progress: (share: number) => void) => Promise<void>;

export class Workbench {
  private client: EngineClient | null = null;
  private starting: Promise<EngineClient> | null = null;
  private work: AbortController | null = null;
  private disposed = false;
  /** The engine holds what is not shown yet; till then nobody looks into it. */
  held = false;

  /** `showLeft` shows what the engine holds, after work that was to be shown was called off. */
  constructor(
    private readonly load: LoadEngine,
    private readonly store: Store<PlaygroundState>,
    private readonly showLeft: (client: EngineClient) => void,
  ) {}

  /** The engine, started at the first need. */
  async engine(): Promise<EngineClient> {
    this.starting ??= EngineClient.start(this.load);
    const starting = this.starting;
    try {
      const client = await starting;
      if (this.starting === starting && !this.disposed) this.client = client;
      else if (this.client !== client) client.dispose();
      if (this.disposed) throw new Cancelled();
      return client;
    } catch (error) {
      if (this.starting === starting) this.starting = null;
      throw error;
    }
  }

  /** Drops the engine and its memory; the next need starts a new one. */
  reset(): void {
    this.work?.abort();
    this.client?.dispose();
    this.client = null;
    this.starting = null;
    this.held = false;
  }

  dispose(): void {
    this.disposed = true;
    this.reset();
  }

  /** Runs a piece of long work; the one under way, if any, is called off. */
  async run(label: string, job: Job): Promise<void> {
    this.work?.abort();
    const work = new AbortController();
    this.work = work;
    const began = performance.now();
    const progress = (share: number) => {
      if (this.work !== work || performance.now() - began < patience) return;
      this.store.set({ busy: { label, share, cancel: () => work.abort(byReader) } });
    };
    try {
      await job(work.signal, progress);
    } catch (error) {
      this.failed(error);
    } finally {
      if (this.work === work) {
        this.work = null;
        if (this.store.value.busy) this.store.set({ busy: null });
        if (this.held && this.client && !this.store.value.crash) this.showLeft(this.client);
      }
    }
  }

  /**
   * Carries out the commands of the engine's text. If the reader calls it off, what was done stays,
   * and how much that is is returned.
   */
  async record(
    client: EngineClient,
    signal: AbortSignal,
    progress: (share: number) => void,
  ): Promise<{ done: number; total: number } | null> {
    this.held = true;
    const total = Math.max(1, client.commandCount());
    try {
      const onSlice = () => progress(0.5 + client.recorded() / total / 2);
      await client.record({ signal, onSlice });
      await breathe();
      if (signal.aborted) throw new Cancelled();
      return null;
    } catch (error) {
      if (signal.reason !== byReader || !(error instanceof Cancelled)) throw error;
      return { done: client.recorded(), total };
    }
  }

  get busy(): boolean {
    return this.work !== null;
  }

  /** Uses the engine at once, if there is one that holds what is shown. */
  use(act: (client: EngineClient) => void): void {
    try {
      if (this.client && !this.held) act(this.client);
    } catch (error) {
      this.failed(error);
    }
  }

  private failed(error: unknown): void {
    if (this.disposed || error instanceof Cancelled) return;
    const { open, scene, draft } = this.store.value;
    this.store.set({
      busy: null,
      playing: false,
      crash: {
        message: error instanceof Error ? error.message : String(error),
        printed: error instanceof EngineCrash ? error.printed : [],
        text: draft?.text ?? open?.text ?? '',
        position: scene?.snapshot.position ?? start,
      },
    });
  }
}

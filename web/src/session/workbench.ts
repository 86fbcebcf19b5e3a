/**
 * The engine of one playground and the long work on it: one piece of work at a time, with progress
 * after a moment and a way to call it off; and what to do when the engine crashes.
 */
import { Cancelled } from '../base/slices.ts';
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

  constructor(
    private readonly load: LoadEngine,
    private readonly store: Store<PlaygroundState>,
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
      }
    }
  }

  get busy(): boolean {
    return this.work !== null;
  }

  /** Uses the engine at once, if there is one. */
  use(act: (client: EngineClient) => void): void {
    try {
      if (this.client) act(this.client);
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

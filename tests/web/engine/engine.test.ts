import { describe, expect, it } from 'vitest';
import { EngineClient, EngineCrash } from '../../../web/src/engine/client.ts';
import { decodeEvents, wide } from '../../../web/src/engine/events.ts';
import { isBlock, readBlock, readSlab, readSnapshot } from '../../../web/src/engine/snapshot.ts';
import { parseTables } from '../../../web/src/engine/tables.ts';
import type { EngineSession } from '../../../web/src/engine/types.ts';
import { FakeSession, loadFakeEngine } from '../fake-engine.ts';

class SlabSession extends FakeSession {
  override caches() {
    const row = [13, 192, 192, 8, 0, 21, 64, 1, 1, 2, 0, 23, 40, 17, 3, 0, 63, 5, 0, 0];
    return Uint32Array.from(row);
  }
  override cacheName() {
    return 'dentry';
  }
  override slabs(_cache?: number, list?: number) {
    return list === 1 ? Uint32Array.of(16, 1, 12, 20) : Uint32Array.of(5, 21);
  }
  override slab() {
    return Uint32Array.of(16, 13, 1, 1, 2, 0x8000 | 100, 0x7fff, 1);
  }
  override block() {
    return Uint32Array.of(8, 3, 2, 21504, 1, 0, 5);
  }
  override liveHandles() {
    return Uint32Array.of(4, 8, 0, 0, 9, 16, 192, 1);
  }
  override handleName(handle?: number) {
    return `h${handle}`;
  }
}

const session = new SlabSession() as unknown as EngineSession;

describe('events', () => {
  it('are two words each', () => {
    const words = Uint32Array.of(2 | (3 << 8) | (0xffff << 16), 0xfffffff0, 1, 7, 99, 0);
    expect(decodeEvents(words, ['a', 'b', 'c'])).toEqual([
      { kind: 'c', order: 3, small: 0xffff, main: 0xfffffff0 },
      { kind: 'b', order: 0, small: 0, main: 7 },
      { kind: 'unknown', order: 0, small: 0, main: 0 },
    ]);
  });

  it('hold sizes of 48 bits', () => {
    expect(wide({ kind: 'kmalloc', order: 0, small: 0xf, main: 1 })).toBe(0xf00000001);
  });
});

describe('snapshot', () => {
  it('reads areas and ledger', () => {
    const snapshot = readSnapshot(new FakeSession() as unknown as EngineSession);
    expect(snapshot.areas.map(({ nrFree, list }) => [nrFree, list])).toEqual([
      [0, []],
      [0, []],
      [1, [0]],
    ]);
    expect(snapshot.ledger.total).toBe(16384);
    expect(isBlock(snapshot, 0, 2)).toBe(true);
    expect(isBlock(snapshot, 0, 1)).toBe(false);
    expect(isBlock(snapshot, 1, 0)).toBe(false);
  });

  it('reads caches with their lists in order, and handles with their names', () => {
    const { caches, handles } = readSnapshot(session);
    expect(caches).toHaveLength(1);
    expect(caches[0]).toMatchObject({
      id: 13,
      name: 'dentry',
      objectsPerSlab: 21,
      tail: 64,
      hasCtor: true,
      isKmalloc: false,
      counts: [1, 2, 0],
      objectsInUse: 23,
      ctorSaved: 5,
    });
    expect(caches[0]?.slabs[1]).toEqual([
      { pfn: 16, list: 1, inUse: 1 },
      { pfn: 12, list: 1, inUse: 20 },
    ]);
    expect(caches[0]?.slabs[2]).toEqual([]);
    expect(handles[1]).toEqual({ handle: 9, name: 'h9', pfn: 16, offset: 192, kind: 'object' });
  });

  it('opens a slab: live objects, and the freelist from its head', () => {
    expect(readSlab(session, 16)).toEqual({
      pfn: 16,
      cache: 13,
      list: 1,
      inUse: 1,
      freeHead: 2,
      slots: [
        { index: 0, live: true, nextFree: -1, requested: 100 },
        { index: 1, live: false, nextFree: -1, requested: 0 },
        { index: 2, live: false, nextFree: 1, requested: 0 },
      ],
    });
    expect(readSlab(new FakeSession() as unknown as EngineSession, 0)).toBeNull();
  });

  it('opens a block', () => {
    expect(readBlock(session, 8)).toEqual({
      pfn: 8,
      order: 3,
      kind: 2,
      requested: 2 ** 32 + 21504,
      cache: -1,
      owner: 'h4',
    });
  });
});

describe('client', () => {
  it('does not go on with tables of another version', () => {
    expect(() => parseTables('{"version":2,"events":[],"errcs":[]}')).toThrow(/version 2/);
  });

  it('touches a crashed engine no more, not even to free it', async () => {
    const client = await EngineClient.start(loadFakeEngine);
    await client.open('1 crash');
    await client.record();
    expect(() => client.seek({ command: 1, event: 0 })).toThrow(EngineCrash);
    expect(() => client.text()).toThrow(EngineCrash);
    expect(() => client.dispose()).not.toThrow();
  });
});

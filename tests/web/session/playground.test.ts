import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Playground } from '../../../web/src/session/playground.ts';
import { FakeSession, loadFakeEngine, sessions } from '../fake-engine.ts';

const script = '2 a\n1 b\n4 c';
let playground: Playground;

const at = () => {
  const position = playground.state.scene?.snapshot.position;
  return position && `${position.command}.${position.event}`;
};

beforeEach(async () => {
  sessions.length = 0;
  playground = new Playground(loadFakeEngine);
  await playground.openText(script);
});

describe('travelling', () => {
  it('steps by event and by command, both ways, and stays inside', () => {
    expect(at()).toBe('0.0');
    playground.step('event', -1);
    expect(at()).toBe('0.0');
    playground.step('event', 1);
    expect(at()).toBe('0.1');
    playground.step('command', 1);
    expect(at()).toBe('1.0');
    playground.step('command', 1);
    playground.step('event', 1);
    expect(at()).toBe('2.1');
    playground.step('command', -1);
    expect(at()).toBe('2.0');
    playground.step('command', -1);
    expect(at()).toBe('1.0');
    playground.seek({ command: 99, event: 0 });
    expect(at()).toBe('3.0');
    playground.step('event', 1);
    expect(at()).toBe('3.0');
  });

  it('says in which direction', () => {
    playground.step('event', 1);
    expect(playground.state.direction).toBe('forward');
    playground.step('event', -1);
    expect(playground.state.direction).toBe('back');
  });

  it('marks past, now and next, and the command that follows', () => {
    playground.seek({ command: 0, event: 1 });
    const rows = playground.state.scene?.rows.map(({ state, kind }) => `${state} ${kind}`);
    expect(rows).toEqual(['now look', 'next look', 'next command']);
  });

  it('goes to a line when it has run next', () => {
    playground.seekLine(2);
    expect(at()).toBe('2.0');
    playground.seekLine(1);
    expect(at()).toBe('1.0');
    playground.seekLine(17);
    expect(at()).toBe('1.0');
  });
});

describe('opening', () => {
  it('keeps what is open, and the text, when the text is wrong', async () => {
    await playground.openText('2 a\nbad one');
    expect(playground.state.open?.text).toBe(script);
    expect(playground.state.draft?.text).toBe('2 a\nbad one');
    expect(playground.state.draft?.diagnostics).toMatchObject([{ line: 2, column: 1 }]);
    playground.setDraft('2 a\n3 fine');
    await playground.runDraft();
    expect(playground.state.open?.text).toBe('2 a\n3 fine');
    expect(playground.state.draft).toBeNull();
  });

  it('opens the default scenario and says why, when a link is bad', async () => {
    playground = new Playground(loadFakeEngine);
    await playground.openLink({ kind: 'error', why: 'newer' });
    expect(playground.state.open?.name).toBe('dentry');
    expect(playground.state.notice?.text).toMatch(/newer version/);
  });

  it('says so when the gallery has no scenario of a name', async () => {
    playground = new Playground(loadFakeEngine);
    await playground.openScenario('nothing');
    expect(playground.state.open?.name).toBe('dentry');
    expect(playground.state.notice?.text).toMatch(/no scenario named nothing/);
  });

  it('the later of two wins', async () => {
    const first = playground.openText('1 first\n'.repeat(5000));
    const second = playground.openText('1 second');
    await Promise.all([first, second]);
    expect(playground.state.open?.text).toBe('1 second');
    expect(playground.state.busy).toBeNull();
  });

  /** Calls `act` when the engine holds the new text and its commands are being carried out. */
  function whileRecording(act: (session: FakeSession) => void): FakeSession {
    const session = sessions[0] as FakeSession;
    const record = session.record.bind(session);
    session.record = (commands) => {
      act(session);
      return record(commands);
    };
    return session;
  }

  it('shows nothing of it until it is recorded, whatever is pressed meanwhile', async () => {
    const before = playground.state.scene;
    const shown: unknown[] = [];
    whileRecording(() => {
      playground.seek({ command: 3, event: 0 });
      playground.step('event', 1);
      playground.select({ type: 'block', pfn: 0 });
      shown.push(playground.state.scene, playground.state.open?.text);
    });
    await playground.openText('1 d\n1 e');
    expect(shown.slice(0, 2)).toEqual([before, script]);
    expect(playground.state.open?.text).toBe('1 d\n1 e');
    playground.seek({ command: 1, event: 0 });
    expect(at()).toBe('1.0');
  });

  it('when newer work called it off and came to nothing, shows what was recorded', async () => {
    let newer: Promise<void> | undefined;
    const session = whileRecording((session) => {
      newer ??= playground.openText('bad');
      session.record = () => 1; // it never ends, unless it is called off
    });
    await playground.openText('1 d\n1 e');
    await newer;
    expect(playground.state.draft?.text).toBe('bad');
    expect(playground.state.open?.text).toBe(session.text());
    expect(at()).toBe('0.0');
  });
});

describe('acting', () => {
  it('in the past drops what followed, says so, and Undo brings it back', async () => {
    playground.seek({ command: 1, event: 0 });
    expect(await playground.act('3 new')).toBe(true);
    expect(playground.state.open?.text).toBe('2 a\n3 new');
    expect(at()).toBe('2.0');
    expect(playground.state.notice?.text).toBe('The 2 commands that followed were dropped.');
    await playground.undo();
    expect(playground.state.open?.text).toBe(script);
    expect(at()).toBe('1.0');
    expect(playground.state.undoable).toBe(0);
  });

  it('inside a command completes it first', async () => {
    playground.seek({ command: 2, event: 2 });
    await playground.act('1 new');
    expect(playground.state.open?.text).toBe(`${script}\n1 new`);
    expect(playground.state.notice).toBeNull();
  });

  it('wrongly changes nothing, and says what is wrong', async () => {
    expect(await playground.act('bad')).toBe(false);
    expect(playground.state.open?.text).toBe(script);
    expect(playground.state.commandProblems).toHaveLength(1);
    expect(playground.state.undoable).toBe(0);
  });

  it('frees what starts at an address, if anything does', async () => {
    await playground.free({ pfn: 1, offset: 0 });
    expect(playground.state.open?.text).toBe('2 freed');
    await playground.free({ pfn: 3, offset: 0 });
    expect(playground.state.notice?.text).toMatch(/Nothing in use/);
  });
});

describe('playing', () => {
  it('takes one event at a time and stops at the end', () => {
    vi.useFakeTimers();
    playground.seek({ command: 2, event: 2 });
    playground.play();
    vi.advanceTimersByTime(950);
    expect(at()).toBe('2.3');
    vi.advanceTimersByTime(5000);
    expect(at()).toBe('3.0');
    expect(playground.state.playing).toBe(false);
    vi.useRealTimers();
  });

  it('starts over from the end, and ends with the playground', () => {
    vi.useFakeTimers();
    playground.seek({ command: 3, event: 0 });
    playground.play();
    expect(at()).toBe('0.0');
    playground.dispose();
    const seek = vi.spyOn(FakeSession.prototype, 'seek');
    vi.advanceTimersByTime(5000);
    expect(seek).not.toHaveBeenCalled();
    expect(playground.state.playing).toBe(false);
    vi.useRealTimers();
  });
});

describe('a crash of the engine', () => {
  it('shows the script that led there, and the page can start again', async () => {
    await playground.openText('1 a\n1 crash\n1 b');
    playground.seek({ command: 2, event: 0 });
    expect(playground.state.crash).toMatchObject({ text: '1 a\n1 crash\n1 b' });
    playground.step('event', 1); // must not reach the broken engine
    await playground.restart();
    expect(playground.state.crash).toBeNull();
    expect(playground.state.open?.name).toBe('dentry');
    expect(sessions).toHaveLength(2);
  });

  it('at the very start is told as well', async () => {
    playground = new Playground(() => Promise.reject(new Error('no WebAssembly')));
    await playground.openText('1 a');
    expect(playground.state.crash?.message).toBe('no WebAssembly');
  });
});

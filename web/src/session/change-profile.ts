/** Runs the open script on another allocator, at the same command, and finds what that changes. */
import { EngineClient, type LoadEngine } from '../engine/client.ts';
import { message, needMessages } from '../messages/messages.ts';
import { diagnosticText } from '../messages/sentence.ts';
import { firstDifference } from './difference.ts';
import type { Playground } from './playground.ts';
import { type Profile, profileOf, textbook, withProfile } from './profile.ts';

export { showIndices } from './indices.ts';

/** Scripts longer than this, in commands, are compared only so far. */
const most = 20_000;

async function recorded(load: LoadEngine, text: string): Promise<EngineClient | null> {
  const client = await EngineClient.start(load);
  const problems = await client.open(text);
  if (problems.length > 0) {
    client.dispose();
    return null;
  }
  while (client.recorded() < Math.min(most, client.commandCount())) await client.record();
  return client;
}

/** Compares two texts of one script; the page shows what comes of it if it is still the same one. */
async function compareTexts(playground: Playground, load: LoadEngine, before: string, now: string) {
  const current = () => playground.state.open?.text === now;
  const clients = await Promise.all([recorded(load, before), recorded(load, now)]);
  try {
    const [first, second] = clients;
    if (!first || !second || !current()) return;
    const linuxSide = profileOf(now).name === textbook ? 0 : 1;
    const found = await firstDifference([first, second], linuxSide, current);
    if (current()) playground.store.set({ difference: { found, before, now } });
  } finally {
    for (const client of clients) client?.dispose();
  }
}

export async function changeProfile(
  playground: Playground,
  load: LoadEngine,
  wanted: Profile,
): Promise<void> {
  const { open, scene } = playground.state;
  if (!open || !scene) return;
  const before = open.text;
  const text = withProfile(before, wanted);
  if (text === before) return;
  const { command } = scene.snapshot.position;
  playground.store.set({ difference: null });
  await playground.openText(text, {
    title: open.title,
    position: { command, event: 0 },
    keep: true,
  });
  if (playground.state.open?.text !== text) return refused(playground);
  await compareTexts(playground, load, before, text);
}

/** Some scripts say what only one profile has. The script stays as it was. */
async function refused(playground: Playground): Promise<void> {
  const first = playground.state.draft?.diagnostics[0];
  playground.discardDraft();
  await needMessages('errors');
  playground.problem(() =>
    message('profile.refused', {
      line: first?.line ?? 0,
      why: first ? diagnosticText(first) : '',
    }),
  );
}

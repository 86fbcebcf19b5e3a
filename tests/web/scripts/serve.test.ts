import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../../scripts/serve.mjs', import.meta.url));

/** What a person reads who asks for this port. */
function serveOn(PORT: string, ...args: string[]) {
  const run = spawnSync(process.execPath, [script, import.meta.dirname, ...args], {
    encoding: 'utf8',
    env: { ...process.env, PORT },
  });
  return { status: run.status, told: run.stderr.trim() };
}

test.each(['abc', '-1', '65536', '8080x'])('a port of %s is refused in one sentence', (port) => {
  const told = `${port} is no port: ports are numbers from 0 to 65535.`;
  expect(serveOn(port)).toEqual({ status: 1, told });
  expect(serveOn('', '--port', port)).toEqual({ status: 1, told });
});

test('a port that is left out is asked for', () => {
  const told = 'usage: serve [DIRECTORY] [--port N]';
  expect(serveOn('', '--port')).toEqual({ status: 1, told });
});

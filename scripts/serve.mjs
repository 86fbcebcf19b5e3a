// serve [DIRECTORY] [--port N]: serves the built page on this machine only.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { at, main, Stop } from './lib/project.mjs';
import { serveDirectory } from './lib/static-server.mjs';

/** A port as it was typed. */
function portOf(text) {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 65536;
  if (port > 65535) throw new Stop(`${text} is no port: ports are numbers from 0 to 65535.`);
  return port;
}

export async function serve(directory = at('dist'), port = process.env.PORT || '8080') {
  if (!existsSync(directory)) throw new Stop(`${directory} is not there: npm run build makes it.`);
  const { url } = await serveDirectory(directory, { port: portOf(port) }).catch((error) => {
    throw new Stop(
      `Cannot serve on port ${port}: ${error.message}. PORT=8000 npm start takes another.`,
    );
  });
  console.log(`\nKernel Memory Playground: ${url}\nStop with Ctrl+C.`);
}

await main(import.meta.url, async (args) => {
  const flag = args.indexOf('--port');
  const port = flag < 0 ? undefined : args.splice(flag, 2)[1];
  if (flag >= 0 && port === undefined) throw new Stop('usage: serve [DIRECTORY] [--port N]');
  await serve(args[0] && resolve(args[0]), port);
});

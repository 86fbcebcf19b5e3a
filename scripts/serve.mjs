// serve [DIRECTORY] [--port N]: serves the built page on this machine only.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { at, main, Stop } from './lib/project.mjs';
import { serveDirectory } from './lib/static-server.mjs';

export async function serve(directory = at('dist'), port = Number(process.env.PORT ?? 8080)) {
  if (!existsSync(directory)) throw new Stop(`${directory} is not there: npm run build makes it.`);
  const { url } = await serveDirectory(directory, { port });
  console.log(`\nKernel Memory Playground: ${url}\nStop with Ctrl+C.`);
}

await main(import.meta.url, async (args) => {
  const flag = args.indexOf('--port');
  const port = flag < 0 ? undefined : Number(args.splice(flag, 2)[1]);
  if (Number.isNaN(port)) throw new Stop('usage: serve [DIRECTORY] [--port N]');
  await serve(args[0] && resolve(args[0]), port);
});

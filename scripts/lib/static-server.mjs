// A static file server for the built page, by hand because it is small: used by serve, start and
// the browser tests. Read-only; it never leaves the directory it was given.

import { createReadStream, realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.kmem': 'text/plain; charset=utf-8',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.zip': 'application/zip',
};

/** The file that a URL names, or null. Links are resolved first, so none leads outside. */
function fileFor(root, url) {
  try {
    let path = join(root, decodeURIComponent(new URL(url, 'http://localhost').pathname));
    if (statSync(path).isDirectory()) path = join(path, 'index.html');
    const real = realpathSync(path);
    return real.startsWith(root + sep) && statSync(real).isFile() ? real : null;
  } catch {
    return null;
  }
}

function answer(root, headers, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return response.writeHead(405, { Allow: 'GET, HEAD' }).end();
  }
  const path = fileFor(root, request.url ?? '/');
  if (!path) return response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
  response.writeHead(200, {
    'Content-Type': types[extname(path)] ?? 'application/octet-stream',
    'Content-Length': statSync(path).size,
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    'Access-Control-Allow-Origin': '*', // the custom element is meant for pages of other origins
    ...headers,
  });
  if (request.method === 'HEAD') return response.end();
  createReadStream(path)
    .on('error', () => response.destroy())
    .pipe(response);
}

/** Listens on `port`, or on the first free one after it; port 0 takes any. */
export function serveDirectory(directory, { port = 0, host = '127.0.0.1', headers = {} } = {}) {
  const root = realpathSync(directory);
  const server = createServer((request, response) => answer(root, headers, request, response));
  return new Promise((resolve, reject) => {
    let next = port;
    server.on('error', (error) => {
      if (error.code !== 'EADDRINUSE' || next === 0 || next >= port + 100) return reject(error);
      server.listen(++next, host);
    });
    server.on('listening', () => {
      const url = `http://${host}:${server.address().port}/`;
      const close = () =>
        new Promise((closed) => {
          server.close(() => closed());
          server.closeAllConnections();
        });
      resolve({ url, close });
    });
    server.listen(next, host);
  });
}

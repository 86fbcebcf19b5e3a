// What every script needs: where the project is, and how to run a program.

import { spawn } from 'node:child_process';
import { accessSync, constants, createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const at = (...parts) => join(root, ...parts);
export const jobs = Math.max(1, cpus().length);
export const chromium = process.env.KMEM_CHROMIUM || '/usr/bin/chromium';

/** Where a program is on PATH, or undefined. */
export function which(name) {
  const directories = (process.env.PATH ?? '').split(delimiter);
  return directories.map((directory) => join(directory, name)).find(existsSync);
}

/** npm and the browser keep caches in HOME; where that cannot be, they get one in build/. */
function ensureHome() {
  try {
    accessSync(process.env.HOME ?? '', constants.W_OK);
  } catch {
    process.env.HOME = at('build/home');
    mkdirSync(process.env.HOME, { recursive: true });
  }
}

const children = new Set();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    for (const child of children) child.kill(signal);
    process.exit(130);
  });
}

/** An expected failure: its message is all the person needs, so no stack is printed. */
export class Stop extends Error {}

/** Runs a program; resolves to {code, output}. Output goes to `log` if given, else to the screen. */
export function run(command, args, { log, env, cwd = root, quiet = false } = {}) {
  return new Promise((done) => {
    const piped = Boolean(log) || quiet;
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: piped ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    children.add(child);
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-1_000_000);
      log?.write(chunk);
    };
    log?.write(`$ ${command} ${args.join(' ')}\n`);
    child.stdout?.setEncoding('utf8').on('data', keep);
    child.stderr?.setEncoding('utf8').on('data', keep);
    child.on('error', (error) => {
      keep(`${error.message}\n`);
      if (!piped) console.error(error.message);
    });
    child.on('close', (code) => {
      children.delete(child);
      done({ code: code ?? 1, output });
    });
  });
}

/** Like run, but a failure stops the script. */
export async function must(command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Stop(`${command} ${args.join(' ')}: exit status ${code}`);
  return output;
}

export function openLog(name) {
  mkdirSync(at('build/logs'), { recursive: true });
  return createWriteStream(at('build/logs', `${name}.log`));
}

/** The program in node_modules/.bin, run by this very Node. */
export const bin = (name) => at('node_modules/.bin', name);

/** Runs `verb` if `url` is the script that was started, not one that was imported. */
export async function main(url, verb) {
  if (resolve(process.argv[1] ?? '') !== fileURLToPath(url)) return;
  try {
    ensureHome();
    process.exitCode = (await verb(process.argv.slice(2))) ?? 0;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}

// Stamps: a step whose inputs hash to what they were when it last succeeded is not run again.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from './project.mjs';

/** Every file under the given paths of the project, in a fixed order; a missing path is empty. */
export function filesUnder(...paths) {
  return paths.flatMap((path) => {
    if (!existsSync(at(path))) return [];
    if (!statSync(at(path)).isDirectory()) return [path];
    return filesUnder(
      ...readdirSync(at(path))
        .sort()
        .map((name) => join(path, name)),
    );
  });
}

export function hashOf(paths, ...extra) {
  const hash = createHash('sha256').update(JSON.stringify(extra));
  for (const path of filesUnder(...paths))
    hash.update(`\0${path}\0`).update(readFileSync(at(path)));
  return hash.digest('hex');
}

/** Runs `step` unless stamp `name` says these inputs are done and all outputs still exist. */
export async function unlessDone(name, hash, outputs, step) {
  const stamp = at('build/stamps', name);
  const done = existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
  if (done && outputs.every((path) => existsSync(at(path)))) return false;
  await step();
  mkdirSync(at('build/stamps'), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

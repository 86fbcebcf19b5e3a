// setup [build|test|bench]: installs what that purpose needs and what is not there yet.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { installPackages, missingPackages } from './lib/packages.mjs';
import { at, main, must, Stop } from './lib/project.mjs';

async function npmPackages() {
  const lock = createHash('sha256').update(readFileSync(at('package-lock.json')));
  const wanted = lock.update(process.platform + process.arch).digest('hex');
  const stamp = at('node_modules/.kmem-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing npm packages');
  await must('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  writeFileSync(stamp, wanted);
}

export async function setup(purpose) {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Stop(
      `Node ${process.versions.node} is too old: this project needs Node 20 or newer.`,
    );
  }
  const missing = missingPackages(purpose);
  if (missing.length > 0) await installPackages(missing);
  const still = missing.length > 0 ? missingPackages(purpose) : [];
  if (still.length > 0) throw new Stop(`Installed, but still not found: ${still.join(', ')}`);
  await npmPackages();
}

await main(import.meta.url, async ([purpose = 'test']) => {
  if (!['build', 'test', 'bench'].includes(purpose))
    throw new Stop('usage: setup [build|test|bench]');
  await setup(purpose);
});

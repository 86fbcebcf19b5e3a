// The Debian packages the project needs, what for, and how to see without apt that they are there.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, run, Stop, which } from './project.mjs';

const program = (name) => () => which(name) !== undefined;
const file = (path) => () => existsSync(path);
const installed = (name) => () => {
  const status = spawnSync('dpkg', ['-s', name], { encoding: 'utf8' }).stdout;
  return status?.includes('Status: install ok installed') ?? false;
};

// A tool that is already on PATH is used, wherever it came from: a current emsdk, for example.
const packages = [
  { name: 'cmake', for: 'build', there: program('cmake') },
  { name: 'ninja-build', for: 'build', there: program('ninja') },
  { name: 'emscripten', for: 'build', there: program('emcc') },
  { name: 'g++', for: 'test bench', there: program('g++') },
  { name: 'clang-14', for: 'test', there: program('clang++-14') },
  { name: 'libclang-rt-14-dev', for: 'test', there: installed('libclang-rt-14-dev') },
  { name: 'llvm-14', for: 'test', there: program('llvm-symbolizer-14') },
  { name: 'clang-format-14', for: 'test', there: program('clang-format-14') },
  { name: 'libgtest-dev', for: 'test', there: file('/usr/include/gtest/gtest.h') },
  { name: 'chromium', for: 'test bench', there: file(chromium) },
  { name: 'fonts-dejavu-core', for: 'test bench', there: installed('fonts-dejavu-core') },
  { name: 'qemu-system-x86', for: 'capture', there: program('qemu-system-x86_64') },
  { name: 'busybox-static', for: 'capture', there: installed('busybox-static') },
  { name: 'cpio', for: 'capture', there: program('cpio') },
  {
    name: 'linux-headers-cloud-amd64',
    for: 'capture',
    there: installed('linux-headers-cloud-amd64'),
  },
  { name: 'libbenchmark-dev', for: 'bench', there: file('/usr/include/benchmark/benchmark.h') },
  { name: 'libmimalloc-dev', for: 'bench', there: installed('libmimalloc-dev') },
  { name: 'libjemalloc-dev', for: 'bench', there: installed('libjemalloc-dev') },
];

/** Names of the packages that `purpose` (build, test, bench, capture) needs and that are missing. */
export function missingPackages(purpose) {
  const always = purpose === 'capture' ? [] : ['build'];
  const needed = packages.filter((p) => [...always, purpose].some((use) => p.for.includes(use)));
  return needed.filter((p) => !p.there()).map((p) => p.name);
}

function privilege() {
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : null;
}

async function aptGet(prefix, args) {
  const [command, ...rest] = [
    ...prefix,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-o',
    'DPkg::Lock::Timeout=600',
    ...args,
  ];
  return (await run(command, rest)).code === 0;
}

export async function installPackages(names) {
  const byHand = `  sudo apt-get install --no-install-recommends ${names.join(' ')}`;
  const prefix = which('apt-get') ? privilege() : null;
  if (!prefix)
    throw new Stop(
      `These Debian packages are missing and may not be installed from here:\n${byHand}`,
    );
  console.log(`Installing ${names.join(' ')}`);
  await aptGet(prefix, ['update', '-qq']); // a stale list may still do; install decides
  if (!(await aptGet(prefix, ['install', '-y', '-qq', '--no-install-recommends', ...names]))) {
    throw new Stop(`apt-get failed. Missing:\n${byHand}`);
  }
}

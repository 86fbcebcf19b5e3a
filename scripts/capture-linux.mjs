// capture-linux [options] OUT: records what the page allocator of Debian's Linux 6.1 does with a
// seeded stream of requests, in an emulator, as a text that `kmem verify OUT` reads.

import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installPackages, missingPackages } from './lib/packages.mjs';
import { at, jobs, main, must, run, Stop } from './lib/project.mjs';

const usage = `usage: node scripts/capture-linux.mjs [options] OUT

  --seed N            of the requests and of what memory holds before them (1)
  --memory SIZE       of the machine, from 72M up: 96M, 256M, 1G (256M)
  --split SIZE        memory below 4 GiB; the rest makes a Normal zone
  --files N           files written before the run ...            (0)
  --keep PERCENT      ... and how many of them stay               (50)
  --ops N             operations (4000)
  --orders MIN..MAX   orders asked for (0..4)
  --climb PERCENT     chance that the order is one larger, again and again (45)
  --mobility U,M,R    weights of unmovable, movable, reclaimable (1,1,1)
  --limit N,3,D       weights of the highest zone: Normal, DMA32, DMA (1,0,0)
  --urgency W,A,X,K   weights of no-wait, atomic, may ignore watermarks, wakes reclaim (1,0,0,0)
  --free PERCENT      operations that are frees (45)
  --drains N          drains of the per-CPU lists in 10,000 operations (0)
  --exhaust N         allocate up to N times until memory refuses, halfway (0: not)
  --exhaust-free P    percent freed again afterwards (50)`;

const options = {
  seed: { type: 'string', default: '1' },
  memory: { type: 'string', default: '256M' },
  split: { type: 'string' },
  files: { type: 'string', default: '0' },
  keep: { type: 'string', default: '50' },
  ops: { type: 'string', default: '4000' },
  orders: { type: 'string', default: '0..4' },
  climb: { type: 'string', default: '45' },
  mobility: { type: 'string', default: '1,1,1' },
  limit: { type: 'string', default: '1,0,0' },
  urgency: { type: 'string', default: '1,0,0,0' },
  free: { type: 'string', default: '45' },
  drains: { type: 'string', default: '0' },
  exhaust: { type: 'string', default: '0' },
  'exhaust-free': { type: 'string', default: '50' },
  help: { type: 'boolean', default: false },
};

const number = /^\d{1,9}$/;
const size = /^[1-9]\d{0,5}[MG]$/;
const weights = (count) => new RegExp(`^\\d{1,6}(,\\d{1,6}){${count - 1}}$`);
const shapes = {
  seed: [number, 'a number'],
  memory: [size, 'a size such as 256M'],
  split: [size, 'a size such as 256M'],
  files: [number, 'a number'],
  keep: [/^(\d{1,2}|100)$/, 'a percentage'],
  ops: [number, 'a number'],
  orders: [/^(\d|10)\.\.(\d|10)$/, 'two orders from 0 to 10, such as 0..4'],
  climb: [/^\d{1,2}$/, 'a percentage below 100'],
  mobility: [weights(3), 'three weights such as 1,1,1'],
  limit: [weights(3), 'three weights such as 6,2,1'],
  urgency: [weights(4), 'four weights such as 6,4,0,1'],
  free: [/^(\d{1,2}|100)$/, 'a percentage'],
  drains: [number, 'a number'],
  exhaust: [number, 'a number'],
  'exhaust-free': [/^(\d{1,2}|100)$/, 'a percentage'],
};

function readSettings(args) {
  let parsed;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Stop(`${error.message}\n\n${usage}`);
  }
  if (parsed.values.help || parsed.positionals.length !== 1) throw new Stop(usage);
  for (const [name, [shape, expected]] of Object.entries(shapes)) {
    const value = parsed.values[name];
    if (value !== undefined && !shape.test(value))
      throw new Stop(`--${name} ${value}: expected ${expected}`);
  }
  const [min, max] = parsed.values.orders.split('..').map(Number);
  if (min > max) throw new Stop(`--orders ${parsed.values.orders}: the first is the smaller one`);
  return { ...parsed.values, min, max, out: resolve(parsed.positionals[0]) };
}

/** Room for the text: two lines for each operation, and every free frame in each state. */
function bufferKib(s) {
  const mebibytes = Number(s.memory.slice(0, -1)) * (s.memory.endsWith('G') ? 1024 : 1);
  return 256 + Math.ceil((Number(s.ops) + Number(s.exhaust)) / 20) + mebibytes * 8;
}

/** What the probe is told, as parameters of its module. */
function probeParameters(s) {
  return [
    `seed=${s.seed} ops=${s.ops} min_order=${s.min} max_order=${s.max} climb=${s.climb}`,
    `mobility=${s.mobility} limit=${s.limit} urgency=${s.urgency} free_percent=${s.free}`,
    `drains=${s.drains} exhaust=${s.exhaust} exhaust_free=${s['exhaust-free']}`,
    `buffer_kib=${bufferKib(s)}`,
  ].join(' ');
}

const work = at('build/capture');

/** The newest Debian cloud kernel whose headers are installed: small, and quick to boot. */
function kernelRelease() {
  const names = readdirSync('/usr/src').filter((n) => /^linux-headers-6\.1.*-cloud-/.test(n));
  const newest = names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  if (!newest) throw new Stop('no headers of a Debian 6.1 cloud kernel in /usr/src');
  return newest.replace('linux-headers-', '');
}

/** The kernel's image is unpacked here, not installed: it is not to become this machine's kernel. */
async function kernelImage(release) {
  const image = join(work, 'kernel/boot', `vmlinuz-${release}`);
  if (existsSync(image)) return image;
  console.log(`Fetching linux-image-${release}`);
  await must('apt-get', ['download', '-qq', `linux-image-${release}`], { cwd: work });
  const archive = readdirSync(work).find((n) => n.startsWith(`linux-image-${release}_`));
  await must('dpkg', ['-x', archive, join(work, 'kernel')], { cwd: work });
  rmSync(join(work, archive));
  return image;
}

async function buildProbe(release) {
  const probe = join(work, 'probe');
  cpSync(at('scripts/lib/capture'), probe, { recursive: true });
  const headers = `/usr/src/linux-headers-${release}`;
  await must('make', ['-s', '-C', headers, `M=${probe}`, `-j${jobs}`, 'modules'], { quiet: true });
  const built = join(probe, 'kmem_probe.ko');
  await must('strip', ['--strip-debug', built]);
  return built;
}

/** The root of the recorded machine: one shell, the probe, what to do. */
async function packRoot(probe, settings) {
  const root = join(work, 'root');
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, 'bin'), { recursive: true });
  copyFileSync('/bin/busybox', join(root, 'bin/busybox'));
  copyFileSync(probe, join(root, 'kmem_probe.ko'));
  copyFileSync(at('scripts/lib/capture/init'), join(root, 'init'));
  chmodSync(join(root, 'init'), 0o755);
  const lines = [`SEED=${settings.seed}`, `FILES=${settings.files}`, `KEEP=${settings.keep}`];
  writeFileSync(
    join(root, 'settings'),
    `${lines.join('\n')}\nPROBE="${probeParameters(settings)}"\n`,
  );
  const pack = 'find . | cpio --quiet -o -H newc | gzip -1 > ../root.gz';
  await must('sh', ['-c', `ln -s busybox bin/sh && ${pack}`], { cwd: root });
  return join(work, 'root.gz');
}

function machine(settings) {
  const board = settings.split ? ['-machine', `pc,max-ram-below-4g=${settings.split}`] : [];
  return ['-m', settings.memory, ...board];
}

async function boot(image, root, settings) {
  const serial = join(work, 'capture.txt');
  rmSync(serial, { force: true });
  const { code, output } = await run(
    'timeout',
    [
      ...['600', 'qemu-system-x86_64', ...machine(settings), '-smp', '1', '-no-reboot'],
      ...['-nodefaults', '-display', 'none', '-kernel', image, '-initrd', root],
      ...['-append', 'console=ttyS0 panic=-1 loglevel=4 nowatchdog'],
      ...['-serial', 'stdio', '-serial', `file:${serial}`],
    ],
    { quiet: true },
  );
  const capture = existsSync(serial) ? readFileSync(serial, 'utf8') : '';
  if (code !== 0 || !capture.endsWith('eof\n')) {
    const last = output.trim().split('\n').slice(-25).join('\n');
    const advice = 'More --memory, or fewer --ops and --files, may help. The last it said:';
    throw new Stop(`the machine ended without a whole capture. ${advice}\n${last}`);
  }
  return capture;
}

await main(import.meta.url, async (args) => {
  const settings = readSettings(args);
  const missing = missingPackages('capture');
  if (missing.length > 0) await installPackages(missing);
  mkdirSync(work, { recursive: true });
  const release = kernelRelease();
  const image = await kernelImage(release);
  const root = await packRoot(await buildProbe(release), settings);
  console.log(`Booting Linux ${release} with ${settings.memory}`);
  const capture = await boot(image, root, settings);
  const head = [
    'kmem-capture v1',
    `# qemu: ${machine(settings).join(' ')}`,
    `# prelude: files=${settings.files} keep=${settings.keep}`,
    `# probe: ${probeParameters(settings)}`,
  ];
  writeFileSync(settings.out, `${head.join('\n')}\n${capture}`);
  console.log(`${settings.out}: ${Math.ceil(statSync(settings.out).size / 1024)} KiB`);
});

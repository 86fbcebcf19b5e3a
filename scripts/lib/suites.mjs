// The suites of `npm test`, in their order. A suite takes a log and returns {passed, failed,
// skipped}; one that throws, because it could not build for example, counts as one failure.

import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { buildPage, buildPreset, buildWasm } from '../build.mjs';
import { checkLayers } from '../check-layers.mjs';
import { checkSize } from '../check-size.mjs';
import { linters } from '../lint.mjs';
import { at, bin, jobs, run, Stop } from './project.mjs';
import { filesUnder } from './stamp.mjs';

const one = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

function layers(log) {
  const { files, problems } = checkLayers();
  log.write(`${problems.join('\n')}\n${files} files, ${problems.length} violations\n`);
  return one(problems.length === 0);
}

async function lint(log) {
  const total = { passed: 0, failed: 0 };
  for (const [, command, args] of linters()) {
    const { code } = await run(command, args, { log });
    total[code === 0 ? 'passed' : 'failed'] += 1;
  }
  return total;
}

/** Name and output of each test that failed, from ctest's JUnit. */
export function failedCases(junit) {
  const plain = (text) =>
    text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => entities[name]).trim();
  return junit
    .split('<testcase ')
    .slice(1)
    .filter((test) => /^[^>]*status="fail"/.test(test))
    .map((test) => ({
      name: plain(/name="([^"]*)"/.exec(test)?.[1] ?? '?'),
      output: plain(/<system-out>([\s\S]*?)<\/system-out>/.exec(test)?.[1] ?? ''),
    }));
}
const entities = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** Builds a preset and runs its tests; JUnit is the one output of ctest made to be read. */
function ctest(preset) {
  return async (log) => {
    await buildPreset(preset, log);
    const report = at('build', preset, 'junit.xml');
    rmSync(report, { force: true });
    const args = ['--preset', preset, '--parallel', String(jobs), '--output-junit', report];
    await run('ctest', args, { log });
    const junit = readFileSync(report, 'utf8');
    const suite = /<testsuite [^>]*>/.exec(junit)[0];
    const count = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
    const skipped = count('skipped') + count('disabled');
    if (count('tests') === 0) throw new Stop('ctest found no tests');
    return {
      passed: count('tests') - count('failures') - skipped,
      failed: count('failures'),
      skipped,
      failures: failedCases(junit),
    };
  };
}

/** One target for KMEM_FUZZ_SECONDS; new inputs stay in build/, an input that fails in crashes/. */
async function fuzzTarget(target, log) {
  const name = target.replace(/^fuzz_/, '');
  const found = at('build/fuzz/found', name);
  const crashes = at('build/fuzz/crashes');
  const corpus =
    filesUnder(`tests/fuzz/corpus/${name}`).length > 0 ? [`tests/fuzz/corpus/${name}`] : [];
  for (const directory of [found, crashes]) mkdirSync(directory, { recursive: true });
  const seconds = Number(process.env.KMEM_FUZZ_SECONDS ?? 15);
  const { code, output } = await run(
    at('build/fuzz', target),
    [
      `-max_total_time=${seconds}`,
      '-timeout=20',
      '-rss_limit_mb=3072',
      '-print_final_stats=1',
      `-artifact_prefix=${crashes}/${name}-`,
      found,
      ...corpus,
    ],
    { quiet: true },
  );
  log.write(`== ${target}: exit status ${code}\n${output.slice(-20_000)}\n`);
  return { ok: code === 0, name: target, output };
}

async function fuzz(log) {
  const sources = filesUnder('tests/fuzz').filter((path) => /\/fuzz_[^/]*\.cc$/.test(path));
  const targets = sources.map((path) => path.split('/').pop().replace('.cc', ''));
  if (targets.length === 0) throw new Stop('tests/fuzz/ has no fuzz_*.cc');
  await buildPreset('fuzz', log);
  const results = [];
  const worker = async () => {
    for (let target = targets.shift(); target; target = targets.shift()) {
      results.push(await fuzzTarget(target, log));
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  const failures = results.filter((result) => !result.ok);
  return { passed: results.length - failures.length, failed: failures.length, failures };
}

function vitest(project) {
  return async (log) => {
    const report = at('build', `vitest-${project}.json`);
    rmSync(report, { force: true });
    const args = ['run', '--project', project, '--reporter=verbose', '--reporter=json'];
    const { code } = await run(bin('vitest'), [...args, `--outputFile.json=${report}`], {
      log,
      env: { NO_COLOR: '1' },
    });
    const json = JSON.parse(readFileSync(report, 'utf8'));
    // A file that does not load has no failed test of its own, and must not pass for that.
    const unloaded = json.testResults.filter(
      (f) => f.status === 'failed' && !f.assertionResults.length,
    );
    const failed = json.numFailedTests + unloaded.length;
    const skipped = json.numPendingTests + (json.numTodoTests ?? 0);
    const failures = json.testResults.flatMap((file) => [
      ...(unloaded.includes(file) ? [{ name: file.name, output: file.message }] : []),
      ...file.assertionResults
        .filter((test) => test.status === 'failed')
        .map((test) => ({ name: test.fullName, output: test.failureMessages.join('\n') })),
    ]);
    return {
      passed: json.numPassedTests,
      failed: failed || (code === 0 ? 0 : 1),
      skipped,
      failures,
    };
  };
}

const step = (build) => async (log) => {
  await build(log);
  return one(true);
};

/** What is built is brought up to date first, so that no suite passes on a stale build. */
const after = (builds, suite) => async (log) => {
  for (const build of builds) await build(log);
  return suite(log);
};
const site = [buildWasm, buildPage];

const size = (log) => {
  const over = checkSize((line) => log.write(`${line}\n`));
  for (const name of over) log.write(`over budget: ${name}\n`);
  return one(over.length === 0);
};

export const suites = [
  ['check-layers', layers],
  ['lint', lint],
  ['native', ctest('native')],
  ['asan', ctest('asan')],
  ['fuzz', fuzz],
  ['wasm', step(buildWasm)],
  ['unit', after([buildWasm], vitest('unit'))],
  ['page', after([buildWasm], step(buildPage))],
  ['check-size', after(site, size)],
  ['e2e', after(site, vitest('e2e'))],
];

// test [--only SUITE,...]: installs what is missing, runs every suite, and ends in the line
// `N passed, N failed`. The details of a suite are in build/logs/SUITE.log.

import { readFileSync } from 'node:fs';
import { at, main, openLog, Stop } from './lib/project.mjs';
import { suites } from './lib/suites.mjs';
import { setup } from './setup.mjs';

const tailLines = 60;
const tailLinesOfTest = 25;

function chosen(args) {
  const flag = args.findIndex((arg) => arg === '--only' || arg.startsWith('--only='));
  if (flag < 0) return suites;
  const names = (args[flag].split('=')[1] ?? args[flag + 1] ?? '').split(',');
  const unknown = names.filter((name) => !suites.some(([suite]) => suite === name));
  if (unknown.length > 0) {
    throw new Stop(
      `no suite ${unknown.join(', ')}; there are ${suites.map(([n]) => n).join(', ')}`,
    );
  }
  return suites.filter(([name]) => names.includes(name));
}

async function runSuite(name, suite) {
  const log = openLog(name);
  const started = Date.now();
  let result;
  try {
    result = await suite(log);
  } catch (error) {
    log.write(`\n${error instanceof Stop ? error.message : error.stack}\n`);
    result = { passed: 0, failed: 1 };
  }
  await new Promise((done) => log.end(done));
  return { skipped: 0, failures: [], ...result, seconds: (Date.now() - started) / 1000 };
}

function printTail(text, count) {
  for (const line of text.trimEnd().split('\n').slice(-count)) console.log(`      | ${line}`);
}

function report(name, { passed, failed, skipped, failures, seconds }) {
  const count = `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
  console.log(`${failed ? 'FAIL' : ' ok '}  ${name.padEnd(13)} ${count}  ${seconds.toFixed(1)} s`);
  if (!failed) return;
  const log = readFileSync(at('build/logs', `${name}.log`), 'utf8');
  if (failures.length === 0) printTail(log, tailLines);
  for (const failure of failures) {
    console.log(`      ${failure.name}`);
    printTail(failure.output, tailLinesOfTest);
  }
  // Once more at the end, where a terminal and a log that was cut show it.
  for (const failure of failures) console.log(`      failed: ${failure.name}`);
  console.log(`      all of it: build/logs/${name}.log`);
}

await main(import.meta.url, async (args) => {
  const selected = chosen(args);
  await setup('test');
  const total = { passed: 0, failed: 0 };
  for (const [index, [name, suite]] of selected.entries()) {
    console.log(`[${index + 1}/${selected.length}] ${name} …`);
    const result = await runSuite(name, suite);
    report(name, result);
    total.passed += result.passed;
    total.failed += result.failed;
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
});

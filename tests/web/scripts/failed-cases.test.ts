import { expect, test } from 'vitest';
// @ts-expect-error: a script, without types of its own
import { failedCases } from '../../../scripts/lib/suites.mjs';

const junit = `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="Linux-c++" tests="3" failures="1" disabled="0" skipped="0">
  <testcase name="base.Vector.Grows" classname="base.Vector.Grows" time="0.01" status="run">
    <system-out>fine</system-out>
  </testcase>
  <testcase name="cli.Tool&lt;Run&gt;.Exits" classname="cli" time="0.02" status="fail">
    <failure message=""/>
    <system-out>expected 1 &lt; 2
boom</system-out>
  </testcase>
</testsuite>`;

test('names each test that failed, with what it printed', () => {
  expect(failedCases(junit)).toEqual([
    { name: 'cli.Tool<Run>.Exits', output: 'expected 1 < 2\nboom' },
  ]);
});

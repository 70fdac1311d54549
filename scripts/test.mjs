// `npm test [-- unit|int|e2e] [-- vitest's filters]`: every suite in turn, and one line with the sum at the end.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './bootstrap/steps.mjs';

const suites = ['unit', 'int', 'e2e'];

/** Runs the suites and answers the exit code: 0 when nothing failed. */
export async function main(args) {
  const chosen = args.filter((arg) => suites.includes(arg));
  const filters = args.filter((arg) => !suites.includes(arg));
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const suite of chosen.length > 0 ? chosen : suites) add(total, runSuite(suite, filters));
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

function runSuite(suite, filters) {
  const work = mkdtempSync(join(tmpdir(), 'tributary-report-'));
  const report = join(work, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const began = performance.now();
  console.log(`\n── ${suite} ──`);
  const { status } = spawnSync(
    join(root, 'node_modules', '.bin', 'vitest'),
    ['run', '--project', suite, '--passWithNoTests', ...reporters, ...filters],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  const counts = countResults(report, status);
  rmSync(work, { recursive: true, force: true });
  console.log(`── ${suite}: ${counts.passed} passed, ${Math.round((performance.now() - began) / 1000)} s`);
  return counts;
}

/** Counts tests; a file that could not be run at all counts as one failure, and so does an exit code that no test explains. */
function countResults(report, status) {
  const result = readReport(report);
  const broken = result.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  ).length;
  const failed = result.numFailedTests + broken;
  const unexplained = status !== 0 && failed === 0 ? 1 : 0;
  return { passed: result.numPassedTests, failed: failed + unexplained, skipped: result.numPendingTests + result.numTodoTests };
}

function readReport(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  }
}

function add(total, counts) {
  for (const key of Object.keys(total)) total[key] += counts[key];
}

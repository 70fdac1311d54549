// `npm start`: the whole pipeline on this machine, with documents going through it.
import { createApiClient } from '../packages/client/dist/index.js';
import { Complaint, say } from './bootstrap/steps.mjs';
import { findFiles } from './start/files.mjs';
import { follow } from './start/follow.mjs';
import { readOptions, usage } from './start/options.mjs';
import { progressView } from './start/progress.mjs';
import { collectReport } from './start/report.mjs';
import { Stack } from './start/stack.mjs';
import { submitFiles } from './start/submit.mjs';
import { summaryText } from './start/summary.mjs';

/** Exit code when some documents failed. */
const partial = 3;

/** Runs until done (`--once`) or stopped, and leaves nothing running. */
export async function main(args) {
  const options = readOptions(args);
  if (options === 'help') return print(usage);
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stopping.abort());
  const stack = new Stack();
  try {
    return await run(options, stack, stopping.signal);
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
    return 130;
  } finally {
    say('stopping');
    await stack.stop();
  }
}

function print(text) {
  console.log(text);
  return 0;
}

async function run(options, stack, signal) {
  const startedAt = performance.now();
  const files = findFiles(options.paths);
  const pipeline = await stack.start(options, signal);
  const crash = pipeline.firstEnded.then((service) => {
    if (!signal.aborted) throw new Complaint(`the service ${service.name} ended unexpectedly (log: ${service.logFile})`);
  });
  const report = await Promise.race([processFiles(options, files, pipeline.gatewayUrl, signal, startedAt), crash]);
  print(options.json ? JSON.stringify(report, null, 2) : summaryText(report));
  if (options.once) return exitCode(report);
  if (!options.json) print(`\nGateway: ${report.gateway_url}   Ctrl-C stops everything.`);
  await Promise.race([aborted(signal), crash]);
  return 0;
}

async function processFiles(options, files, gatewayUrl, signal, startedAt) {
  const api = createApiClient({ baseUrl: gatewayUrl });
  const submission = await submitFiles(api, options.project, files);
  const { size } = submission.known;
  say(`${files.length} documents submitted${size > 0 ? `, ${size} of them known already: nothing to do for these` : ''}`);
  await follow(api, submission, signal, progressView(process.stderr));
  return collectReport(api, { gatewayUrl, project: options.project, submission, startedAt });
}

function exitCode({ counts, rejected }) {
  return (counts.failed ?? 0) === 0 && rejected.length === 0 ? 0 : partial;
}

/** Resolves when the user wants to stop. Nothing else may be going on by then, so a timer keeps the process alive. */
function aborted(signal) {
  if (signal.aborted) return Promise.resolve();
  const alive = setInterval(() => {}, 60_000);
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      clearInterval(alive);
      resolve();
    });
  });
}

#!/usr/bin/env node
import { processEnvironment } from '@tributary/service-kit/config';
import { runCli } from './run-cli.js';

// A reader that has seen enough, `tributary export | head`, closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort());

process.exitCode = await runCli(process.argv.slice(2), {
  environment: processEnvironment(),
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interrupt.signal,
});

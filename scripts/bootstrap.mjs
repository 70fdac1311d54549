// The one entry of every `npm` command: makes sure of Node 24, the dependencies and the build, then runs the command.
// Built-ins only, so that it runs on the host's Node 20 before anything is installed.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Complaint } from './bootstrap/steps.mjs';
import { underNode24 } from './bootstrap/toolchain.mjs';
import { installAndBuild } from './bootstrap/workspace.mjs';

const [command, ...args] = process.argv.slice(2);
const script = join(import.meta.dirname ?? '', `${command}.mjs`);

try {
  if (import.meta.dirname === undefined) throw new Complaint(`Node ${process.versions.node} is too old: install Node 20.11 or newer`);
  if (command === undefined || !existsSync(script)) throw new Complaint(`there is no command ${command ?? ''}: try npm start or npm test`);
  if (process.env.TRIBUTARY_TOOLCHAIN === undefined) {
    process.exitCode = await underNode24([import.meta.filename, command, ...args]);
  } else {
    await installAndBuild(command);
    const { main } = await import(pathToFileURL(script).href);
    process.exitCode = await main(args);
  }
} catch (error) {
  if (!(error instanceof Complaint)) throw error;
  console.error(`tributary: ${error.message}`);
  process.exitCode = 1;
}

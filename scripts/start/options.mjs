// What `npm start -- …` understands.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Complaint, root } from '../bootstrap/steps.mjs';

/** Where the gateway listens unless --port says otherwise. */
const defaultPort = 8480;

export const usage = `npm start [-- [PATH…] [--once] [--json] [--data DIR] [--port N] [--neo4j]]

  PATH…       files, or folders with all that is in them; the samples when none is given
  --once      end when all documents have ended: 0 if none failed, 3 otherwise
  --json      print one JSON object at the end
  --data DIR  keep all state there (default .data/start)
  --port N    port of the gateway (default ${defaultPort}; 0 takes a free one)
  --neo4j     also start Neo4j and project the graph into it (needs Java 17 and Maven)`;

/** @returns options with absolute paths, or 'help' @throws Complaint about what is wrong */
export function readOptions(args) {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Complaint(`--port ${String(values.port)}: give a number from 0 to 65535`);
  // npm runs scripts in the checkout; INIT_CWD is where the user typed the command.
  const from = process.env.INIT_CWD ?? process.cwd();
  const paths = positionals.map((path) => resolve(from, path));
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined) throw new Complaint(`${missing}: no such file or folder`);
  const isSamples = paths.length === 0;
  return {
    paths: isSamples ? [join(root, 'samples')] : paths,
    project: isSamples ? 'samples' : 'default',
    once: values.once,
    json: values.json,
    neo4j: values.neo4j,
    dir: values.data === undefined ? join(root, '.data', 'start') : resolve(from, values.data),
    port,
  };
}

function parse(args) {
  const flag = { type: 'boolean', default: false };
  const options = {
    once: flag,
    json: flag,
    neo4j: flag,
    help: { ...flag, short: 'h' },
    data: { type: 'string' },
    port: { type: 'string', default: String(defaultPort) },
  };
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Complaint(`${error.message}\n${usage}`);
  }
}

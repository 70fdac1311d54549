export { type CliHost, exitCodes, runCli } from './run-cli.js';

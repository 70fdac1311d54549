import { cutOffNetwork } from '@tributary/providers';
import type { ReaderCommand } from './protocol.js';

/** Entry of a reader child: parses bytes that nobody vouches for, in a process that can be killed at any moment. */
cutOffNetwork();
const { ChildJobs } = await import('./child-jobs.js');
const [, , settings = '{}'] = process.argv;
const jobs = new ChildJobs(JSON.parse(settings) as ConstructorParameters<typeof ChildJobs>[0], (reply) => {
  return new Promise((resolve, reject) => {
    process.send?.(reply, undefined, undefined, (error) => (error === null ? resolve() : reject(error)));
  });
});
process.on('message', (command: ReaderCommand) => jobs.take(command));
// The parent is gone: there is nobody left to read for, neither for this process nor for the programs it started, which are its group.
process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'));

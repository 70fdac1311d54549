import { appendFileSync } from 'node:fs';
import { type FlowStage, isFlowStage } from '@tributary/contracts';
import { handleStage, integer, oneOf, runService, ServiceConfig, text, url, variable } from '@tributary/service-kit';
import { type RunMoment, runMoments } from '@tributary/stage-kit';
import { stubStages } from './stub-stages.js';

/** One stub stage as a process of its own: `node worker.js <stage>`. */
class WorkerConfig extends ServiceConfig {
  @variable({ name: 'STUB_WORK_MS', kind: integer(0, 60_000), default: '10', says: 'Median time of a run' })
  workMs!: number;

  @variable({ name: 'STUB_LONG_MS', kind: integer(0, 600_000), optional: true, says: 'Time of the one run in fifty that takes long' })
  longMs?: number;

  @variable({ name: 'STUB_PROVIDER_URL', kind: url('http'), says: 'Where the work is bought' })
  providerUrl!: string;

  @variable({ name: 'STUB_LEASE_MS', kind: integer(100, 60_000), default: '3000', says: 'Lease' })
  leaseMs!: number;

  @variable({ name: 'STUB_MAX_DURATION_MS', kind: integer(100, 600_000), default: '60000', says: 'Longest run' })
  maxDurationMs!: number;

  @variable({ name: 'STUB_MAX_DELIVERIES', kind: integer(1, 1000), default: '3', says: 'Deliveries before an entry counts as poison' })
  maxDeliveries!: number;

  @variable({ name: 'STUB_SPINS_PERCENT', kind: integer(0, 100), default: '0', says: 'Documents that block OCR once, in percent' })
  spinsPercent!: number;

  @variable({ name: 'STUB_SPIN_MS', kind: integer(0, 60_000), default: '0', says: 'For how long' })
  spinMs!: number;

  @variable({ name: 'STUB_FAILS_PERCENT', kind: integer(0, 100), default: '0', says: 'Documents whose first OCR fails, in percent' })
  failsPercent!: number;

  @variable({ name: 'STUB_BUILD', kind: oneOf('this', 'next'), default: 'this', says: 'Which of two builds it is' })
  build!: 'this' | 'next';

  @variable({ name: 'STUB_HARMLESS', kind: oneOf('true', 'false'), default: 'false', says: 'Whether harmful documents do none' })
  harmless!: 'true' | 'false';

  @variable({ name: 'STUB_KILL_AT', kind: oneOf(...runMoments), optional: true, says: 'Moment at which the process kills itself' })
  killAt?: RunMoment;

  @variable({ name: 'STUB_KILL_AFTER', kind: integer(1, 1000), default: '1', says: 'How often the moment passes first' })
  killAfter!: number;

  @variable({ name: 'STUB_KILL_LEDGER', kind: text, optional: true, says: 'File to which the process writes where it kills itself' })
  killLedger?: string;
}

const stage = stageArgument();

await runService({
  name: stage,
  config: WorkerConfig,
  start: (runtime, config) => {
    const stages = stubStages({ ...config, harmless: config.harmless === 'true', baseMs: 200 });
    const runner = { ...runtime.runner, reached: killerOf(config) };
    return { handlings: [handleStage({ ...runtime, runner }, config, stages[stage])] };
  },
});

/** Kills the process when it passes the named moment for the n-th time. The ledger is what proves it: written by the victim, at the moment itself. */
function killerOf({ killAt, killAfter, killLedger }: WorkerConfig): (moment: RunMoment) => void {
  let passed = 0;
  return (moment) => {
    if (moment !== killAt || ++passed < killAfter) return;
    if (killLedger !== undefined) appendFileSync(killLedger, `${JSON.stringify({ moment, stage, pid: process.pid })}\n`);
    process.kill(process.pid, 'SIGKILL');
  };
}

function stageArgument(): FlowStage {
  const name = process.argv[2] ?? '';
  if (!isFlowStage(name)) throw new Error(`usage: worker.js <stage>, not ${JSON.stringify(name)}`);
  return name;
}

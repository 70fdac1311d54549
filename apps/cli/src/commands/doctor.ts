import type { Command } from '../command.js';
import { checkDatabase } from '../doctor/check-database.js';
import { checkGateway } from '../doctor/check-gateway.js';
import { checkNeo4j } from '../doctor/check-neo4j.js';
import { checkRedis } from '../doctor/check-redis.js';
import type { Finding } from '../doctor/finding.js';

const marks = { ok: '✓', problem: '✗', skipped: '–' } as const;

export const doctor: Command = {
  name: 'doctor',
  usage: '',
  summary: 'check gateway, Redis, Postgres and Neo4j, and say what to do',
  positionals: { min: 0, max: 0 },
  async run(_args, { config, out }) {
    const checks = [checkGateway, checkRedis, checkDatabase, checkNeo4j];
    const findings: Finding[] = await Promise.all(checks.map((check) => check(config)));
    for (const finding of findings) {
      out.result(
        finding,
        ({ part, verdict, says, advice }) => `${marks[verdict]} ${part}: ${says}${advice === undefined ? '' : `\n    ${advice}`}`,
      );
    }
    return findings.some(({ verdict }) => verdict === 'problem') ? 'failed' : 'ok';
  },
};

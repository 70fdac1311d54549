import { testDatabase, testRedis } from '@tributary/testing';
import { expect, test } from 'vitest';
import { setupCli } from '../testing/cli.fixture.js';

const redis = await testRedis();
const { url: databaseUrl } = await testDatabase();

test('migrate brings the schema up to date, and the doctor sees that', async () => {
  const environment = { DATABASE_URL: databaseUrl, REDIS_URL: redis.url };
  const { run } = await setupCli({ 'GET /readyz': { status: 'ok' } }, { environment });
  const before = await run('doctor');
  expect(before.code).toBe(1);
  expect(before.stdout).toMatch(/✗ postgres: .*0001-init.*\n {4}tributary migrate/);
  expect((await run('migrate')).stdout).toMatch(/^applied 0001-init/);
  expect((await run('migrate', '--json')).stdout).toBe('{"applied":[]}\n');
  const after = await run('doctor');
  expect(after).toMatchObject({ code: 0, stderr: '' });
  expect(after.stdout).toMatch(/✓ gateway: ready at .*\n✓ redis: version 7.*\n✓ postgres: .*\n– neo4j: NEO4J_URI is not set/);
});

test('the doctor says what to do about everything that does not answer', async () => {
  const environment = { DATABASE_URL: 'postgres://127.0.0.1:9/x', REDIS_URL: 'redis://127.0.0.1:9', NEO4J_URI: 'bolt://127.0.0.1:9' };
  const { run } = await setupCli({}, { environment });
  const { code, stdout } = await run('doctor', '--url', 'http://127.0.0.1:9', '--json');
  const findings = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { part: string; verdict: string; advice: string });
  expect(code).toBe(1);
  expect(findings.map(({ part, verdict }) => `${part} ${verdict}`)).toEqual([
    'gateway problem',
    'redis problem',
    'postgres problem',
    'neo4j problem',
  ]);
  for (const { advice } of findings) expect(advice).toBeTruthy();
});

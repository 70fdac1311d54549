import { expect, test } from 'vitest';
import { setupCli } from './testing/cli.fixture.js';

test('without a command the usage is shown and the exit code says so', async () => {
  const { run } = await setupCli();
  expect(await run()).toMatchObject({ code: 2, stdout: expect.stringContaining('usage: tributary COMMAND') });
  expect(await run('help')).toMatchObject({ code: 0, stderr: '' });
  expect(await run('submit', '--help')).toMatchObject({ code: 0, stdout: expect.stringMatching(/--wait .*\n[^]*--project PROJECT/) });
});

test.each([
  [['fly'], 'there is no command fly'],
  [['show'], 'usage: tributary show DOC'],
  [['show', 'a', 'b'], 'usage: tributary show DOC'],
  [['status', '--colour'], "Unknown option '--colour'"],
  [['status', '--url', 'nowhere'], 'TRIBUTARY_URL is "nowhere"'],
  [['reprocess'], 'name a document, or --failed'],
  [['reprocess', 'a', '--failed'], 'name a document, or --failed'],
  [['reprocess', 'a', '--from', 'start'], 'start is no stage'],
  [['dead-letters', 'eat'], 'dead-letters eat'],
  [['dead-letters', 'show'], 'usage: tributary dead-letters show ID'],
  [['dead-letters', 'replay'], 'say which'],
  [['dead-letters', 'replay', '--all', '--limit', 'x'], '--limit x is no number'],
  [['export', '--format', 'pdf'], 'pdf is no format'],
  [['erase', 'a'], 'say --yes'],
  [['show', 'a', '--part', 'soul'], 'soul is no part'],
  [['submit', '/none/such'], '/none/such does not exist'],
  [['submit', 'https://x/y', '--ocr-provider', 'magic'], 'magic is no provider'],
  [['migrate'], 'set DATABASE_URL'],
])('wrong usage ends with 2, says what is wrong on stderr and asks nobody: %j', async (argv, message) => {
  const { run, asked } = await setupCli();
  const { code, stdout, stderr } = await run(...argv);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
  expect(asked).toEqual([]);
});

test('a problem of the gateway is told in its own words', async () => {
  const { run } = await setupCli();
  expect(await run('show', 'x')).toEqual({ code: 1, stdout: '', stderr: 'tributary: there is no GET /v1/documents/x\n' });
});

test('a gateway that does not answer is told with what to do', async () => {
  const { run } = await setupCli();
  const { code, stderr } = await run('status', '--url', 'http://127.0.0.1:9');
  expect(code).toBe(1);
  expect(stderr).toContain('no gateway answers at http://127.0.0.1:9');
  expect(stderr).toContain('tributary doctor');
});

import { join } from 'node:path';
import { onPath } from '../redis/find-redis.js';
import { run } from '../run.js';

/** The oldest Java that Neo4j 5.26 runs on. */
const oldestJava = 17;

/** A Java that is new enough, from JAVA_HOME or PATH, or why there is none. */
export async function findJava(): Promise<{ readonly java: string } | { readonly reason: string }> {
  const home = process.env['JAVA_HOME'];
  const candidates = [home === undefined ? undefined : join(home, 'bin', 'java'), onPath('java')];
  let reason = `Java ${oldestJava} or newer is not installed`;
  for (const java of candidates.filter((candidate) => candidate !== undefined)) {
    const { code, output } = await run(java, ['-version']);
    const major = Number(/version "(?:1\.)?(\d+)/.exec(output)?.[1]);
    if (code === 0 && major >= oldestJava) return { java };
    if (code === 0) reason = `${java} is Java ${major}: Neo4j needs ${oldestJava} or newer`;
  }
  return { reason };
}

import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onPath } from '../redis/find-redis.js';
import { lastLine, run } from '../run.js';

/** Neo4j Community, long-term support line; its last release that runs on Java 17. */
const neo4jVersion = '5.26.30';

/** The folder with Neo4j's jars, fetched once with Maven from Maven Central into `cacheDir` (about 125 MB), or why they cannot be had. */
export async function neo4jJars(
  cacheDir: string,
  onProgress: (text: string) => void,
): Promise<{ readonly jars: string } | { readonly reason: string }> {
  const jars = join(cacheDir, `neo4j-${neo4jVersion}`);
  if (existsSync(jars)) return { jars };
  const maven = onPath('mvn');
  if (maven === undefined) return { reason: 'Maven (mvn) is not installed, and Neo4j is fetched with it' };
  onProgress(`fetching Neo4j ${neo4jVersion} with Maven`);
  const work = `${jars}.${process.pid}`;
  try {
    mkdirSync(work, { recursive: true });
    writeFileSync(join(work, 'pom.xml'), pom());
    const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
    const lib = join(work, 'lib');
    const { code, output } = await run(maven, ['-B', '-q', goal, `-DoutputDirectory=${lib}`, '-DincludeScope=runtime'], { cwd: work });
    if (code !== 0) return { reason: `Maven could not fetch Neo4j: ${lastLine(output)}` };
    // Another process may have been faster: its copy is as good.
    if (!existsSync(jars)) renameSync(lib, jars);
    return { jars };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function pom(): string {
  const dependency = (group: string, artifact: string) =>
    `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${neo4jVersion}</version></dependency>`;
  return [
    '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>',
    '<groupId>tributary</groupId><artifactId>neo4j</artifactId><version>1</version><packaging>pom</packaging><dependencies>',
    // The database with its entry point, and the web server that the entry point needs to be there.
    dependency('org.neo4j', 'neo4j'),
    dependency('org.neo4j.app', 'neo4j-server'),
    '</dependencies></project>',
  ].join('\n');
}

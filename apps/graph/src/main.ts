import { GraphProjector, Neo4jGraph } from '@tributary/graph-store';
import { displayIds, entityLabel, entityRows, projectionRows, relationRows } from '@tributary/knowledge-graph';
import { anyStage, BackgroundLoop, handleStage, runService } from '@tributary/service-kit';
import { GraphConfig } from './graph.config.js';
import { createGraphStage } from './graph.stage.js';
import { PostgresProjection } from './postgres-projection.js';

await runService({
  name: 'graph',
  config: GraphConfig,
  start: (runtime, config) => {
    const { db, log } = runtime;
    const neo4j = connect(config);
    const builder = { displayIds, entityLabel, entityRows, projectionRows, relationRows };
    const projector = neo4j && new GraphProjector(db, neo4j, builder, log);
    const stage = createGraphStage({ projection: new PostgresProjection(db, projector, log) });
    return {
      handlings: [handleStage(runtime, config, anyStage(stage))],
      loops:
        projector === undefined ? [] : [new BackgroundLoop('projection', config.projectionIntervalMs, () => projector.flushAll(), log)],
      close: () => neo4j?.close(),
    };
  },
});

function connect({ neo4jUri, neo4jUser, neo4jPassword, neo4jDatabase }: GraphConfig): Neo4jGraph | undefined {
  if (neo4jUri === undefined) return undefined;
  return new Neo4jGraph({
    uri: neo4jUri,
    ...(neo4jUser === undefined ? {} : { user: neo4jUser }),
    ...(neo4jPassword === undefined ? {} : { password: neo4jPassword }),
    ...(neo4jDatabase === undefined ? {} : { database: neo4jDatabase }),
  });
}

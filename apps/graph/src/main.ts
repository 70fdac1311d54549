import { GraphProjector, openNeo4j } from '@tributary/graph-store';
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
    const neo4j = openNeo4j(config);
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

import { type FlowStage, flowStages } from '@tributary/contracts';
import type { FaultRow, Scene } from '../row.js';
import { type Entry, publish, submission } from './public-door.js';
import { ask, awaitAnswer, count, demandRowsOf } from './questions.js';

/** A build that computes otherwise (another fingerprint) and says more than the contracts of this one know. */
const next = { STUB_BUILD: 'next' };

/** Builds and schemas side by side, as in every rolling deployment. */
export const versionRows: readonly FaultRow[] = [
  {
    id: 'C21',
    title:
      'two builds of every stage and a database schema ahead of them side by side; events with fields unknown, or without those optional',
    starred: false,
    documents: [100, 600],
    leads: true,
    leastFaults: [100, 600],
    wastePercent: 2,
    golden: 'none',
    async fault(scene) {
      const { site, names } = scene;
      await migrateAhead(scene);
      await Promise.all(flowStages.map((stage) => exchangeOne(scene, stage)));
      await publish(
        site,
        names.map((name, index) => (index % 2 === 0 ? withMore(submission(name, more)) : submission(name))),
      );
      scene.injected(names.length);
      await awaitAnswer(site, `source_documents where processing_status = 'completed'`, names.length);
    },
    async afterwards(scene) {
      const { site, names, demand } = scene;
      const refused = await ask<{ reason: string; rule: string }>(site, 'select reason, rule from quarantine');
      demand(refused.length === 0, `${refused.length} valid events refused, such as ${JSON.stringify(refused[0])}`);
      const builds = await ask<{ n: string }>(site, `select count(distinct fingerprint) as n from stage_runs where stage = 'text'`);
      demand(Number(builds[0]?.n) === 2, `${builds[0]?.n} builds took part instead of 2`);
      await demandRowsOf(scene, names.length);
      const letters = await count(site, 'dead_letters');
      demand(letters === 0, `${letters} dead letters`);
    },
  },
];

/** Fields that a later publisher may add; nobody here knows them. */
const more = { retention: { years: 7 }, labels: ['a', 'b'], options: { priority: 'bulk', future_option: true } };

function withMore({ stream, fields }: Entry): Entry {
  return {
    stream,
    fields: [...fields.slice(0, -2), 'ce_partitionkey', 'x', 'ce_dataschema', 'document.submitted/v1', ...fields.slice(-2)],
  };
}

/** The database belongs to the next version already: additions only. */
async function migrateAhead({ site }: Scene): Promise<void> {
  await ask(site, `alter table source_documents add column next_version_only text not null default 'x'`);
  await ask(site, `alter table stage_runs add column next_version_only jsonb`);
}

async function exchangeOne({ site }: Scene, stage: FlowStage): Promise<void> {
  const [old] = site.of(stage);
  await site.ready(site.start(stage, next));
  if (old !== undefined) await site.stop(old);
}

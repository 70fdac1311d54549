import { streamKey } from '@tributary/cache-keys';
import { type CloudEvent, DocumentAccepted, DocumentSubmitted, encodeCloudEvent, flowStages } from '@tributary/contracts';
import { createIntake, type Intake } from '@tributary/database';
import { handleStage, loadConfig, type Runtime, ServiceConfig, startService } from '@tributary/service-kit';
import { type DeliveryHandler, type Settlement, stagePolicies } from '@tributary/stage-kit';
import { ready, stage, work } from './common.js';
import { idleStage, passedOn } from './flow.js';
import { valueKey } from './keys.js';
import { passingRecord } from './passing-record.js';

/** The product as it is deployed: services on Nest, the first takes submissions in, the others run stages that do nothing. `BENCH_DURABLE=0` leaves Postgres out. */
const durable = process.env['BENCH_DURABLE'] !== '0';
const concurrency = 100;

await startService(
  {
    // Its real name: the stage before looks how far this group is behind.
    name: ['gateway', ...flowStages][stage - 1] ?? '',
    config: ServiceConfig,
    start: (opened, config) => {
      const runtime = durable ? opened : { ...opened, runner: { ...opened.runner, record: passingRecord } };
      const policy = { ...stagePolicies.text, concurrency };
      if (stage === 1) return { handlings: [{ type: DocumentSubmitted.type, handler: intakeHandler(runtime), policy }] };
      return { handlings: [handleStage(runtime, { ...config, concurrency }, idleStage(stage))] };
    },
  },
  loadConfig(ServiceConfig, process.env),
);
ready();

/** Takes a document in: its value, its row, its first event. */
function intakeHandler(runtime: Runtime): DeliveryHandler {
  const intake = durable ? createIntake(runtime.db) : undefined;
  return {
    async handle({ event }): Promise<Settlement> {
      const { document_uuid: documentUuid = '' } = event.data as DocumentSubmitted;
      const value = await runtime.cacheClients.state.run((client) => client.get(valueKey(documentUuid, 0)));
      await runtime.cache.store(passedOn(1), documentUuid, 1, 'bench', JSON.parse(work(value)));
      const accepted = intake === undefined ? acceptedEvent(documentUuid) : await accept(intake, event as CloudEvent<DocumentSubmitted>);
      const stream = streamKey(runtime.space, accepted.type, documentUuid);
      return { kind: 'acknowledge', effects: { publish: [{ stream, fields: encodeCloudEvent(accepted) }] } };
    },
    exhausted: () => Promise.resolve({ kind: 'acknowledge' }),
    settled: (_delivery, settlement) => {
      if (durable && settlement.kind === 'acknowledge') runtime.record.markSent([settlement.effects?.publish?.[0]?.fields[3] ?? '']);
    },
  };
}

async function accept(intake: Intake, { id, source, data }: CloudEvent<DocumentSubmitted>): Promise<CloudEvent> {
  const acceptance = await intake.accept({ source, eventId: id, data: { ...data, document_uuid: data.document_uuid ?? '' } });
  if (acceptance.kind !== 'accepted') throw new Error(`the document was ${acceptance.kind}`);
  return acceptance.event;
}

function acceptedEvent(documentUuid: string): CloudEvent {
  return {
    id: `${documentUuid}/accepted`,
    source: '/bench',
    type: DocumentAccepted.type,
    subject: documentUuid,
    data: {
      document_uuid: documentUuid,
      processing_version: 1,
      project: 'bench',
      uri: 'file:///bench.pdf',
      content_uri: 'file:///bench.pdf',
      file_name: 'bench.pdf',
    },
  };
}

import { type FlowStage, flowStages, isFlowStage, type ReprocessPlan, type ReprocessRequest } from '@tributary/contracts';
import { type Arguments, type Command, UsageError } from '../command.js';

export const reprocess: Command = {
  name: 'reprocess',
  usage: 'DOC|--failed [--from STAGE] [--preserve-ocr] [--force] [--dry-run]',
  summary: 'process a document again, or all that failed',
  positionals: { min: 0, max: 1 },
  options: {
    failed: { type: 'boolean', says: 'all failed documents of the project' },
    from: { type: 'string', says: `first stage to run again: ${flowStages.join(', ')}` },
    'preserve-ocr': { type: 'boolean', says: 'keep what OCR read' },
    force: { type: 'boolean', says: 'compute again even what is cached' },
    'dry-run': { type: 'boolean', says: 'only say what would run' },
  },
  async run(args, { api, config, out }) {
    const [id] = args.positionals;
    if ((id === undefined) !== args.has('failed')) throw new UsageError('name a document, or --failed for all that failed');
    const request = requestOf(args);
    if (id !== undefined) {
      out.result(await api.reprocess(id, request), showPlan);
      return 'ok';
    }
    const receipt = await api.reprocessProject(config.project, { ...request, status: 'failed' });
    out.result(receipt, ({ matched, document_uuids, dry_run }) =>
      dry_run ? `${matched} documents would run again` : `${document_uuids.length} of ${matched} documents run again`,
    );
    return receipt.document_uuids.length < receipt.matched ? 'partial' : 'ok';
  },
};

function requestOf(args: Arguments): ReprocessRequest {
  const from = stageOf(args.text('from'));
  return {
    ...(from === undefined ? {} : { from_stage: from }),
    ...(args.has('preserve-ocr') ? { preserve_ocr: true } : {}),
    ...(args.has('force') ? { force: true } : {}),
    ...(args.has('dry-run') ? { dry_run: true } : {}),
  };
}

function stageOf(given: string | undefined): FlowStage | undefined {
  if (given === undefined || isFlowStage(given)) return given;
  throw new UsageError(`${given} is no stage; there are ${flowStages.join(', ')}`);
}

function showPlan({ dry_run, next_version, stages }: ReprocessPlan): string {
  const lines = stages.map(({ stage, action, chunks, tokens }) => {
    const detail = [chunks === null ? '' : `${chunks} chunks`, tokens === null ? '' : `up to ${tokens} tokens`].filter(
      (text) => text !== '',
    );
    return `  ${stage.padEnd(12)}${action}${detail.length === 0 ? '' : ` (${detail.join(', ')})`}`;
  });
  return [`${dry_run ? 'would become' : 'becomes'} version ${next_version}`, ...lines].join('\n');
}

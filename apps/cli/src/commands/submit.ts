import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import type { ProviderName, SubmissionOptions, SubmissionReceipt } from '@tributary/contracts';
import { type Command, type CommandContext, UsageError, type Verdict } from '../command.js';
import { type LocalFile, listFiles } from '../local-files.js';
import { printable } from '../terminal/table.js';
import { waitForBatch } from '../wait-for-batch.js';

/** Files per request, and bytes: one request stays well below usual limits of proxies. */
const groupFiles = 20;
const groupBytes = 64 * 1024 * 1024;

export const submit: Command = {
  name: 'submit',
  usage: 'PATH|URL… [--wait]',
  summary: 'hand in files, folders (with all that is in them) and URLs',
  positionals: { min: 1, max: 10_000 },
  options: {
    wait: { type: 'boolean', says: 'wait until all documents have ended' },
    'allow-duplicate': { type: 'boolean', says: 'process bytes that the project has already' },
    'ocr-provider': { type: 'string', says: 'local or openai' },
    'entity-provider': { type: 'string', says: 'local or openai' },
  },
  async run(args, context) {
    const uris = args.positionals.filter(isUri);
    const files = await listFiles(args.positionals.filter((positional) => !isUri(positional)));
    if (uris.length + files.length === 0) throw new UsageError('there is no file in the folders given');
    const options = submissionOptions(args.text('ocr-provider'), args.text('entity-provider'), args.has('allow-duplicate'));
    const receipts: SubmissionReceipt[] = [];
    const batch = () => (receipts[0] === undefined ? {} : { batchUuid: receipts[0].batch_uuid });
    for (const group of groupsOf(files)) {
      const uploads = await Promise.all(group.map(async ({ path, name }) => ({ fileName: name, bytes: await openAsBlob(path) })));
      receipts.push(await context.api.submitFiles(context.config.project, uploads, { ...batch(), options, signal: context.signal }));
      report(receipts.at(-1), context);
    }
    if (uris.length > 0) {
      receipts.push(await context.api.submitUris(context.config.project, uris, { ...batch(), options, signal: context.signal }));
      report(receipts.at(-1), context);
    }
    return args.has('wait') ? await waited(receipts, context) : verdictOf(receipts);
  },
};

function report(receipt: SubmissionReceipt | undefined, { out }: CommandContext): void {
  for (const document of receipt?.documents ?? []) {
    out.result(
      { ...document, batch_uuid: receipt?.batch_uuid },
      ({ document_uuid, file_name, duplicate_of }) =>
        `${document_uuid}  ${printable(basename(file_name))}${duplicate_of === null ? '' : '  (known already)'}`,
    );
  }
  for (const { file_name, detail } of receipt?.rejected ?? []) out.message(`${printable(file_name)}: ${detail}`);
}

async function waited(receipts: readonly SubmissionReceipt[], context: CommandContext): Promise<Verdict> {
  const refused = verdictOf(receipts);
  const batchUuid = receipts[0]?.batch_uuid;
  if (batchUuid === undefined) return refused;
  const ended = await waitForBatch(batchUuid, context);
  return ended === 'ok' ? refused : ended;
}

function verdictOf(receipts: readonly SubmissionReceipt[]): Verdict {
  const rejected = receipts.reduce((sum, receipt) => sum + receipt.rejected.length, 0);
  if (rejected === 0) return 'ok';
  return receipts.some((receipt) => receipt.documents.length > 0) ? 'partial' : 'failed';
}

function submissionOptions(ocr: string | undefined, entity: string | undefined, allowDuplicate: boolean): Partial<SubmissionOptions> {
  const provider = (given: string | undefined): ProviderName | undefined => {
    if (given === undefined || given === 'local' || given === 'openai') return given;
    throw new UsageError(`${given} is no provider; there are local and openai`);
  };
  const [ocrProvider, entityProvider] = [provider(ocr), provider(entity)];
  return {
    ...(ocrProvider === undefined ? {} : { ocr_provider: ocrProvider }),
    ...(entityProvider === undefined ? {} : { entity_provider: entityProvider }),
    ...(allowDuplicate ? { allow_duplicate: true } : {}),
  };
}

function isUri(argument: string): boolean {
  return /^(https?|s3|file|object):\/\//.test(argument);
}

function groupsOf(files: readonly LocalFile[]): LocalFile[][] {
  const groups: LocalFile[][] = [];
  let bytes = 0;
  for (const file of files) {
    const last = groups.at(-1);
    if (last === undefined || last.length >= groupFiles || bytes + file.size > groupBytes) {
      groups.push([file]);
      bytes = file.size;
    } else {
      last.push(file);
      bytes += file.size;
    }
  }
  return groups;
}

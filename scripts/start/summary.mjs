// The report as text for people.

/** Characters of a quote that are shown. */
const quoteLength = 110;

/** Lines for the terminal. */
export function summaryText(report) {
  return [...documentLines(report), '', ...entityLines(report), '', ...relationLines(report)].join('\n');
}

function documentLines({ documents, rejected, counts }) {
  const total = Object.entries(counts)
    .map(([status, number]) => `${number} ${status}`)
    .join(', ');
  const rows = documents.map(({ file_name, status, known, stages, error, parent_document_uuid }) => {
    const name = `${parent_document_uuid === null ? '' : '└ '}${file_name}`;
    return `  ${status.padEnd(10)} ${name.padEnd(44)} ${known ? 'known, nothing to do' : (error?.message ?? reasonOf(stages) ?? stageText(stages))}`;
  });
  const refused = rejected.map(({ file_name, detail }) => `  refused    ${file_name.padEnd(44)} ${detail}`);
  return [`Documents: ${total}`, ...rows, ...refused];
}

/** Why a document ended empty or partial: the first stage that says so. */
function reasonOf(stages) {
  const stage = Object.entries(stages).find(([, { outcome, reason }]) => (outcome === 'empty' || outcome === 'partial') && reason !== null);
  return stage === undefined ? undefined : `${stage[0]}: ${stage[1].reason}`;
}

function stageText(stages) {
  const parts = Object.entries(stages).map(([stage, { outcome, ms }]) => {
    const note = outcome === 'skipped_cached' ? ' cached' : outcome === 'completed' ? '' : ` ${outcome}`;
    return `${stage}${note} ${ms ?? 0} ms`;
  });
  return parts.join(' · ');
}

function entityLines({ entities }) {
  const types = Object.entries(entities).sort(([, a], [, b]) => b - a);
  const total = types.reduce((sum, [, number]) => sum + number, 0);
  return [`Entities: ${total}`, `  ${types.map(([type, number]) => `${type} ${number}`).join(' · ')}`];
}

function relationLines({ relations, strongest }) {
  const rows = strongest.flatMap(({ from, type, to, documents, quote, file_name, page }) => [
    `  ${from} —${type}→ ${to}${documents > 1 ? `  (${documents} documents)` : ''}`,
    `      “${shorten(quote ?? '')}” ${file_name ?? ''}, page ${page ?? '?'}`,
  ]);
  return [`Relations: ${relations}, the strongest:`, ...rows];
}

function shorten(quote) {
  const line = quote.replaceAll(/\s+/g, ' ').trim();
  return line.length <= quoteLength ? line : `${line.slice(0, quoteLength - 1)}…`;
}

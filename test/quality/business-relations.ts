import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chunkText, cleanText, defaultChunkingSettings } from '@tributary/chunking';
import { deriveUuid } from '@tributary/contracts';
import { extractChunk, loadTagger, mergeChunkExtractions, readDefaultModel, type Tagger } from '@tributary/extraction';
import { plainOcr } from './plain-ocr.js';

/** A passage with what a careful reader finds stated in it. Arguments are keys of `entities`, which lists the forms each is named by. */
interface Passage {
  readonly id: string;
  readonly kind: string;
  /** `unseen` passages are scored and not looked at: they tell whether a rule is general. */
  readonly part: 'seen' | 'unseen';
  readonly text: readonly string[];
  readonly entities: Readonly<Record<string, readonly string[]>>;
  readonly relations: readonly Triple[];
  /** What may be read from the text and need not be: neither missing nor wrong. */
  readonly optional: readonly Triple[];
}
type Triple = readonly [subject: string, predicate: string, object: string];

/** Said once, these hold both ways. */
const mutual = new Set(['PARTY_TO_CONTRACT_WITH', 'FAMILY_OF']);

export interface PassageScore {
  readonly passage: Passage;
  readonly right: readonly Triple[];
  readonly missing: readonly Triple[];
  readonly wrong: readonly Triple[];
}

/** Relations of business and legal passages, end to end: from the text alone, through cleaning, chunks and mentions (P-30 to P-44). */
export function scoreBusinessRelations(): readonly PassageScore[] {
  const folder = join(import.meta.dirname, 'gold').replace('/test/dist/', '/test/');
  const passages = JSON.parse(readFileSync(join(folder, 'relations.json'), 'utf8')) as readonly Passage[];
  const tagger = loadTagger(readDefaultModel());
  return passages.map((passage) => scorePassage(passage, findTriples(passage, tagger)));
}

function findTriples({ id, text }: Passage, tagger: Tagger): Triple[] {
  const cleaned = cleanText(plainOcr(text.join('\n')));
  const documentUuid = deriveUuid('passage', id);
  const chunks = chunkText(cleaned, defaultChunkingSettings, documentUuid);
  const extractions = chunks.map(({ start, end }) => extractChunk(cleaned.text.slice(start, end), { tagger }));
  const { mentions, relations } = mergeChunkExtractions({ documentUuid, text: cleaned.text, chunks, extractions, provider: 'local' });
  const names = new Map(mentions.map(({ mention_uuid, text: name }) => [mention_uuid, name]));
  return relations.map(({ subject_mention_uuid, predicate, object_mention_uuid }) => [
    names.get(subject_mention_uuid) ?? '',
    predicate,
    names.get(object_mention_uuid) ?? '',
  ]);
}

/** A pair of entities and a predicate count once, whichever mentions state it. */
function scorePassage(passage: Passage, found: readonly Triple[]): PassageScore {
  const owners = Object.entries(passage.entities).flatMap(([key, forms]) => forms.map((form) => ({ key, form: fold(form) })));
  const keyOf = (name: string) => owners.find(({ form }) => form === fold(name))?.key ?? nearest(fold(name), owners) ?? `“${name}”`;
  const predicted = new Map(
    found
      .map(([subject, predicate, object]): Triple => [keyOf(subject), predicate, keyOf(object)])
      .filter(([subject, , object]) => subject !== object)
      .map((triple) => [signature(triple), triple]),
  );
  const gold = new Map(passage.relations.map((triple) => [signature(triple), triple]));
  const optional = new Set(passage.optional.map(signature));
  return {
    passage,
    right: [...gold].flatMap(([key, triple]) => (predicted.has(key) ? [triple] : [])),
    missing: [...gold].flatMap(([key, triple]) => (predicted.has(key) ? [] : [triple])),
    wrong: [...predicted].flatMap(([key, triple]) => (gold.has(key) || optional.has(key) ? [] : [triple])),
  };
}

function signature([subject, predicate, object]: Triple): string {
  const [first, second] = mutual.has(predicate) && subject > object ? [object, subject] : [subject, object];
  return `${first}|${predicate}|${second}`;
}

/** Without case, articles, titles and what stands at the end of a name. */
function fold(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replace(/^(?:the|mr\.?|ms\.?|mrs\.?|dr\.?|hon\.?|sir|dame) /, '')
    .replace(/[.,;:]+$/, '');
}

/** A name that differs from a form by little, such as a middle word more or less. */
function nearest(name: string, owners: readonly { readonly key: string; readonly form: string }[]): string | undefined {
  const close = owners.filter(({ form }) => {
    const [short, long] = form.length < name.length ? [form, name] : [name, form];
    return long.includes(short) && short.length >= 0.6 * long.length;
  });
  return new Set(close.map(({ key }) => key)).size === 1 ? close[0]?.key : undefined;
}

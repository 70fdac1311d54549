import type { ChunkMention, ChunkRelation } from '../extract-chunk.js';
import { PatternSieve } from '../patterns/pattern-sieve.js';
import { type AbstractSentence, abstractSentences } from './abstract-text.js';
import { businessRules } from './business-rules.js';
import { closeLocations } from './close-locations.js';
import { isCountry } from './countries.js';
import { isDemonym } from './demonyms.js';
import { legalRules } from './legal-rules.js';
import { officeRules } from './office-rules.js';
import { ownershipRules } from './ownership-rules.js';
import { countriesOf } from './pair-features.js';
import type { PairJudge } from './pair-judge.js';
import { paymentRules } from './payment-rules.js';
import { peopleRules } from './people-rules.js';
import { referenceSlots } from './references.js';
import type { RelationRule } from './relation-rule.js';
import { joinSlots, mentionSlots, pronounSlots, type Slot } from './slots.js';
import { statementsOf } from './statements.js';

const rules: readonly RelationRule[] = [
  ...peopleRules,
  ...officeRules,
  ...ownershipRules,
  ...paymentRules,
  ...businessRules,
  ...legalRules,
];
/** Hardly any rule has its words in a statement: the others are not tried. */
const sieve = new PatternSieve(rules.map(({ pattern }) => pattern));

/** Relations the sentences of a text state between its mentions; `extra` are words that stand for mentions, such as defined terms. */
export function findRelations(
  text: string,
  mentions: readonly ChunkMention[],
  extra: readonly Slot[] = [],
  judge?: PairJudge,
): ChunkRelation[] {
  if (mentions.length < 2) return [];
  const named = joinSlots(mentionSlots(mentions), extra);
  const slots = joinSlots(named, pronounSlots(text, named));
  const countries = judge === undefined ? [] : countriesOf(text, named);
  const references = referenceSlots(text, slots);
  const sentences = abstractSentences(text, slots);
  const read = new Set(sentences.map(signature));
  const found = [
    ...sentences.flatMap((sentence) => [...readSentence(sentence), ...(judge?.judge(sentence, text, mentions, countries) ?? [])]),
    // Sentences with `its` and `the company` are read a second time with what these stand for: a name's own words say more than a reference to it.
    ...abstractSentences(text, references.length === 0 ? [] : joinSlots(slots, references))
      .filter((sentence) => !read.has(signature(sentence)))
      .flatMap(readSentence),
  ];
  const stated = strongest(
    found.filter(
      (relation) =>
        relation.subject !== relation.object &&
        mentions[relation.subject]?.text !== mentions[relation.object]?.text &&
        !isMisplaced(relation, mentions),
    ),
  );
  return closeLocations(stated, mentions);
}

/** The same for two readings of a sentence that differ in nothing. */
function signature({ text, slots }: AbstractSentence): string {
  return `${slots[0]?.start} ${slots.map(({ mention, possessive }) => (possessive ? -mention : mention)).join(' ')} ${text}`;
}

/** Nothing is in a people, and no country is in another. */
function isMisplaced({ subject, predicate, object }: ChunkRelation, mentions: readonly ChunkMention[]): boolean {
  if (predicate !== 'LOCATED_IN') return false;
  const [inner, outer] = [mentions[subject]?.text ?? '', mentions[object]?.text ?? ''];
  return isDemonym(outer) || isDemonym(inner) || (isCountry(inner) && isCountry(outer));
}

function readSentence(sentence: AbstractSentence): ChunkRelation[] {
  return statementsOf(sentence).flatMap((statement) =>
    sieve.sift(statement).flatMap((index) => readRule(rules[index]!, statement, sentence.slots)),
  );
}

function readRule({ pattern, predicate, confidence }: RelationRule, text: string, slots: readonly Slot[]): ChunkRelation[] {
  const found: ChunkRelation[] = [];
  for (const match of text.matchAll(pattern)) {
    const groups = match.groups ?? {};
    for (const subject of marked(groups, 's', slots)) {
      for (const object of marked(groups, 'o', slots)) {
        const start = Math.min(subject.start, object.start);
        const end = Math.max(subject.end, object.end);
        found.push({
          subject: subject.mention,
          predicate,
          object: object.mention,
          confidence: confidence * subject.weight * object.weight,
          evidence: { start, end },
        });
      }
    }
  }
  return found;
}

function marked(groups: Readonly<Record<string, string | undefined>>, name: string, slots: readonly Slot[]): Slot[] {
  return ['', '2', '3'].flatMap((suffix) => {
    const index = /\d+/.exec(groups[name + suffix] ?? '')?.[0];
    const slot = index === undefined ? undefined : slots[Number(index)];
    return slot === undefined ? [] : [slot];
  });
}

/** The most certain relation of each pair and predicate. */
export function strongest(relations: readonly ChunkRelation[]): ChunkRelation[] {
  const best = new Map<string, ChunkRelation>();
  for (const relation of relations) {
    const key = `${relation.subject}|${relation.predicate}|${relation.object}`;
    const known = best.get(key);
    if (known === undefined || known.confidence < relation.confidence) best.set(key, relation);
  }
  // `Counsel for Acme` is an office by its words and a mandate by its meaning.
  return [...best.values()].filter(
    ({ subject, predicate, object }) => predicate !== 'HAS_ROLE_AT' || !best.has(`${object}|REPRESENTED_BY|${subject}`),
  );
}

import type { ChunkMention } from '../extract-chunk.js';
import { isBusinessName } from '../names/institution-names.js';
import { isGenericName } from '../names/role-words.js';
import { isCountry } from '../relations/countries.js';

/** A form of words that stands for a name wherever it is written in the document. */
export interface Alias {
  readonly text: string;
  readonly type: string;
  readonly confidence: number;
  /** The document itself says so: `Acme Widgets, Inc. ("Acme")`. */
  readonly isDefined?: boolean;
}

/** A name must be this certain somewhere before it is looked for everywhere. */
const certain = 0.8;
/** Definitions are the document's own word: they outweigh what the tagger thinks of an abbreviation. */
const definedConfidence = 0.94;
const leastDefined = 0.5;
/** `Meridian` for `Meridian Freight Systems`: outweighs a guess, never a mention the tagger is sure of. */
const firstWordConfidence = 0.72;
const commonFirst =
  /^(?:American|National|United|General|First|International|Global|Federal|Royal|North|South|East|West|Northern|Southern|Eastern|Western|Central|Pacific|Atlantic|European|British|Canadian|German|French|Japanese|Chinese|Indian|Australian|Supreme|Superior|District|Circuit|State|Santa|Saint|Mount|Great|Grand|Upper|Lower|Democratic|Republican|Catholic|Christian|Jewish|Islamic|World|Public|Union|Department|Ministry|Office|Bureau|Church|School|University|College|House|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|Oklahoma|Oregon|Pennsylvania|Tennessee|Texas|Vermont|Virginia|Washington|Wisconsin|Wyoming|Boston|Chicago|Houston|London|Paris|Berlin|Tokyo|Toronto|Dallas|Miami|Seattle|Atlanta|Denver|Detroit|Philadelphia|Phoenix|Sydney|Moscow)$/u;
const longestDescription = 260;

const legalForm =
  /,?\s+(?:Inc|Incorporated|Corp|Corporation|Company|Co|LLC|L\.L\.C|LLP|L\.P|LP|Ltd|Limited|PLC|plc|GmbH|AG|S\.A|N\.V|B\.V|INC|CORP|CORPORATION|COMPANY|LTD|LIMITED|N\.A|Pty)\.?(?:,?\s+(?:Inc|LLC|Ltd|L\.P|LP|Limited)\.?)?$/u;
/** `(“X”)`, `(the "X")`, `(X)`, `(“X” or “Plaintiff”)`, `hereinafter "X"`. */
const definition =
  /\(\s*(?:(?:hereinafter|hereafter|herein|collectively|together|each|individually|also|as|or|the|referred to|called|known|defined|to|d\/b\/a|a\/k\/a|aka)[\s,]*)*(?:["“'‘](?<quoted>[^"”’'\n()]{2,50})["”'’](?:,?\s*(?:and|or)\s+(?:the\s+)?["“'‘](?<second>[^"”'’\n()]{2,50})["”'’])?|(?<plain>[\p{Lu}][\p{Lu}\p{N}&.-]{1,9}))[^()"“]{0,30}\)/gu;

/** All forms the certain names of a document are also written in: as defined, shortened, by surname, in capitals. */
export function collectAliases(text: string, mentions: readonly ChunkMention[]): Map<string, Alias> {
  const aliases = new Map<string, Alias>();
  const small = smallWords(text);
  const add = (alias: Alias): void => {
    const name = alias.text.replaceAll(/\s+/g, ' ');
    const known = aliases.get(name);
    if (name.length < 2 || isGenericName(name)) return;
    if (known === undefined || known.confidence < alias.confidence) aliases.set(name, { ...alias, text: name });
  };
  for (const mention of mentions) {
    if (mention.confidence < certain || !/^(?:PERSON|ORGANIZATION|LOCATION)$/.test(mention.type)) continue;
    for (const alias of formsOf(mention, small)) add(alias);
  }
  for (const alias of definedAliases(text, mentions)) add(alias);
  return aliases;
}

function formsOf(mention: ChunkMention, small: ReadonlySet<string>): Alias[] {
  const { type } = mention;
  const confidence = mention.confidence * 0.95;
  const name = mention.text.replaceAll(/\s+/g, ' ');
  const forms: Alias[] = [];
  const words = name.split(' ');
  if (words.length > 1 || (name.length >= 4 && isDistinctive(name, small))) forms.push({ text: name, type, confidence });
  if (words.length > 1 && name.length >= 8) forms.push({ text: name.toUpperCase(), type, confidence });
  if (type === 'ORGANIZATION') {
    const short = name.replace(legalForm, '');
    if (short !== name && short.length >= 3 && (short.includes(' ') || isDistinctive(short, small)))
      forms.push({ text: short, type, confidence }, { text: short.toUpperCase(), type, confidence });
  }
  const first = words[0] ?? '';
  if (
    type === 'ORGANIZATION' &&
    (isBusinessName(name) || legalForm.test(name)) &&
    first.length >= 5 &&
    !commonFirst.test(first) &&
    !isCountry(first) &&
    isDistinctive(first, small)
  ) {
    forms.push({ text: first, type, confidence: firstWordConfidence });
  }
  if (type === 'PERSON' && words.length > 1) forms.push(...surname(words, small, confidence));
  return forms;
}

function surname(words: readonly string[], small: ReadonlySet<string>, confidence: number): Alias[] {
  const last = words.filter((word) => !/^(?:Jr|Sr|II|III|IV|Esq|JR|SR)\.?,?$/.test(word)).at(-1) ?? '';
  const plain = last.replace(/[.,]$/, '');
  if (plain.length < 3 || !isDistinctive(plain, small)) return [];
  const forms = [plain];
  if (plain === plain.toUpperCase()) forms.push(plain.slice(0, 1) + plain.slice(1).toLowerCase());
  return forms.map((form) => ({ text: form, type: 'PERSON', confidence: confidence * 0.93 }));
}

/** Words of the text that are somewhere written small; read once, because a long document has thousands of names to ask about. */
function smallWords(text: string): ReadonlySet<string> {
  return new Set(text.match(/(?<![\p{L}\p{N}@.])\p{Ll}[\p{L}\p{N}]*(?![\p{L}\p{N}@])/gu));
}

/** Not also an ordinary word of this document: nowhere written small. */
function isDistinctive(word: string, small: ReadonlySet<string>): boolean {
  return /^\p{Lu}/u.test(word) && !isGenericName(word) && !small.has(word.toLowerCase());
}

function definedAliases(text: string, mentions: readonly ChunkMention[]): Alias[] {
  const aliases: Alias[] = [];
  for (const match of text.matchAll(definition)) {
    const { quoted, second, plain } = match.groups ?? {};
    for (const name of [quoted, second, plain]) {
      const term = name?.replace(/[,.]$/, '').trim();
      if (term === undefined || !/^[\p{Lu}\p{N}]|^\p{Ll}+\s\d/u.test(term)) continue;
      const target = definedBefore(mentions, match.index, term, plain === undefined);
      if (target === undefined) continue;
      // A definition is no surer than the name it shortens.
      if (target.confidence >= leastDefined)
        aliases.push({ text: term, type: target.type, confidence: Math.min(definedConfidence, target.confidence + 0.25), isDefined: true });
    }
  }
  return aliases;
}

/** The nearest name before a definition that its term can stand for; a place only by its own letters: `in Hong Kong (“DSS”)` defines no place. */
function definedBefore(mentions: readonly ChunkMention[], at: number, term: string, isQuoted: boolean): ChunkMention | undefined {
  let low = 0;
  let high = mentions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((mentions[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  for (let index = low - 1; index >= 0 && index > low - 6; index--) {
    const mention = mentions[index];
    if (mention === undefined || at - mention.end > longestDescription) return undefined;
    const isNear = at - mention.end <= 3;
    if (mention.type === 'LOCATION' && isNear && isShortFor(term, mention.text, false)) return mention;
    if (mention.type === 'ORGANIZATION' || mention.type === 'PERSON')
      return isShortFor(term, mention.text, isNear && isQuoted) ? mention : undefined;
  }
  return undefined;
}

/** A part of the name, its initials, or (right beside it) any capitalised term. */
export function isShortFor(term: string, name: string, isAdjacent: boolean): boolean {
  const fold = (value: string): string => value.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  const [short, full] = [fold(term), fold(name)];
  if (short.length < 2) return false;
  if (full.includes(short) || isInitials(short, name)) return true;
  const parts = term.toLowerCase().split(/\s+/);
  if (parts.length > 1 && parts.every((part) => name.toLowerCase().includes(part))) return true;
  return isAdjacent && /^\p{Lu}/u.test(term) && !isGenericName(term) && term.split(' ').length <= 3;
}

/** The letters appear in order, each at the start of a word or after the one before it, and the first words count most. */
function isInitials(short: string, name: string): boolean {
  const initials = name
    .split(/[\s&,./-]+/)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, 1).toLowerCase());
  const capitals = initials.join('');
  const without = name
    .split(/[\s&,./-]+/)
    .filter((word) => !/^(?:of|the|and|for|in|on|inc|llc|corp|ltd|co)$/i.test(word) && word !== '')
    .map((word) => word.slice(0, 1).toLowerCase())
    .join('');
  return (
    short.length >= 2 &&
    (capitals.startsWith(short) ||
      without.startsWith(short) ||
      (short.startsWith(without.slice(0, Math.max(3, without.length))) === true && without.length >= 3))
  );
}

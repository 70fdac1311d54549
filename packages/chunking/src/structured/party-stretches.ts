import type { Range } from '../cleaning/offset-map.js';
import { description, endsInLegalForm, startsLegalName } from './party-name.js';

const joints =
  /(?:,|;)?[ \n]+(?:and|AND|und|et|y)[ \n]+(?=(?:[Tt]he )?["“]?(?:\p{Ll}{1,2})?[\p{Lu}\d(])|;[ \n]*|(?<=[)"”],|["”]\))[ \n]+(?=(?:the )?[\p{Lu}\d])|[ \n]+(?=\(\d\) \p{Lu})/gu;
const abbreviation =
  /^(?:inc|corp|co|ltd|no|st|mr|mrs|ms|jr|sr|ave|blvd|ste|prof|pty|l\.p|l\.l\.c|s\.a|b\.v|n\.v|n\.a|u\.s|u\.s\.a|d\/b\/a|s\.r\.l|s\.p\.a|\p{Lu}?\p{Ll}{1,2}|\p{L})$/iu;

/** One stretch for each party of a preamble: from joint to joint, outside brackets, until the sentence ends. */
export function* partyStretches(text: string, start: number, end: number, brackets: readonly Range[]): Generator<Range> {
  let from = start;
  const sentence = sentenceEnd(text, start, end, brackets);
  while (from < sentence) {
    const joint = nextJoint(text, from, sentence, brackets);
    yield { start: from, end: joint.start };
    from = joint.end;
  }
}

function nextJoint(text: string, from: number, sentence: number, brackets: readonly Range[]): Range {
  const pattern = new RegExp(joints);
  pattern.lastIndex = from;
  for (let found = pattern.exec(text); found !== null && found.index < sentence; found = pattern.exec(text)) {
    const joint = { start: found.index, end: found.index + found[0].length };
    if (!isInside(found.index, brackets) && opensParty(text, from, joint, brackets)) return joint;
  }
  return { start: sentence, end: sentence };
}

/** `and` joins parties when a description, a legal form or a defined term came before it, or a company's name follows. */
function opensParty(text: string, from: number, joint: Range, brackets: readonly Range[]): boolean {
  const stretch = text.slice(from, joint.start);
  return (
    brackets.some(({ start, end }) => start >= from && end <= joint.start + 1) ||
    description.test(stretch) ||
    stretch.endsWith(',') ||
    endsInLegalForm.test(stretch) ||
    startsLegalName.test(text.slice(joint.end, joint.end + 90)) ||
    text.charAt(joint.start) === '\n'
  );
}

function sentenceEnd(text: string, start: number, end: number, brackets: readonly Range[]): number {
  const stop = /[.:](?=[ \n]+(?:\p{Lu}|\n|$))/gu;
  stop.lastIndex = start;
  for (let found = stop.exec(text); found !== null && found.index < end; found = stop.exec(text)) {
    const [word] = /[\p{L}./]*$/u.exec(text.slice(Math.max(start, found.index - 12), found.index)) as RegExpExecArray;
    // A company's full stop may end the sentence too: then something that is no name follows.
    const goesOn =
      found[0] === '.' &&
      abbreviation.test(word) &&
      !/^[.]\s+(?:The|This|Whereas|WHEREAS|In|Each)\b/.test(text.slice(found.index, found.index + 14));
    if (!goesOn && !isInside(found.index, brackets)) return found.index;
  }
  return end;
}

function isInside(offset: number, brackets: readonly Range[]): boolean {
  return brackets.some(({ start, end }) => offset > start && offset < end);
}

import { candidateFinder, type NameCandidate } from './candidate.js';
import { hasWord } from './has-word.js';
import { isGenericWord } from './role-words.js';

const agencies =
  'Securities and Exchange Commission|Food and Drug Administration|Federal Trade Commission|Federal Communications Commission|Internal Revenue Service|Environmental Protection Agency|Financial Industry Regulatory Authority|Federal Bureau of Investigation|Federal Aviation Administration|Federal Energy Regulatory Commission|Federal Deposit Insurance Corporation|Federal Reserve(?: Board| Bank(?: of \\p{Lu}\\p{L}+(?: \\p{Lu}\\p{L}+)?)?)?|Commodity Futures Trading Commission|Consumer Financial Protection Bureau|Equal Employment Opportunity Commission|National Labor Relations Board|Occupational Safety and Health Administration|Social Security Administration|Patent and Trademark Office|Drug Enforcement Administration|Central Intelligence Agency|National Security Agency|Department of Homeland Security|American Arbitration Association|International Chamber of Commerce|World Intellectual Property Organization|New York Stock Exchange|Nasdaq Stock Market|Bureau of Prisons|Postal Service|Immigration and Customs Enforcement|European Commission|European Union|European Medicines Agency|World Health Organization|World Trade Organization|United Nations';
const acronyms =
  'SEC|FINRA|FDA|FTC|FCC|IRS|EPA|DOJ|FBI|FERC|FDIC|CFTC|CFPB|EEOC|NLRB|OSHA|USPTO|NASDAQ|Nasdaq|NYSE|AAA|ICANN|HHS|DHS|DEA|CIA|NSA|NASA|NIH|CMS|EMA|WHO|WTO|WIPO|UNESCO|UNICEF|NATO|ICC|LCIA|JAMS|ACLU|AICPA|FASB|PCAOB|NYPD|LAPD';
const heads =
  'FOUNDATION|ASSOCIATION|COMMITTEE|COMMISSION|ADMINISTRATION|AGENCY|AUTHORITY|BUREAU|DEPARTMENT|UNIVERSITY|COLLEGE|INSTITUTE|HOSPITAL|CHURCH|COUNCIL|SOCIETY|FEDERATION|LEAGUE|BANK|TRUST|MUSEUM|PARTNERS|HOLDINGS|ENTERPRISES|INDUSTRIES|VENTURES|SYSTEMS|TECHNOLOGIES|PHARMACEUTICALS|INSURANCE|ASSOCIATES';
const capital = "[\\p{Lu}][\\p{Lu}\\p{N}.'’&-]*";

const agency = new RegExp(`(?<![\\p{L}\\p{N}])(?:(?:United States|U\\.S\\.|US) )?(?:${agencies})(?![\\p{L}\\p{N}])`, 'gu');
const agencyInCapitals = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${agencies.toUpperCase().replaceAll('\\P{LU}', '\\p{Lu}').replaceAll('\\P{L}', '\\p{Lu}')})(?![\\p{L}\\p{N}])`,
  'gu',
);
const acronym = new RegExp(`(?<![\\p{L}\\p{N}./&-])(?:${acronyms})(?![\\p{L}\\p{N}/&]|\\.\\p{L})`, 'gu');
/** Names in capitals with a word that only institutions have; they may run over lines after `OF` and the like, as in captions. */
const inCapitals = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?!(?:AND|BETWEEN|BY|WITH|THAT|SHALL|IS|TO|IN)\\b)${capital}(?:[ \\t]|\\s(?=(?:${heads})\\b))){1,5}?(?:${heads})(?![\\p{L}])(?:[ \\t](?:${heads})(?![\\p{L}]))?(?:\\s(?:OF|FOR|ON)\\s(?:THE\\s)?(?:${capital})(?:[ \\t](?!AND\\b)${capital}){0,3})?`,
  'gu',
);
const doingBusinessAs =
  /(?<=\b(?:d\/b\/a|dba|D\/B\/A|DBA|f\/k\/a|formerly known as|doing business as|trading as|t\/a)\s+["“]?)(?<name>\p{Lu}[\p{L}\p{N}.'&-]*(?:\s(?:\p{Lu}[\p{L}\p{N}.'&-]*|of|and|&|the)){0,5}(?<=[\p{L}\p{N}]))(?=[\s,.;)”"’]|$)/gu;

const businessHeads =
  'Systems|Logistics|Partners|Holdings|Technologies|Industries|Enterprises|Solutions|Group|Associates|Bank|Foundation|Association|Pharmaceuticals|Laboratories|Labs|Capital|Ventures|Trucking|Freight|Airlines|Motors|Realty|Consulting|Entertainment|Networks|Software|Communications|Brothers|Bancorp|Therapeutics|Biosciences|Biotech|Pharma|Electronics|Instruments|Foods|Stores|Hospital|Clinic|University|College|Institute|Society|Advisors|Advisers|Investments|Securities|Petroleum|Semiconductors?|Manufacturing|Builders|Contractors|Construction|Shipping|Telecom|Wireless|Brewing|Publishing|Records|Studios|Pictures';
const business = new RegExp(
  `(?<![\\p{L}\\p{N}]|\\b[Tt]he )(?<name>(?:\\p{Lu}[\\p{L}\\p{N}'’-]+[ \\t](?:&[ \\t])?){1,3}(?:${businessHeads}))(?![\\p{L}\\p{N}])(?![ \\t](?:Agreement|Act|Plan|Fund|Report|Policy|Date|Law|Rules?)\\b)`,
  'gu',
);

const lawOffices = /(?<![\p{L}\p{N}])Law\sOffices?\sof\s\p{Lu}[\p{L}’'-]+(?:\s(?:\p{Lu}\.|\p{Lu}[\p{L}’'-]+|&)){0,4}/gu;

const businessEnd = new RegExp(`\\s(?:${businessHeads})$`, 'u');

/** Does the last word say that it is a business: `Meridian Freight Systems`. */
export function isBusinessName(name: string): boolean {
  return businessEnd.test(name);
}

/** A business without a legal form: capitalised words before `Logistics`, the first of them no ordinary word of this text. */
function isBusiness(text: string, { start, end }: NameCandidate): boolean {
  const words = text.slice(start, end).split(/\s+/);
  return !words.slice(0, -1).some(isGenericWord) && !hasWord(text, (words[0] ?? '').toLowerCase());
}

function isInstitution(text: string, { start, end }: NameCandidate): boolean {
  const name = text.slice(start, end);
  return !/^(?:THE|THIS|BOARD|ALL|ANY|TABLE|PURSUANT|IN|BY|FOR|UNDER|SUBJECT)\b/.test(name) && name.split(/\s+/).length > 1;
}

/** Agencies everyone knows, names in capitals with an institution's word, and what follows `doing business as`. */
export const findInstitutions = candidateFinder([
  { pattern: agency, type: 'ORGANIZATION', confidence: 0.96 },
  { pattern: agencyInCapitals, type: 'ORGANIZATION', confidence: 0.94 },
  { pattern: acronym, type: 'ORGANIZATION', confidence: 0.9 },
  { pattern: inCapitals, type: 'ORGANIZATION', confidence: 0.8, keep: isInstitution },
  { pattern: doingBusinessAs, type: 'ORGANIZATION', confidence: 0.9 },
  { pattern: lawOffices, type: 'ORGANIZATION', confidence: 0.93 },
  { pattern: business, type: 'ORGANIZATION', confidence: 0.84, keep: isBusiness },
]);

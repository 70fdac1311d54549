import { PatternSieve } from '../patterns/pattern-sieve.js';
import type { Recognised } from './recognised.js';

const name = "[\\p{Lu}][\\p{L}\\p{N}.’'&-]*";
const title = `${name}(?:\\s(?:${name}|of|and|the|for|on|to|in|&|\\([\\p{L} ]{3,30}\\))){0,7}?`;
const section = '\\d+[A-Za-z]{0,3}(?:\\(\\w{1,4}\\))*';
const party = `${name}(?:\\s(?:${name}|of|the|and|&|de|la|plc|ltd)){0,6}?`;
/** Codes of German and Swiss law by their short names. */
const germanCodes =
  'BGB|HGB|ZPO|StGB|StPO|GG|AktG|GmbHG|InsO|UWG|GWB|UrhG|PatG|MarkenG|BDSG|DSGVO|AGBG|EGBGB|BetrVG|KSchG|EStG|UStG|AO|VwGO|OR|ZGB|SchKG|ABGB|UGB';
const frenchCodes =
  '(?:Code|code)\\s(?:civil|pénal|de\\scommerce|du\\stravail|de\\sprocédure\\scivile|de\\sprocédure\\spénale|monétaire\\set\\sfinancier|de\\sla\\sconsommation)|Código\\s(?:Civil|Penal|de\\sComercio)|Codice\\s(?:Civile|Penale)';
const treaties = 'TFEU|TEU|ECHR|GDPR|DSGVO|RGPD|CISG|TRIPS|UCC|U\\.C\\.C\\.';
const courts =
  'UKSC|UKHL|UKPC|UKUT|UKFTT|EWHC|EWCA|EWCOP|CSIH|CSOH|NICA|IESC|IEHC|HCA|FCA|FCAFC|NSWCA|NSWSC|VSC|VSCA|NZSC|NZCA|NZHC|SGCA|SGHC|HKCFA|ZASCA|ZACC|SCC|ONCA|ONSC|BCCA|BCSC|ABCA|QCCA|FCT|CAF';
const reports = "AC|QB|KB|Ch|WLR|All ER|Lloyd[’']s Rep|BCLC|BCC|EMLR|FSR|RPC|ICR|IRLR|CLR|ALR|NZLR|SCR|DLR|ECR|CMLR|EHRR|SLR";

const rules: readonly (readonly [source: string, confidence: number])[] = [
  // `section 172 of the Companies Act 2006`, `s. 21(2) Housing Act 1988`, `Companies Act 2006`
  [
    `(?<![\\p{L}\\p{N}])(?:(?:[Ss]ections?|[Ss]s?\\.?|[Ss]chedule|[Rr]egulations?|[Aa]rticles?)\\s${section}(?:\\s(?:and|or|to)\\s${section})?\\s(?:of\\s)?(?:the\\s)?)?${title}\\s(?:Act|Regulations|Order|Rules)\\s(?:1[6-9]|20)\\d{2}(?!\\d)`,
    0.95,
  ],
  // `Regulation (EU) No 596/2014`, `Directive 2014/65/EU`, `Council Directive 93/13/EEC`
  [
    `(?<![\\p{L}\\p{N}])(?:[Aa]rt(?:icle|\\.)\\s${section}\\s(?:of\\s)?)?(?:(?:Council|Commission|Delegated|Implementing)\\s)*(?:Regulation|Directive|Decision|Verordnung|Richtlinie|Règlement)\\s(?:\\((?:EU|EC|EEC|Euratom|CE|UE|EG)\\)\\s)?(?:[Nn][or]?[.°]?\\s?)?\\d{1,4}/\\d{1,4}(?:/(?:EU|EC|EEC|CE|UE|EG|JHA))?(?![\\p{L}\\p{N}/])`,
    0.96,
  ],
  [
    `(?<![\\p{L}\\p{N}])(?:[Aa]rt(?:icles?|s?\\.|ikel)|[Ss]ections?|§{1,2})\\s?${section}(?:(?:,|\\sand|\\set|\\sund)\\s${section})*\\s(?:(?:of|du|de\\sla)\\s)?(?:the\\s)?(?:${treaties})(?![\\p{L}])`,
    0.95,
  ],
  // `§ 823 Abs. 1 BGB`, `Art. 1240 du Code civil`
  [
    `(?<![\\p{L}\\p{N}])(?:§{1,2}|[Aa]rt(?:ikel|\\.))\\s?${section}(?:(?:,\\s?|\\su\\.\\s|\\sund\\s)${section})*(?:\\s(?:Abs|Satz|S|Nr|lit|Alt)\\.?\\s\\w{1,3})*\\s(?:des\\s)?(?:${germanCodes})(?![\\p{L}])`,
    0.97,
  ],
  [
    `(?<![\\p{L}\\p{N}])(?:[Aa]rt(?:icles?|ículos?|icolo|\\.)\\s(?:[LRD]\\.?\\s?)?\\d[\\d.-]*\\s)(?:(?:du|del|de)\\s)?(?:${frenchCodes})`,
    0.95,
  ],
  // `Donoghue v Stevenson [1932] AC 562`, `R (Miller) v Prime Minister [2019] UKSC 41`, `2014 SCC 12`
  [
    `(?<![\\p{L}])(?:${party}(?:\\s\\([^()]{2,30}\\))?\\sv\\.?\\s${party},?\\s)?[\\[(](?:19|20)\\d{2}[\\])]\\s(?:\\d{1,2}\\s)?(?:${courts}|${reports})(?:\\s(?:Civ|Crim|Admin))?\\s\\d{1,5}(?:\\s\\((?:Ch|QB|KB|Admin|Comm|Pat|TCC|Fam|IPEC)\\))?`,
    0.95,
  ],
  [`(?<![\\p{L}])(?:${party}\\sv\\.?\\s${party},\\s)?(?:19|20)\\d{2}\\s(?:${courts})\\s\\d{1,5}(?!\\d)`, 0.95],
  [`(?<![\\p{L}\\p{N}])(?:Joined\\s)?Cases?\\s[CTF][-‑–]\\d{1,4}/\\d{2}(?:\\s?P)?(?:,?\\s(?:and\\s)?[CTF][-‑–]\\d{1,4}/\\d{2})*`, 0.95],
  [`(?<![\\p{L}\\p{N}])(?:SI|S\\.I\\.)\\s(?:19|20)\\d{2}/\\d{1,4}`, 0.95],
  [`(?<![\\p{L}\\p{N}])CPR\\s(?:Part\\s)?\\d{1,2}(?:\\.\\d{1,2})?(?:\\(\\d\\))*`, 0.93],
  // `Mass. Gen. Laws ch. 93A, § 9`, `G. L. c. 93A, § 2`
  [
    `(?<![\\p{L}\\p{N}])(?:(?:Mass\\.|Massachusetts)\\s)?(?:Gen\\.\\sLaws|General\\sLaws|G\\.\\s?L\\.|M\\.G\\.L\\.)\\s(?:ch(?:apter|\\.)|c\\.)\\s\\d+[A-Z]?(?:,\\s§{1,2}\\s?${section}(?:(?:,|\\sand|[-–])\\s?${section})*)?`,
    0.97,
  ],
];
const compiled = rules.map(([source, confidence]) => ({ pattern: new RegExp(source, 'gu'), confidence }));
const sieve = new PatternSieve(compiled.map(({ pattern }) => pattern));
const hint =
  /(?:Act|Regulations|Order|Rules)\s(?:1[6-9]|20)\d{2}|\d\/\d|§|\b[Aa]rt(?:icle|ikel|ículo|icolo|\.)|[[(](?:19|20)\d{2}[\])]|(?:19|20)\d{2}\s[A-Z]{3}|\bCPR\s|Laws\s(?:ch|c\.)|L\.\sc\./u;

/** Statutes and cases of the United Kingdom, the European Union, Germany, France and the Commonwealth. */
export function findForeignLaws(text: string): Recognised[] {
  if (!hint.test(text)) return [];
  return sieve.sift(text).flatMap((index) => {
    const { pattern, confidence } = compiled[index]!;
    return [...text.matchAll(pattern)].flatMap((match) => {
      const lead = /^(?:the|The|In|See|Under|An?|That|This|By)\s+(?=\p{Lu})/u.exec(match[0])?.[0].length ?? 0;
      const value = match[0].slice(lead);
      if (/\n\s*\n|^(?:Act|Order|Rules|Regulations)\s\d/u.test(value)) return [];
      return [
        {
          start: match.index + lead,
          end: match.index + match[0].length,
          type: 'LAW' as const,
          confidence,
          normalized: value.replaceAll(/\s+/g, ' '),
        },
      ];
    });
  });
}

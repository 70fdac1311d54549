import { PatternSieve } from '../patterns/pattern-sieve.js';
import { type Recognised, withoutOverlaps } from './recognised.js';

const section = '\\d+[\\w./-]*(?:\\([\\w]{1,4}\\))*';
const sections = `${section}(?:\\s*(?:,|and|&|-|–|through|to)\\s*(?:§\\s*)?${section})*`;
const states =
  'Ala|Alaska|Ariz|Ark|Cal|Colo|Conn|Del|Fla|Ga|Haw|Idaho|Ill|Ind|Iowa|Kan|Ky|La|Me|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|N\\.\\s?H|N\\.\\s?J|N\\.\\s?M|N\\.\\s?Y|N\\.\\s?C|N\\.\\s?D|Ohio|Okla|Or|Pa|R\\.\\s?I|S\\.\\s?C|S\\.\\s?D|Tenn|Tex|Utah|Vt|Va|Wash|W\\.\\s?Va|Wis|Wyo';
const stateNames =
  'Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming';
const reporters =
  "U\\.\\s?S\\.|S\\.\\s?Ct\\.|L\\.\\s?Ed\\.(?:\\s?2d)?|F\\.(?:\\s?(?:2d|3d|4th))?|F\\.\\s?Supp\\.(?:\\s?(?:2d|3d))?|F\\.\\s?App[’']?x\\.?|F\\.R\\.D\\.|Fed\\.\\s?Cl\\.|B\\.R\\.|A\\.(?:2d|3d)|P\\.(?:\\s?(?:2d|3d))?|N\\.E\\.(?:2d|3d)?|N\\.W\\.(?:2d)?|S\\.E\\.(?:2d)?|S\\.W\\.(?:2d|3d)?|So\\.(?:\\s?(?:2d|3d))?|Cal\\.(?:\\s?(?:App\\.)?\\s?(?:2d|3d|4th|5th))?|Cal\\.\\s?Rptr\\.(?:\\s?(?:2d|3d))?|N\\.Y\\.(?:S\\.)?(?:2d|3d)?|A\\.D\\.(?:2d|3d)?|WL|LEXIS|U\\.S\\.\\s?LEXIS|U\\.S\\.\\s?Dist\\.\\s?LEXIS|EWCA\\s(?:Civ|Crim)|UKSC|UKHL|EWHC|ECR|I\\.C\\.J\\.";
const name = "[\\p{Lu}][\\p{L}\\p{N}.’'&-]*";
const party = `${name}(?:,?\\s+(?:${name}|of|the|and|&|for|ex rel\\.|de|la|[a-z]{1,3}\\.)){0,7}?`;
const citation = `\\d{1,4}\\s(?:${reporters})\\s(?:at\\s)?[\\d_]{1,7}(?:,\\s\\d+(?:[–-]\\d+)?)*(?:\\s?n\\.\\s?\\d+)?(?:\\s\\((?:[^()]{0,40}\\s)?\\d{4}\\))?`;
const lawWords = '(?:Act|Code|Statutes?|Constitution|Convention|Treaty|Directive|Ordinance|Rules?|Regulations?|Bill)';
/** Acts named after these words are contracts' own terms (`the Services Act`), not laws. */
const titleWords = `(?:${name}|of|and|the|for|on|to|in|&|against)`;

const rules: readonly (readonly [source: string, confidence: number])[] = [
  [`(?<![\\p{L}])${party}\\s+v(?:s)?\\.\\s+${party},\\s+(?:No\\.\\s[\\w:-]+,\\s)?(?:${citation})`, 0.95],
  [`(?<![\\p{L}])(?:In re|Ex parte|Matter of)\\s+${party},\\s+${citation}`, 0.95],
  [`(?<![\\p{L}\\p{N}])${citation}`, 0.93],
  [
    `(?<![\\p{L}\\p{N}])\\d{1,3}\\s(?:U\\.?\\s?S\\.?\\s?C\\.?(?:\\s?A\\.?)?|C\\.?\\s?F\\.?\\s?R\\.?|Fed\\.\\s?Reg\\.|Stat\\.|ILCS|R\\.?C\\.?W\\.?|M\\.?G\\.?L\\.?)\\s*(?:§{1,2}|[Ss]ections?|[Ss]ec\\.|[Pp]arts?)?\\s*${sections}(?:\\set\\sseq\\.)?`,
    0.98,
  ],
  [
    `(?<![\\p{L}\\p{N}])(?:${states})\\.?\\s(?:[\\p{Lu}][\\p{L}]*\\.?\\s(?:&\\s)?){0,6}(?:Code|Stat|Law|Laws|L\\.|Rev\\.\\sStat|Gen\\.\\sStat|C\\.?S|Ann)\\.?(?:\\s(?:Ann|Code|Law)\\.?)?\\s*(?:tit\\.\\s\\d+,?\\s)?(?:§{1,2}\\s*|[Aa]rt\\.\\s)${sections}`,
    0.97,
  ],
  [
    `(?<![\\p{L}\\p{N}])(?:Fed(?:eral|\\.)\\s?R(?:ules?|\\.)\\s?(?:of\\s)?(?:Civ(?:il|\\.)|Crim(?:inal|\\.)|App(?:ellate|\\.)|Bankr(?:uptcy|\\.)|Evid(?:ence|\\.))\\s?(?:P(?:rocedure|\\.))?)(?:\\s?(?:Rule\\s)?${section})?`,
    0.97,
  ],
  [`(?<![\\p{L}\\p{N}])F\\.?R\\.?(?:C\\.?P|E|A\\.?P|Cr\\.?P)\\.?\\s${section}`, 0.93],
  [
    `(?<![\\p{L}\\p{N}])(?:[Ss]ections?|[Ss]ec\\.|§{1,2}|[Aa]rticles?|[Rr]ules?|[Tt]itles?)\\s*(?:\\d|[IVX]+\\b)[\\w.-]*(?:\\([\\w]{1,4}\\))*(?:\\s*(?:,|and|or)\\s*${section})*\\s+of\\s+the\\s+(?:${titleWords}\\s+){0,8}?${lawWords}(?:\\sof\\s\\d{4})?(?=[^\\p{L}])`,
    0.95,
  ],
  [
    `(?<![\\p{L}\\p{N}])(?:the\\s)?(?<title>${name}(?:[,]?\\s${titleWords}){0,9}?\\s(?:Act|Treaty|Convention))(?:\\s(?:of\\s)?\\d{4}|,\\s\\d{4})(?![\\d])`,
    0.95,
  ],
  [`(?<![\\p{L}\\p{N}])(?:${name}\\s(?:${titleWords}\\s){0,7}?Act)(?=[^\\p{L}])`, 0.85],
  [
    `(?<![\\p{L}\\p{N}])(?:(?:${stateNames})\\s(?:(?:${name}|and|of|&)\\s){0,5}(?:Code|Statutes|Constitution|General\\sLaws|Revised\\sStatutes|Code\\sAnnotated)|(?:U\\.S\\.|United\\sStates|Internal\\sRevenue|Bankruptcy|Uniform\\sCommercial|California\\sCivil|Penal|Criminal)\\s(?:Bankruptcy\\s)?(?:Code|Constitution))(?:(?:,)?\\s(?:§{1,2}|[Ss]ections?)\\s*${sections})?`,
    0.92,
  ],
  [
    `(?<![\\p{L}\\p{N}])(?:Pub(?:lic|\\.)\\s?L(?:aw|\\.)\\s(?:No\\.\\s)?\\d{1,3}[-–]\\d{1,4}|(?:Regulation|Directive)\\s\\((?:EU|EC|EEC)\\)\\s(?:No\\.?\\s)?\\d{1,4}/\\d{1,4}|Directive\\s\\d{2,4}/\\d+/E[CU]C?|Rule\\s(?:10b-5|144A?|12b-2|405|501|506|13d-\\d|14a-\\d)(?:\\([\\w]\\))*|Regulation\\s(?:S-K|S-X|FD|D|S|A)(?=[\\s,.;)])|Executive\\sOrder\\s(?:No\\.\\s)?\\d+|(?:First|Second|Fourth|Fifth|Sixth|Eighth|Tenth|Eleventh|Thirteenth|Fourteenth)\\sAmendment(?!\\sto)|HIPAA|GDPR|ERISA|FOIA|FCPA)(?![\\p{L}\\p{N}])`,
    0.93,
  ],
  [
    `(?<![\\p{L}\\p{N}])(?:${states})\\.\\s(?:Const|R\\.\\s(?:Civ|Evid|App|Crim)\\.?(?:\\sP)?)\\.?(?:\\s(?:[Aa]rt\\.|§|Rule)?\\s*[\\w.()-]+)?`,
    0.85,
  ],
];
const compiled = rules.map(([source, confidence]) => ({ pattern: new RegExp(source, 'gu'), confidence }));
const sieve = new PatternSieve(compiled.map(({ pattern }) => pattern));

const notLaws =
  /^(?:the\s)?(?:They|We|You|He|She|It|To|In|If|Who|Not|Must|Shall|This|That|Such|Any|Each|An?|Clean Up|Class|Final|Third|Second|First)\s(?:Act)$/u;

/** Statutes, regulations, rules and citations of cases; white space and the article left out of the normal form. */
export function findLaws(text: string): Recognised[] {
  // Every rule needs one of these: a cheap look saves fifteen expensive ones on most texts.
  if (
    !/§|\bv[s]?\.|U\.?\s?S\.?\s?C|C\.?F\.?R|\bAct\b|Code|Stat|Rule|R\.\s|Law|Reg|Directive|Amendment|Treaty|Convention|Constitution|HIPAA|GDPR|ERISA|FOIA|FCPA|Order|\d\s(?:F|P|A|S|N|L|B|W|C|E|U|I)\w*\./u.test(
      text,
    )
  )
    return [];
  const found: Recognised[] = [];
  for (const index of sieve.sift(text)) {
    const { pattern, confidence } = compiled[index]!;
    for (const match of text.matchAll(pattern)) {
      const value = match[0].replace(/[\s,;.]+$/u, (tail) => (/^\.$/.test(tail) && /\b(?:seq|P|C|A)\.$/.test(match[0]) ? tail : ''));
      const lead = /^(?:the|See|In|Under|Cf\.|But|Compare|Citing|citing|Accord|Also|of|and)\s+(?!re\b)/u.exec(value)?.[0].length ?? 0;
      const name = value.slice(lead);
      if (name.length < 4 || notLaws.test(name) || /\n\s*\n/.test(name)) continue;
      found.push({
        start: match.index + lead,
        end: match.index + value.length,
        type: 'LAW',
        confidence,
        normalized: name.replaceAll(/\s+/g, ' '),
      });
    }
  }
  return withoutOverlaps(found);
}

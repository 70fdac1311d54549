import type { CategoryName } from '@tributary/contracts';

/** Which part of the text a cue is looked for in. */
type Place = 'title' | 'front' | 'body' | 'tail';

/** A sign of a category. Weights add up like the logarithm of odds: 1 is a hint, 3 is strong, 5 settles it unless others object. */
export interface Cue {
  readonly category: CategoryName;
  readonly weight: number;
  readonly place: Place;
  readonly pattern: RegExp;
  /** Matches needed; 1 unless given. */
  readonly times?: number;
}

const cue = (category: CategoryName, weight: number, place: Place, pattern: RegExp, times = 1): Cue => ({
  category,
  weight,
  place,
  pattern,
  times,
});

export const cues: readonly Cue[] = [
  cue(
    'contract',
    3,
    'title',
    /\b(?:agreement|contract|lease|deed|addendum|vertrag|contrat|contrato|terms (?:and conditions|of (?:service|use))|memorandum of understanding)\b/i,
  ),
  cue('contract', 1.5, 'title', /\bamendment|guarant(?:y|ee)|schedule|exhibit|undertaking\b/i),
  cue(
    'contract',
    3,
    'front',
    /\b(?:this|the) (?:[\p{L}-]+ ){0,6}(?:agreement|contract|lease|amendment)\b[^.]{0,200}\b(?:between|among|entered into|made)\b/iu,
  ),
  cue('contract', 1.5, 'front', /\bby and (?:between|among)\b|\bhereinafter (?:referred to|called)\b/i),
  cue('contract', 1.5, 'body', /\bWHEREAS\b|\bNOW,? THEREFORE\b|\bWITNESSETH\b|\bin consideration of\b/),
  cue(
    'contract',
    1.5,
    'body',
    /\b(?:governing law|entire agreement|force majeure|indemnif\w+|severability|counterparts|confidential information)\b/gi,
    3,
  ),
  cue('contract', 1.5, 'body', /\b(?:the parties|either party|each party|hereto|hereunder|herein)\b/gi, 4),
  cue('contract', 1.5, 'tail', /\bIN WITNESS WHEREOF\b|\bduly authorized\b/i),
  cue(
    'pleading',
    2.5,
    'front',
    /\b(?:plaintiffs?|petitioners?|claimants?|defendants?|respondents?|appellants?|appellees?|debtors?)\b/gi,
    2,
  ),
  cue(
    'pleading',
    2,
    'front',
    /\b(?:in the|united states)\b[^\n]{0,60}\bcourt\b|\b(?:superior|district|circuit|supreme|bankruptcy|county|high) court\b|\bcourt of (?:appeals?|common pleas|chancery)\b|\blandgericht\b|\btribunal\b/i,
  ),
  cue('pleading', 1.5, 'front', /\b(?:case|docket|civil action|cause|index|claim) (?:no|number|#)|\b\d:\d\d-(?:cv|cr|bk|md|mc|ap)-\d+/i),
  cue(
    'pleading',
    3,
    'title',
    /\b(?:complaint|motion|petition|answer|brief|memorandum (?:of (?:law|points)|in (?:support|opposition))|affidavit|declaration of|stipulation|subpoena|summons|notice of (?:appeal|motion|removal|hearing|appearance)|objections?|counterclaim|interrogatories|request for)\b/i,
  ),
  cue(
    'pleading',
    2,
    'front',
    /^[^\n]{0,60}\b(?:complaint|motion|petition|answer|brief|affidavit|declaration|stipulation|reply|response|opposition|objection|notice)\b[^\n]{0,60}$/im,
  ),
  cue(
    'pleading',
    2.5,
    'body',
    /\bcomes? now\b|\brespectfully (?:submitted|requests?|moves?|shows?|represents?)\b|\bprays? (?:for|that)\b|\bprayer for relief\b|\bdemand(?:s)? (?:for )?(?:a )?(?:trial by jury|jury trial)\b|\bhereby (?:moves?|petitions?|stipulates?)\b/i,
  ),
  cue(
    'pleading',
    1.5,
    'body',
    /\b(?:attorneys?|counsel|solicitors?) for (?:the )?(?:plaintiff|defendant|petitioner|respondent|appell\w+|claimant|movant|debtor)/i,
  ),
  cue('pleading', 1, 'tail', /\bcertificate of service\b|\bunder penalty of perjury\b|\brespectfully submitted\b/i),
  cue('pleading', -4, 'front', /\b(?:opinion of the court|memorandum opinion|per curiam|before:? [^\n]{0,80}judges?)\b/i),
  cue(
    'court_opinion',
    2,
    'front',
    /\b(?:plaintiffs?|petitioners?|appellants?|appellees?|defendants?|respondents?)\b[^\0]{0,600}\bv(?:s?)\.|\bv(?:s?)\.[^\0]{0,600}\b(?:plaintiffs?|petitioners?|appellants?|appellees?|defendants?|respondents?)\b|\bin re\b/i,
  ),
  cue('court_opinion', 1, 'front', /\b(?:district|circuit|supreme|bankruptcy|superior) court\b|\bcourt of appeals?\b|\bappeals? from\b/i),
  cue(
    'court_opinion',
    4,
    'front',
    /\b(?:opinion of the court|delivered the (?:opinion|judgment)|memorandum (?:opinion|decision|and order)|opinion (?:and|&) order|per curiam|findings of fact and conclusions of law|summary order|final judgment)\b/i,
  ),
  cue(
    'court_opinion',
    3,
    'front',
    /^[ \t]*(?:[\p{L}. ]{0,30}\b)?(?:opinion|order|judg(?:e)?ment|decision|ruling|urteil|beschluss|arrêt)\b[^\n.]{0,80}$/imu,
  ),
  cue(
    'court_opinion',
    3,
    'front',
    /\b(?:before:? [^\n]{3,100}(?:judges?|justices?)\b|(?:chief|circuit|district|magistrate|presiding|associate) (?:judge|justice)s?[,.:]|, j\.(?:,|\n| )|argued:?[^\n]{3,40}decided)/i,
  ),
  cue(
    'court_opinion',
    3,
    'body',
    /\b(?:it is (?:hereby |further |so |therefore )*(?:ordered|adjudged)|so ordered|the court (?:finds|holds|concludes|grants|denies|orders)|we (?:hold|affirm|reverse|vacate|remand|conclude)|(?:is|are) (?:affirmed|reversed|vacated|granted|denied)|we therefore)\b/gi,
    1,
  ),
  cue(
    'court_opinion',
    1.5,
    'tail',
    /\b(?:affirmed|reversed|vacated|remanded|so ordered|dissent(?:ing)?|concurr(?:ing|ed))\b|\bunited states (?:district|magistrate|circuit|bankruptcy) judge\b/i,
  ),
  cue('email', 7, 'front', /^from:[ \t]*\S.*\n(?:.*\n){0,4}?(?:to|sent|date|subject):/im),
  cue('email', 2.5, 'body', /^-{2,} ?(?:original message|forwarded (?:by|message))|^>+ ?\S|^on .{6,80} wrote:/im),
  cue(
    'correspondence',
    3,
    'front',
    /^(?:dear|sehr geehrte[rn]?|madame|monsieur|estimad[oa]s?|gentlemen|ladies and gentlemen|to whom it may concern)\b[^\n]{0,60}[,:]?$/im,
  ),
  cue('correspondence', 1.2, 'front', /\bdear (?:mr|mrs|ms|dr|sir|madam|judge|counsel|members|colleagues?|shareholders?)\b/i),
  cue(
    'correspondence',
    3,
    'tail',
    /^(?:yours (?:truly|sincerely|faithfully)|(?:very )?truly yours|sincerely(?: yours)?|(?:kind|best|warm) regards|respectfully(?: yours)?|mit freundlichen grüßen|cordialement|atentamente),?[ \t]*$/im,
  ),
  cue('correspondence', 1.5, 'front', /^(?:re|subject|betreff|via (?:e-?mail|facsimile|hand|fedex|certified mail))[:. ]/im),
  cue('correspondence', 1, 'tail', /^(?:encl(?:osure)?s?|cc|c\.c\.|anlagen?)[.: ]/im),
  cue(
    'correspondence',
    1,
    'front',
    /^(?:(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2}, \d{4}|\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december) \d{4})[ \t]*$/im,
  ),
  cue(
    'invoice_financial',
    4,
    'title',
    /\b(?:invoice|rechnung|facture|factura|fattura|credit note|purchase order|receipt|quotation|statement of account|bank statement|pay ?slip|bill)\b/i,
  ),
  cue(
    'invoice_financial',
    4,
    'title',
    /\b(?:balance sheets?|income statements?|statements? of (?:operations|income|cash flows?|financial (?:position|condition)|earnings)|profit and loss|cash flow|financial statements?|trial balance|budget)\b/i,
  ),
  cue(
    'invoice_financial',
    3,
    'front',
    /\b(?:invoice|rechnungs?)[ -]?(?:no\.?|number|nummer|nr\.?|#|date|datum)|\bfacture n|\bbill(?:ed)? to\b|\bremit(?:tance)? to\b|\baccount (?:number|no\.?)/i,
  ),
  cue(
    'invoice_financial',
    2.5,
    'body',
    /\b(?:sub-?total|amount due|balance due|total due|grand total|unit price|qty|payment terms|due date|opening balance|closing balance|zwischensumme|gesamtbetrag|mwst|vat|tva|iban)\b/gi,
    2,
  ),
  cue(
    'invoice_financial',
    2,
    'body',
    /\b(?:total (?:assets|liabilities|revenues?|equity)|net (?:income|loss|sales|cash)|gross profit|accounts (?:receivable|payable)|retained earnings|shareholders'? equity|operating (?:income|expenses))\b/gi,
    3,
  ),
  cue(
    'report',
    3,
    'title',
    /\b(?:(?:annual|quarterly|progress|final|technical|audit|inspection|status|expert|investigation|feasibility|incident|police|medical|survey) report|report (?:on|of|to|for)|white ?paper|case study|study|assessment|evaluation|analysis|bericht|rapport|form 10-[kq])\b/i,
  ),
  cue('report', 1.5, 'title', /\breport\b/i),
  cue('report', 3, 'front', /^(?:\d[. ]*)?executive summary\b|^(?:\d[. ]*)?(?:key|main) findings\b|\bprepared (?:by|for)[: ]/im),
  cue(
    'report',
    1.2,
    'body',
    /^(?:\d{1,2}[. ]+)?(?:background|scope|methodology|findings|conclusions?|recommendations?|results|discussion|summary|appendix(?: [a-z])?)[ \t:]*$/gim,
    3,
  ),
  cue(
    'report',
    2,
    'front',
    /\b(?:this|the present) (?:report|assessment|evaluation|audit) (?:describes|presents|summari[sz]es|examines|sets out|covers|provides|was prepared|documents|outlines|reviews)\b|\bannual report\b.{0,100}\bfiscal year\b/i,
  ),
  cue('form', 3, 'body', /_{4,}|\.{8,}(?! ?\d)|☐|☑|☒|□|\[ ?[xX]? ?\](?= ?\p{L})/gu, 5),
  cue(
    'form',
    2.5,
    'front',
    /\b(?:please (?:print|type|complete|check)|for office use only|omb no|application (?:form|for)|registration form|applicant'?s? (?:name|signature)|check (?:one|all that apply)|date of birth|social security number|instructions:)\b/gi,
  ),
  cue(
    'form',
    2.5,
    'title',
    /\b(?:form [A-Z]{0,3}-?\d+|application|questionnaire|registration form|order form|claim form|checklist|antrag|formular|formulaire)\b/i,
  ),
  cue(
    'form',
    2,
    'body',
    /^(?:(?:full |first |last |middle |given |family )?name|address|city|state|zip(?: code)?|phone|telephone|e-?mail(?: address)?|date(?: of birth)?|signature|title|company|country|fax|gender|nationality|occupation)[ \t]*:/gim,
    4,
  ),
  cue('transcript', 5, 'body', /^[ \t]*\d{0,2}[ \t]*[QA][.:]?[ \t]+\S/gm, 6),
  cue(
    'transcript',
    4,
    'body',
    /^[ \t]*\d{0,2}[ \t]*(?:THE (?:COURT|WITNESS|CLERK|REPORTER|DEPONENT)|M[RS]S?\. [A-Z'-]+|JUDGE [A-Z]+|(?:CHIEF )?JUSTICE [A-Z]+):/gm,
    4,
  ),
  cue(
    'transcript',
    3,
    'title',
    /\b(?:transcript|deposition|hearing|oral argument|interview|minutes|conference call|examination under oath)\b/i,
  ),
  cue('transcript', 3.5, 'body', /^(?:(?:Mr|Mrs|Ms|Dr)\.? )?\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’.-]*){0,3}:[ \n]+\S/gmu, 12),
  cue(
    'transcript',
    2,
    'body',
    /\b(?:direct|cross|redirect)[ -]examination\b|\bduly sworn\b|\b\(?(?:recess taken|off the record|inaudible|crosstalk|laughter)\)?\b|\bconference call participants\b/i,
  ),
  cue('transcript', 1.5, 'front', /^wikinews interviews|\binterviews? (?:with|of)\b|\bspoke (?:to|with) [^.\n]{3,60} about\b/im),
  cue('article', 2, 'front', /^(?:abstract|keywords|key words)\b|\bdoi:|\barxiv\b|\bissn\b/im),
  cue('article', 2, 'tail', /^(?:references|bibliography|works cited|external links|see also|sources)[ \t]*$/im),
  cue(
    'article',
    1.5,
    'front',
    /^by \p{Lu}[\p{L}.'-]+(?: \p{Lu}[\p{L}.'-]+){1,3}(?:,| and |\n|$)|\b\((?:reuters|ap|afp|dpa)\)|^for immediate release\b/imu,
  ),
];

/** Points for each category, from the cues found. */
export function cuePoints(title: string, text: string): ReadonlyMap<CategoryName, number> {
  const places: Readonly<Record<Place, string>> = {
    title,
    front: text.slice(0, 3000),
    body: text.slice(0, 30_000),
    tail: text.slice(-3000),
  };
  const points = new Map<CategoryName, number>();
  for (const { category, weight, place, pattern, times = 1 } of cues) {
    const found = times === 1 ? Number(new RegExp(pattern).test(places[place])) : (places[place].match(pattern)?.length ?? 0);
    if (found >= times) points.set(category, (points.get(category) ?? 0) + weight);
  }
  return points;
}

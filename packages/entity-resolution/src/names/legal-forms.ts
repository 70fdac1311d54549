export interface LegalForm {
  /** Forms of one family are spellings of one another; the generic `company` agrees with any. */
  readonly family: string;
  /** Words it takes. */
  readonly length: number;
  /** May stand before the name: `OAO Gazprom`, `JSC Murom`. */
  readonly leading: boolean;
}

/** family, whether it may lead, spellings. Families keep apart what registers keep apart (`AG` is not `GmbH`). */
const forms: readonly (readonly [string, boolean, string])[] = [
  ['corporation', false, 'corporation;corp;incorporated;inc;incorp;corporations'],
  ['company', false, 'company;co;companies;cos;company and;co and'],
  [
    'limited',
    false,
    'limited;ltd;co ltd;co limited;company limited;company ltd;private limited;pvt ltd;pte ltd;pty ltd;proprietary limited;ltee;limitee',
  ],
  ['plc', false, 'plc;public limited company'],
  [
    'llc',
    true,
    'llc;limited liability company;limited liability co;ltd liability company;lc;ooo;obshchestvo s ogranichennoy otvetstvennostyu;too',
  ],
  ['llp', false, 'llp;limited liability partnership'],
  ['lp', false, 'lp;limited partnership'],
  [
    'joint_stock',
    true,
    'jsc;ojsc;pjsc;cjsc;oao;pao;zao;ao;open joint stock company;closed joint stock company;public joint stock company;joint stock company;joint stock co;joynt stock company;joint stock compan;aktsionernoe obshchestvo;aktsionernoye obshchestvo;otkrytoe aktsionernoe obshchestvo',
  ],
  ['gmbh', false, 'gmbh;gesellschaft mit beschrankter haftung;mbh;gmbh and co kg'],
  ['ag', false, 'ag;aktiengesellschaft'],
  ['kg', false, 'kg'],
  ['se', false, 'se'],
  ['sa', false, 's a;sa;societe anonyme;sociedad anonima;sa de cv'],
  ['sarl', true, 'sarl;srl;societe a responsabilite limitee;societatea cu raspundere limitata'],
  ['sas', false, 'sas'],
  ['spa', false, 'spa;societa per azioni'],
  ['nv', false, 'nv'],
  ['bv', false, 'bv'],
  ['ab', false, 'ab;aktiebolag'],
  ['asa', false, 'asa'],
  ['as', false, 'a s'],
  ['oy', false, 'oy;oyj'],
  ['kk', false, 'kk;kabushiki kaisha'],
  ['na', false, 'na;national association'],
  ['pc', false, 'pc;pllc;professional corporation;pa'],
  ['bhd', false, 'bhd;sdn bhd;berhad'],
  ['pt', true, 'pt'],
  ['ano', true, 'ano'],
  ['trust', false, 'reit'],
];

const byFirstWord = new Map<string, { words: string[]; family: string; leading: boolean }[]>();
for (const [family, leading, spellings] of forms) {
  for (const spelling of spellings.split(';')) {
    const words = spelling.split(' ');
    const first = words[0] ?? '';
    byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), { words, family, leading }]);
  }
}
for (const list of byFirstWord.values()) list.sort((a, b) => b.words.length - a.words.length);

/** The longest legal form whose words start here, if any. Words folded. */
export function legalFormAt(words: readonly string[], at: number): LegalForm | undefined {
  for (const form of byFirstWord.get(words[at] ?? '') ?? []) {
    if (form.words.every((word, i) => words[at + i] === word) && isPlacedAsForm(words, at, form.words.length)) {
      return { family: form.family, length: form.words.length, leading: form.leading };
    }
  }
  return undefined;
}

/** Whether two names' legal forms can be of one firm. No form agrees with any; `company` is said of all. */
export function legalFormsAgree(a: readonly string[], b: readonly string[]): boolean {
  const [special, others] = [a.filter(isTelling), b.filter(isTelling)];
  return special.length === 0 || others.length === 0 || special.some((form) => others.includes(form));
}

function isTelling(form: string): boolean {
  return form !== 'company';
}

/** At the end of the name, before another form or a bracketed country, or first of all. */
function isPlacedAsForm(words: readonly string[], at: number, length: number): boolean {
  return at === 0 || isAllForms(words, at + length);
}

function isAllForms(words: readonly string[], at: number): boolean {
  if (at >= words.length) return true;
  return (byFirstWord.get(words[at] ?? '') ?? []).some(
    (form) => form.words.every((word, i) => words[at + i] === word) && isAllForms(words, at + form.words.length),
  );
}

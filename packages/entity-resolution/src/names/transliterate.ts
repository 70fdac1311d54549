/**
 * Letters of other scripts and their usual Latin spelling: enough to compare names, not to print them.
 * Cyrillic follows BGN/PCGN without apostrophes, Greek ELOT 743, Arabic the common press spelling of its consonants.
 */
const cyrillic =
  'а a б b в v г g ґ g д d е e ё e ж zh з z и i й y і i ї i є e к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ы y э e ю yu я ya ў u ј j љ lj њ nj ћ c ђ dj џ dz ѓ g ќ k ѕ dz ъ  ь ';
const greek = 'α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o';
const arabic =
  'ا a أ a إ i آ a ب b ت t ث th ج j ح h خ kh د d ذ dh ر r ز z س s ش sh ص s ض d ط t ظ z ع a غ gh ف f ق q ك k ل l م m ن n ه h ة a و o ي i ى a ئ i ء  ؤ o پ p چ ch ژ zh گ g ک k ی i';
const hebrew = 'א a ב b ג g ד d ה h ו v ז z ח ch ט t י y כ k ך k ל l מ m ם m נ n ן n ס s ע a פ p ף f צ ts ץ ts ק k ר r ש sh ת t';
const katakana =
  'ア a イ i ウ u エ e オ o カ ka キ ki ク k ケ ke コ ko サ sa シ shi ス s セ se ソ so タ ta チ chi ツ ts テ te ト to ナ na ニ ni ヌ nu ネ ne ノ no ハ ha ヒ hi フ f ヘ he ホ ho マ ma ミ mi ム m メ me モ mo ヤ ya ユ yu ヨ yo ラ ra リ ri ル r レ re ロ ro ワ wa ヲ o ン n ガ ga ギ gi グ g ゲ ge ゴ go ザ za ジ ji ズ z ゼ ze ゾ zo ダ da ヂ ji ヅ z デ de ド do バ ba ビ bi ブ b ベ be ボ bo パ pa ピ pi プ p ペ pe ポ po ヴ v ァ a ィ i ゥ u ェ e ォ o ャ ya ュ yu ョ yo ー  ッ ';
/** Latin letters that have no decomposition in Unicode. */
const latin = 'ß ss æ ae œ oe ø o đ d ð d þ th ł l ħ h ı i ŋ n ə a ʻ  ';

const letters = new Map([cyrillic, greek, arabic, hebrew, katakana, latin].flatMap(pairsOf));

/** Each letter replaced by its Latin spelling; letters without one stay. Input in lower case. */
export function transliterate(text: string): string {
  let out = '';
  for (const letter of text) out += letters.get(letter) ?? letter;
  return out;
}

function pairsOf(table: string): [string, string][] {
  const cells = table.split(' ');
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < cells.length; i += 2) {
    const [from, to] = [cells[i], cells[i + 1]];
    if (from) pairs.push([from, to ?? '']);
  }
  return pairs;
}

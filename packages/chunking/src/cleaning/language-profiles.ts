/** Frequent words that a language does not share with most others, chosen by hand; the fewer languages list a word, the more it says. */
const frequentWords: Readonly<Record<string, string>> = {
  en: 'the of and to in is that for it with as was on be by this are at or from have an which not been has will shall they their were any such you your all but we our would there what who his her she he i my so if when can about had one more',
  de: 'der die und das ist nicht mit von den dem des ein eine einer eines für auf sich im auch als wird werden wurde zu an bei nach durch oder aus sind wir ich sie er es daß dass hat haben kann über zum zur wie nur noch aber',
  fr: 'le la les des et est une un dans pour que qui ne pas sur avec par au aux du ce cette ces il elle nous vous sont été être mais ou où plus son ses leur leurs dont entre comme sans ainsi à en se',
  es: 'el la los las de y que en un una es por con para del al se no su sus como más pero este esta son fue ha han lo le entre cuando sobre también hasta desde donde muy ser está sin ya o',
  it: 'il la le gli di e che è un una in per con non del della dei delle degli nel nella si da al alla sono come anche più ha questo questa ma sul dal essere stato loro tra suo sua o i lo',
  pt: 'o a os as de e que em um uma é por com para do da dos das no na nos nas se não ao à mais como foi ser seu sua são pelo pela ou entre também já mas este esta está muito até isso',
  nl: 'de het een en van is dat in op te zijn met voor niet aan er maar om ook als bij door over dit die wordt werd naar uit heeft hebben worden kan zou nog wel geen deze wij ik hij ze onder tot',
  sv: 'och att det som en på är av för med den till inte om har de ett var han vi kan jag från men så hade sig skall ska eller vid när också efter mot alla över denna detta inom blev',
  da: 'og at det er en af til på for med den der ikke som de et har var vi jeg kan fra men så sig skal eller ved efter mod alle over denne dette blev også hvor efter deres være havde ud op',
  nb: 'og at det er en av til på for med den som ikke de et har var vi jeg kan fra men så seg skal eller ved etter mot alle over denne dette ble også hvor deres være hadde ut opp fra bare mellom',
  fi: 'ja on ei että se oli hän mutta kun niin ovat myös joka sen tai kuin jos voi ole mukaan sekä tämä ne olla hänen jotka ollut vain kuten jo nyt mitä siitä tämän joissa vuonna jälkeen kanssa',
  pl: 'i w na z do nie się że jest to o jak po za od przez dla ma co być oraz tym który która które są był była było może także jego jej ich tylko ale czy lub przy pod ze już',
  cs: 'a v na se je že s z do to o i k ve pro ale jako by za po který která které jsou byl byla bylo nebo od jeho při podle však také už tak jen před není má mezi aby jsem',
  sk: 'a v na sa je že s z do to o aj k vo pre ale ako by za po ktorý ktorá ktoré sú bol bola bolo alebo od jeho pri podľa však tiež už tak len pred nie má medzi aby som',
  hu: 'a az és hogy nem is egy van volt de meg ez csak már mint el ki még vagy ha azt ezt lesz kell minden után aki amely szerint között lehet pedig majd ezek által során illetve nagyon',
  ro: 'și în de la cu care nu pe din a că este pentru sunt mai o un prin sau fost se ca au lui ale al dar după între fi ce cele acest această lor vor până despre cum către',
  hr: 'i u je na se da su za od s o kao koji koja koje bio bila bilo nije ili po iz ali sve te ne što može samo biti su kako prema između njegov ako još godine sam bi to',
  sl: 'in je v na se da so za od s z o kot ki bil bila bilo ni ali po iz pa vse tudi ne kar lahko samo biti kako med če še leta sem bi to pri zaradi ter njegov',
  tr: 've bir bu da de için ile olarak çok daha gibi olan ne var kadar sonra ancak her ya o en ise değil veya ben mi oldu olduğu göre tarafından üzerinde bunu şu ki bana nasıl',
  lt: 'ir yra kad su į iš tai kaip bet buvo nuo jis ji už ar apie dėl taip pat per savo tik po prie bei kuris kuri gali būti jo jos mes aš nėra jų jei turi tarp',
  lv: 'un ir ar no ka uz par kas bet tas ne bija kā arī vai to pie viņš viņa pēc gan tikai ja lai šo savu būt kuru mēs es nav jau starp līdz bez vēl',
  et: 'ja on ei et see oli ta kui aga ka mis oma või selle ning siis kes nii veel ma olid seda üks pärast kus välja juba mida nagu nende tema olla poolt kuid vastu',
  ca: 'el la els les de i que en un una és per amb del dels al als no es se com més però aquest aquesta són va han ha entre quan sobre també fins des seu seva molt ser està sense o',
  ru: 'и в не на что с он как по это но из за от к у же для все так о его она они мы вы был была было были бы или при только уже если до быть которые который',
  uk: 'і в не на що з він як по це але із за від до у та для все так про його вона вони ми ви був була було були або при тільки вже якщо бути які який є й',
  bg: 'и в не на че с той как по това но от за към у се да са е все така о го тя те ние вие беше бил била било или при само вече ако до бъде които който',
  sr: 'и у не на што с он као по то али из за од к је да су се све тако о га она они ми ви био била било или при само већ ако до бити који која',
};

/** Letters that only some languages use; an `en` has none. */
const ownLetters: Readonly<Record<string, string>> = {
  de: 'äöüß',
  fr: 'çœèêàùî',
  es: 'ñ¿¡áíó',
  it: 'òàùì',
  pt: 'ãõçâ',
  sv: 'åäö',
  da: 'æøå',
  nb: 'æøå',
  fi: 'äö',
  pl: 'łąęśżźć',
  cs: 'řůěýš',
  sk: 'ľĺŕôťž',
  hu: 'őűöü',
  ro: 'șțăîşţ',
  hr: 'čšžđć',
  sl: 'čšž',
  tr: 'ğışçİ',
  lt: 'ėųįūšž',
  lv: 'āēīķļņģ',
  et: 'õäöü',
  ca: 'çàèò',
  ru: 'ыэё',
  uk: 'іїєґ',
  bg: 'ъщ',
  sr: 'јљњћђџ',
};

/** Scripts that name their language. Han without kana is Chinese, with kana Japanese (see `detectLanguage`). */
export const scriptLanguages: readonly (readonly [language: string, script: RegExp])[] = [
  ['el', /\p{Script=Greek}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['bn', /\p{Script=Bengali}/gu],
  ['ta', /\p{Script=Tamil}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['hy', /\p{Script=Armenian}/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['zh', /\p{Script=Han}/gu],
];

export const languages: readonly string[] = Object.keys(frequentWords);

/** Word or letter to the indices of the languages it speaks for. */
function invert(entries: (language: string) => readonly string[]): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  languages.forEach((language, at) => {
    for (const entry of new Set(entries(language))) index.set(entry, [...(index.get(entry) ?? []), at]);
  });
  return index;
}

export const languagesOfWord = invert((language) => (frequentWords[language] as string).split(' '));
export const languagesOfLetter = invert((language) => [...(ownLetters[language] ?? '')]);

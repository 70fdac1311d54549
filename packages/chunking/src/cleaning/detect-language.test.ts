import { expect, test } from 'vitest';
import { detectLanguage } from './detect-language.js';

const sentences: Readonly<Record<string, string>> = {
  en: 'The court granted the motion because the defendant had failed to answer in time.',
  de: 'Der Vertrag wird zwischen der Gesellschaft und dem Lieferanten geschlossen.',
  fr: 'Le présent contrat est conclu entre la société et le fournisseur.',
  es: 'El presente contrato se celebra entre la sociedad y el proveedor.',
  it: 'Il presente contratto è concluso tra la società e il fornitore.',
  pt: 'O presente contrato é celebrado entre a sociedade e o fornecedor.',
  nl: 'Deze overeenkomst wordt gesloten tussen de vennootschap en de leverancier.',
  sv: 'Detta avtal ingås mellan bolaget och leverantören.',
  da: 'Betalingen skal ske senest tredive dage efter modtagelsen af fakturaen.',
  nb: 'Betalingen skal skje innen tretti dager etter mottak av fakturaen.',
  fi: 'Tämä sopimus on tehty yhtiön ja toimittajan välillä.',
  pl: 'Płatność jest wymagalna w terminie trzydziestu dni od otrzymania faktury.',
  cs: 'Platba je splatná do třiceti dnů od doručení faktury, pokud není dohodnuto jinak.',
  sk: 'Táto zmluva sa uzatvára medzi spoločnosťou a dodávateľom.',
  hu: 'Ez a szerződés a társaság és a szállító között jön létre.',
  ro: 'Prezentul contract se încheie între societate și furnizor.',
  hr: 'Ovaj ugovor sklapa se između društva i dobavljača.',
  sl: 'Ta pogodba se sklene med družbo in dobaviteljem, če ni drugače.',
  tr: 'Bu sözleşme şirket ile tedarikçi arasında akdedilmiştir.',
  lt: 'Ši sutartis sudaroma tarp bendrovės ir tiekėjo.',
  lv: 'Šis līgums tiek noslēgts starp sabiedrību un piegādātāju.',
  et: 'Makse tuleb tasuda kolmekümne päeva jooksul pärast arve saamist.',
  ca: 'El pagament venç en el termini de trenta dies des de la recepció de la factura amb IVA.',
  ru: 'Оплата производится в течение тридцати дней с момента получения счёта.',
  uk: 'Цей договір укладено між товариством та постачальником.',
  bg: 'Плащането е дължимо в срок от тридесет дни от получаването на фактурата.',
  sr: 'Овај уговор закључује се између друштва и добављача.',
  el: 'Η παρούσα σύμβαση συνάπτεται μεταξύ της εταιρείας και του προμηθευτή.',
  he: 'הסכם זה נערך בין החברה לבין הספק.',
  ar: 'تم إبرام هذا العقد بين الشركة والمورد.',
  fa: 'این قرارداد بین شرکت و پیمانکار منعقد می‌گردد.',
  ur: 'یہ معاہدہ کمپنی اور سپلائر کے درمیان طے پایا ہے۔',
  hi: 'यह अनुबंध कंपनी और आपूर्तिकर्ता के बीच किया गया है।',
  th: 'สัญญานี้ทำขึ้นระหว่างบริษัทและผู้จัดหา',
  zh: '本合同由公司与供应商签订，自双方签字之日起生效。',
  ja: '本契約は会社と供給業者との間で締結される。',
  ko: '본 계약은 회사와 공급업체 간에 체결된다.',
};

test.each(Object.entries(sentences))('tells %s from one sentence (P-30)', (language, sentence) => {
  const found = detectLanguage(sentence);
  expect(found.language).toBe(language);
  expect(found.confidence).toBeGreaterThan(0.05);
  expect(found.confidence).toBeLessThanOrEqual(1);
});

test.each([
  ['nothing', ''],
  ['numbers', '12.5 2024-01-02 #4711 99.90'],
  ['a word', 'Acme'],
  ['a list of names', 'Xyzzy Qwrtz Plugh Grault Garply Waldo Fred Thud Corge Quux'],
  ['no language at all', 'blrg frmp zzkt wqpl trgh mnvb hjkl'],
])('does not guess from %s (P-30)', (_, text) => {
  expect(detectLanguage(text)).toEqual({ language: 'und', confidence: 0 });
});

test('more text is more certain, and a long text is sampled throughout (P-30)', () => {
  const english = `${sentences.en} `;
  const long = detectLanguage(english.repeat(500));
  expect(long).toEqual({ language: 'en', confidence: 1 });
  expect(detectLanguage(`${sentences.de} `.repeat(20) + english.repeat(900)).language).toBe('en');
});

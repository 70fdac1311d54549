const words = `the of and to in agreement party shall by or any such for this with company be as is not term date may notice under section
  which on at its from court order counsel payment interest liability breach remedy hereby plaintiff defendant exhibit invoice delivery`.split(
  /\s+/,
);

/** A JSON value like those that stages share: ten chunks of text and a list of mentions, about `bytes` long. The same number gives the same value. */
export function stageValue(number: number, bytes = 8_192): string {
  const text = textOf(number, 6_000);
  const chunks = Array.from({ length: 10 }, (_, index) => {
    const start = index * 560;
    return { chunk_uuid: `c${number}-${index}`, start, end: start + 560, text: text.slice(start, start + 560) };
  });
  const value = { document: number, stage: 0, version: 1, chunks, mentions: [] as object[] };
  for (let index = 0; JSON.stringify(value).length < bytes - 90; index++) {
    value.mentions.push({
      id: `m${index}`,
      type: ['PERSON', 'ORGANIZATION', 'DATE'][index % 3],
      text: text.slice(index * 37, index * 37 + 14),
      confidence: 0.5,
    });
  }
  return JSON.stringify(value);
}

/** Words by a linear congruential generator (Numerical Recipes' constants). */
function textOf(seed: number, length: number): string {
  let state = seed + 1;
  let text = '';
  while (text.length < length) {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    text += `${words[state % words.length]} `;
  }
  return text;
}

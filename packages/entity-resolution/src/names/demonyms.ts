/** Words for the people and things of a country. */
const demonyms = new Set(
  'afghan albanian algerian american angolan argentine argentinian armenian australian australians austrian azerbaijani bahraini bangladeshi belarusian belgian belgians bhutanese bolivian bosnian brazilian british bulgarian burmese cambodian cameroonian canadian canadians chadian chilean chinese colombian congolese croatian cuban cypriot czech danish dominican dutch ecuadorian egyptian emirati english estonian ethiopian filipino finnish french gabonese gambian georgian german germans ghanaian greek guatemalan guinean haitian hungarian icelandic indian indonesian iranian iraqi irish irishmen israeli italian ivorian jamaican japanese jordanian kazakh kenyan korean kosovar kuwaiti latvian lebanese liberian libyan lithuanian luxembourgish macedonian malaysian malian maltese mexican moldovan mongolian montenegrin moroccan mozambican namibian nepalese nicaraguan nigerian nigerien norwegian omani pakistani palestinian panamanian paraguayan peruvian philippine poles polish portuguese qatari romanian russian russians rwandan salvadoran saudi scottish senegalese serbian singaporean slovak slovenian somali spanish sudanese swedish swiss syrian taiwanese tanzanian thai tunisian turkish ugandan ukrainian uruguayan uzbek venezuelan vietnamese welsh yemeni zambian zimbabwean'.split(
    ' ',
  ),
);

/** Whether a folded word says of which country something is: `armenian` is not a spelling of `armenia`. */
export function isDemonym(word: string): boolean {
  return demonyms.has(word);
}

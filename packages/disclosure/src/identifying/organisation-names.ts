import { wordSet } from "./everyday-words.ts";
import { itemsOf, Phrases } from "./listed-words.ts";

/** Words that make the capital words around them an organisation or a house. */
export const organisationWords = wordSet(`
  school college church chapel cathedral mosque masjid temple gurdwara synagogue hospital infirmary clinic surgery
  pharmacy council university academy nursery charity trust foundation ltd limited llp plc inc centre center hostel
  hotel inn fc club solicitors law chambers constabulary police prison hmp hmyoi yoi restaurant takeaway cafe bar
  nails nail salon spa barbers library station house home homes farm factory warehouse group project agency
  association society union court bank company co services service team lodge cottage unit ward gym cinema theatre
  museum supermarket shop stores store carwash wash network partnership institute ministries ministry fellowship
  army gang crew united rovers
`);

const organisations = new Phrases(
  itemsOf(`
  barnardo's, barnardos, barnardo, nspcc, salvation army, red cross, british red cross, refugee council,
  children's society, the children's society, ecpat, unseen uk, hestia, medaille trust, migrant help, coram,
  afruca, young roots, freedom from torture, shelter, st giles, nacro, kids company, tesco, sainsbury's,
  sainsburys, asda, aldi, lidl, morrisons, mcdonald's, mcdonalds, kfc, primark, greggs, subway, iceland, boots,
  poundland,
`),
);

/** How many tokens from `at` on name a charity or chain of the list; 0 where none does. */
export const listedOrganisationLength = organisations.lengthAt.bind(organisations);

/** Of the list, those that are something else too when they are written small. */
export const organisationsInNeedOfCapital = wordSet("unseen shelter subway iceland boots coram");

/**
 * Nationalities, peoples, languages and faiths, in small letters without accents. British and English lead to nobody
 * here.
 */
export const originWords = wordSet(`
  welsh scottish irish vietnamese albanian albanians kosovan kosovar arab arabs arabic kurd kurds kurdish sorani
  kurmanji badini tigrinya tigrigna tigre tigrayan amharic amhara oromo eritrean eritreans ethiopian ethiopians
  habesha sudanese darfuri masalit zaghawa fur nuba dinka nuer romanian romanians roma romany gypsy traveller
  nigerian nigerians yoruba igbo ibo hausa edo bini urhobo fulani pidgin ghanaian twi fante ewe ga senegalese wolof
  gambian mandinka guinean ivorian malian congolese lingala swahili somali somalis somalian kenyan ugandan luganda
  rwandan zimbabwean shona ndebele zambian malawian cameroonian angolan african africans afghan afghans afghani
  pashto pashtu pashtun pathan dari hazara tajik uzbek farsi persian iranian iranians iraqi iraqis syrian syrians
  lebanese jordanian palestinian egyptian libyan tunisian algerian moroccan saudi yemeni bidoon bedoon turk turks
  turkish azeri armenian georgian pakistani pakistanis urdu punjabi sindhi balochi kashmiri indian indians hindi
  gujarati tamil telugu bengali bangla bangladeshi sylheti nepali nepalese sinhala chinese mandarin cantonese
  fujianese hakka mongolian tibetan thai filipino tagalog malaysian indonesian cambodian khmer lao burmese rohingya
  japanese korean european europeans polish pole poles czech slovak slovakian hungarian bulgarian bulgarians serbian
  serb bosnian croatian macedonian slovenian greek italian italians spanish portuguese french german germans dutch
  belgian austrian swiss swedish norwegian danish finnish latvian lithuanian lithuanians estonian russian russians
  ukrainian ukrainians belarusian moldovan jamaican caribbean brazilian colombian venezuelan american americans
  canadian australian asian asians latin latino shqip shqiptar tieng romana espanol francais muslim muslims
  christian christians orthodox catholic catholics protestant pentecostal evangelical buddhist buddhists hindu
  hindus sikh sikhs jewish jew jews jehovah yazidi yezidi shia sunni ahmadi alevi islam christianity buddhism hinduism
  juju voodoo ayelala
`);

export const originsInNeedOfCapital = wordSet(`
  polish pole poles fur edo roma ga ewe lao latin dari turk turks orthodox catholic traveller shelter bini tigre
  romana swiss evangelical
`);

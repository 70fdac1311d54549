import type { WordClass } from '../tagger/lexicon.js';
import { organizations, surnames, towns } from './name-lists.js';

/** Lists written for this project, by class. Entries of several words are phrases. */
export const ownLists: Readonly<Partial<Record<WordClass, string>>> = {
  legalSuffix:
    'inc incorporated corp corporation co company llc llp lp plc ltd limited gmbh ag sa nv bv ab oy oyj asa spa srl sarl kg pty pte pvt kk kgaa sas se lllp pllc pc na fsb aps as a/s cv jsc ojsc pjsc zao ooo bhd tbk sab l.p l.l.c n.v b.v s.a n.a p.c',
  organizationWord:
    'bank university college school institute institution ministry department agency association society committee commission council court bureau office foundation fund trust partners partnership group holdings holding capital ventures industries systems technologies technology solutions services international enterprises associates club party union federation league army navy force forces hospital center centre church museum library press records airlines airways motors pharmaceuticals laboratories labs energy resources insurance financial securities investments management properties realty development entertainment media networks network communications software pictures studios magazine times journal post tribune herald congress senate parliament assembly government administration authority board team orchestra band academy alliance coalition organization organisation corps brigade division regiment batallion party front movement democrats republicans conservatives labour greens brothers sons bancorp bancshares telecom petroleum oil gas electric steel airlines railway railroad stores foods brands products manufacturing consulting advisors advisers police prison ministry embassy consulate fc united city rovers athletic',
  region:
    'alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|rhode island|south carolina|south dakota|west virginia|puerto rico|district of columbia|ontario quebec manitoba saskatchewan alberta|british columbia|nova scotia|new brunswick|new south wales|queensland|victoria|tasmania|western australia|south australia|england|scotland|wales|northern ireland|bavaria saxony hesse catalonia andalusia lombardy tuscany sicily punjab gujarat kerala maharashtra guangdong sichuan|europe asia africa antarctica oceania eurasia|north america|south america|latin america|middle east|eastern europe|western europe|united states|united kingdom|great britain|soviet union|european union|cayman islands|british virgin islands|hong kong|channel islands',
  placeWord:
    'street avenue boulevard road drive lane court plaza square parkway highway suite floor building tower river lake mountain mountains island islands bay ocean sea gulf valley county district province state city town village township airport park bridge beach desert forest peninsula cape port harbor harbour canal creek hill hills canyon coast north south east west northern southern eastern western central st ave blvd rd dr ln ste hwy pkwy',
  honorific:
    'mr mrs ms miss dr doctor prof professor sir lord lady dame judge justice president senator governor congressman congresswoman representative minister secretary captain colonel general lieutenant sergeant major admiral king queen prince princess duke pope rev reverend father sister brother saint st hon honorable chairman chancellor mayor sheriff officer detective attorney esq capt col gen lt sgt gov sen rep pres magistrate bishop archbishop cardinal baron count emperor sheikh sultan imam rabbi coach aunt uncle',
  role: 'plaintiff plaintiffs defendant defendants appellant appellants appellee appellees petitioner petitioners respondent respondents claimant licensor licensee buyer seller purchaser vendor supplier distributor reseller landlord tenant lessor lessee borrower lender guarantor company customer client consultant contractor employer employee agent principal affiliate party parties trustee issuer holder franchisor franchisee manufacturer debtor creditor assignor assignee investor shareholder sponsor publisher author witness counsel director officer manager administrator executor ceo cfo cto coo president chairman secretary treasurer',
  calendar:
    'january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun spring summer autumn winter christmas easter',
  city: towns,
  surname: surnames,
  organization: `${organizations}|google microsoft apple amazon facebook ibm intel oracle cisco hp dell boeing toyota honda ford chrysler enron citibank citigroup jpmorgan barclays hsbc ubs reuters bloomberg cnn bbc nbc cbs abc fox msnbc nasa fbi cia nsa nato un eu unesco unicef who imf fda epa irs sec ftc fcc doj nlrb nyse nasdaq ferc osha opec wto icc interpol walmart verizon comcast pfizer merck novartis roche exxon chevron shell bp siemens samsung sony nokia ebay yahoo twitter netflix|wall street journal|new york times|washington post|white house|supreme court|european commission|united nations|world bank|goldman sachs|morgan stanley|bank of america|wells fargo|general electric|general motors|red cross|democratic party|republican party|labour party|liberal party|communist party|associated press|house of representatives|federal reserve|al qaeda|hezbollah|hamas|taliban`,
};

/** Tags of the compromise lexicon (MIT) and the class they belong to. */
export const lexiconTags: Readonly<Record<string, WordClass>> = {
  MaleName: 'firstName',
  FemaleName: 'firstName',
  FirstName: 'firstName',
  LastName: 'surname',
  City: 'city',
  Country: 'country',
  Region: 'region',
  Place: 'placeWord',
  Organization: 'organization',
  SportsTeam: 'organization',
  Demonym: 'demonym',
  Month: 'calendar',
  WeekDay: 'calendar',
  Honorific: 'honorific',
  Actor: 'role',
  Infinitive: 'verb',
  PastTense: 'verb',
  PresentTense: 'verb',
  Gerund: 'verb',
  Modal: 'verb',
  Adjective: 'common',
  Singular: 'common',
  Plural: 'common',
  Uncountable: 'common',
  Adverb: 'common',
  Preposition: 'common',
  Conjunction: 'common',
  Pronoun: 'common',
  Determiner: 'common',
  Expression: 'common',
};

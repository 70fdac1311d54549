export type Gender = 'female' | 'male';

/** Common given names: which gender they tell, and that a word is a given name rather than a surname. Public knowledge, kept short. */
const male =
  'aaron abdul abraham adam ahmed alan albert alejandro alex alexander alfred ali allan andre andreas andrew angus anthony antonio arnold arthur barry benjamin bernard boris brandon brian bruce carl carlos cedric charles christian christopher clarence clive colin craig daniel darren david dean dennis derek diego dmitri donald douglas duncan dylan edgar edmund eduardo edward edwin elliot emmanuel enrique eric ernest eugene fernando francis francisco frank franz fred frederick friedrich gabriel gareth gary geoffrey george gerald gerard giovanni gordon graham grant gregory guillermo gustav hans harold harry hassan hector heinrich henri henry herbert herman howard hugh hugo hussein ian ibrahim igor isaac ivan jack jacob jacques jake james jason javier jean jeffrey jeremy jerome jesse jim joachim joel johan johann john jonathan jorge jose joseph joshua juan julian karl keith kenneth kevin klaus kurt larry lars laurence lawrence leo leon leonard lewis liam lionel lloyd logan louis lucas luis luke magnus manuel marcel marco marcus mario mark martin matthew maurice max michael miguel mikhail mohamed mohammad mohammed muhammad nathan nathaniel neil neville nicholas nigel nikolai norman oliver omar oscar otto owen pablo patrick paul pavel pedro percy peter philip pierre rafael ralph ramon raymond reginald ricardo richard robert roberto roger roland ronald ross roy rupert russell ryan salvador samuel saul scott sean sebastian sergei sergey sidney simon stanley stephen steven stuart ted terence theodore thomas timothy tobias tony trevor victor viktor vincent vladimir walter warren wayne werner wilfred wilhelm william wolfgang yusuf zachary';
const female =
  'abigail adele agatha agnes alexandra alice alison amanda amelia amy ana andrea angela anita ann anna anne annette annie antonia audrey barbara beatrice bella bernadette beth betty brenda bridget camilla carla carmen carol carolina caroline catherine cecilia celia charlotte cheryl chloe christina christine claire clara claudia constance cynthia daisy daniela deborah denise diana diane dolores donna dora dorothy edith eileen elaine eleanor elena elisabeth elizabeth ella ellen elsa emily emma erica esther eva evelyn fatima felicity fiona florence frances freya gabriela georgia geraldine gertrude gillian gloria grace greta hannah harriet hazel heather heidi helen helena hilary hilda ida ingrid irene iris isabel isabella isla ivy jacqueline jane janet janice jean jennifer jessica joan joanna josephine joyce juanita judith judy julia julie karen karin kate katherine kathleen katie kelly kristin laura lauren leila lena lillian linda lisa lola lorraine louisa louise lucia lucy lydia mabel madeleine margaret margarita maria marie marilyn marina marion marjorie marta martha mary matilda maureen megan melanie melissa mercedes mia michelle mildred miriam molly monica myrna nadia nancy naomi natalia natalie natasha nicole nina nora norma olga olivia pamela patricia paula pauline penelope phyllis polly priscilla rachel rebecca regina renata rita roberta rosa rosalind rose rosemary ruby ruth sabrina sally samantha sandra sara sarah selena serena sharon sheila shirley silvia sofia sonia sophia sophie stella stephanie susan susanna suzanne sylvia tamara tanya teresa theresa tina ursula valentina valerie vanessa vera veronica victoria violet virginia vivian wendy winifred yolanda yvette yvonne zoe';

/** Short forms: the first word of a line is the full name. One short form may belong to several. */
const shortForms = `abigail abby;abraham abe;albert al bert;alexander alex alec sandy sasha;alexandra alex sandra sasha;alfred alf fred;amanda mandy;andrew andy drew;anthony tony;
antonio tony;arthur art;barbara barb babs;benjamin ben benny;bernard bernie;beverly bev;bradley brad;calvin cal;cameron cam;caroline carrie;catherine cathy kate katie cate;
charles charlie chuck chas;christine chris chrissy tina;christopher chris kit;clifford cliff;cynthia cindy;daniel dan danny;david dave davy;deborah deb debbie;dennis denny;
donald don donnie;dorothy dot dolly;douglas doug;edgar ed;edmund ed ned;edward ed eddie ned ted teddy;edwin ed;elizabeth liz lizzie beth betty eliza betsy lisa libby bess elisabeth;
emily em;eugene gene;evelyn evie;frances fran fanny;francis frank;frederick fred freddie freddy fredrick frederic;gabriel gabe;geoffrey geoff jeff;gerald gerry jerry;gerard gerry;
gregory greg;harold harry hal;henry harry hank hal;herbert bert herb;howard howie;irving irv;isabella bella izzy;jacob jake;jacqueline jackie;james jim jimmy jamie jas;
jeffrey jeff;jennifer jen jenny;jeremy jerry;jessica jess jessie;john jack johnny jon;jonathan jon jonny;joseph joe joey jos;joshua josh;judith judy;katherine kate kathy katie kathryn;
kenneth ken kenny;lawrence larry lawrie laurence;leonard leo len lenny;lewis lew lou;lillian lily;louis lou louie;lucille lucy;margaret maggie meg peggy marge margie;
martin marty;matthew matt;maurice maury;maxwell max;michael mike mick mickey michel;mitchell mitch;nancy nan;nathan nate nat;nathaniel nate nat;nicholas nick nicky nicolas;
oliver ollie;pamela pam;patricia pat patty trish;patrick pat paddy;peter pete;philip phil;phillip phil philip;raymond ray;rebecca becky becca;reginald reg reggie;
richard rick ricky dick rich;robert bob bobby rob robbie;ronald ron ronnie;rosemary rose;roger rodge;russell russ;samantha sam;samuel sam sammy;sandra sandy;sebastian seb;
sergei sergey sergej;sidney sid;solomon sol;stanley stan;stephen steve steven stevie;steven steve;susan sue susie suzy;terence terry;teresa terry tess theresa;theodore ted teddy theo;
thomas tom tommy thos;timothy tim timmy;valerie val;victor vic viktor;victoria vicky vic;vincent vince vinny;virginia ginny;walter walt wally;wesley wes;wilhelm willi willy;
wilfried willi;william bill billy will willie willy wm liam;zachary zach zack`;

const genders = new Map<string, Gender>([
  ...words(male).map((n) => [n, 'male'] as const),
  ...words(female).map((n) => [n, 'female'] as const),
]);
const families = readFamilies();
for (const [short, full] of families) {
  const gender = [...full].map((name) => genders.get(name)).find((g) => g !== undefined);
  if (gender && !genders.has(short) && [...full].every((name) => genders.get(name) === gender)) genders.set(short, gender);
}

/** The gender a given name usually tells, when it does. `jean` and `alex` tell none. */
export function genderOfGivenName(name: string): Gender | undefined {
  return name === 'jean' || name === 'alex' || name === 'andrea' || name === 'sasha' ? undefined : genders.get(name);
}

export function isGivenName(word: string): boolean {
  return genders.has(word) || families.has(word);
}

/** Whether one is a short form of the other, or both are of the same name: `bill` and `william`, `liz` and `beth`. */
export function isShortFormOf(a: string, b: string): boolean {
  const [familyA, familyB] = [families.get(a), families.get(b)];
  if (!familyA || !familyB) return false;
  for (const full of familyA) if (familyB.has(full)) return true;
  return false;
}

/** The full names a word may stand for, itself included. */
export function fullNamesOf(word: string): readonly string[] {
  return [word, ...(families.get(word) ?? [])];
}

function readFamilies(): Map<string, Set<string>> {
  const map = new Map<string, Set<string>>();
  for (const line of shortForms.split(';')) {
    const [full, ...short] = words(line);
    if (!full) continue;
    for (const name of [full, ...short]) {
      const set = map.get(name) ?? new Set();
      map.set(name, set.add(full));
    }
  }
  return map;
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

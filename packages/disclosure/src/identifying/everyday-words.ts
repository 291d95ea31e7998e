/** Words of a list that is written with white space between them. */
export function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/).filter((word) => word !== ""));
}

/** Words that begin a sentence and are never the first word of a name that goes on behind them. */
export const linkingWords = wordSet(`
  a an the this that these those there here i me my mine myself you your yours yourself he him his himself she her
  hers herself it its itself we us our ours ourselves they them their theirs themselves one ones someone somebody
  something anyone anybody anything everyone everybody everything no nobody nothing none each every all both either
  neither some any many much more most few fewer less least several enough other others another such same own and or
  but nor so yet for because although though while whereas if unless until till since before after when whenever
  where wherever as than whether once lest plus in on at by with without within of off to into onto from out over
  under up down about above across against along among around behind below beneath beside besides between beyond
  despite during except inside like near outside past per round through throughout toward towards upon via
  concerning regarding am is are was were be been being have has had having do does did doing done can could may
  might must shall should will would ought need dare cannot won who whom whose which what why how whatever whoever
  however therefore thus hence then also too very just only even still again already always never ever often
  sometimes usually now today tomorrow yesterday tonight soon later maybe perhaps rather quite almost not yes yeah
  ok okay oh well please thanks thank sorry hello hi dear first firstly second secondly third thirdly last lastly
  next finally instead otherwise anyway meanwhile afterwards sadly luckily hopefully honestly actually basically
  eventually especially mostly mainly overall apart together let lets got get gets getting go goes going went gone
  come comes came coming make makes made making take takes took know knows knew think thinks thought feel feels felt
  say says said tell tells told ask asks asked see sees saw seen give gives gave given want wants wanted help helps
  helped find finds found keep keeps kept try tries tried dont im ive id ill cant isnt wasnt didnt doesnt couldnt
  wouldnt two three four five six seven eight nine ten eleven twelve hundred thousand
`);

/** Ordinary words that sentences of such studies begin with. Words that are common given names are left out. */
const ordinaryWords = wordSet(`
  ability able absence access accept account act action activity address adult advice advocate afraid age agency
  agree aim alone amount anger angry annoyed answer anxiety anxious apply appointment area arrival arrive art asleep
  assessment attend available aware away awful baby back bad bank bed begin behaviour belief believe belong best
  better big bit black blame blue body boring born boy break breakfast brother bring build bus busy buy call calm
  car card care carer case cause chance change charge chat check child childhood choice choose claim class clean
  clear clinic close clothes cold comfortable comment community company complain complete computer concern
  conclusion confidence confident confused connect consider contact content control cook cooking cope cost council
  count country couple course court cousin cover cry culture cut danger dangerous dark daughter day days deal death
  decide decision deep delay depend depressed depression detail different difficult difficulty dinner disagree
  discuss distance doctor documents door doubt dream drink drive drug drugs early earlier easy eat eating education
  effort else email emotion empty end enjoy ensure entry environment equal error escape evening event evidence
  example excellent exciting experience explain exploitation express extra eye face fact fair fall false familiar
  family far fast fear fight file fill final fine fire fit fix flat follow food foot football force foreign forget
  form foster free freedom fresh friend friends friendly front full fun future game general gentle girl glad goal
  good great green grow group guess guidance guide gym half hand happen happy hard harm hate head heal health
  healthy hear heart heavy help hers high higher highest history hold holiday home homeless honest hope hopeful
  hospital hostel hot hotel hour hours house housing huge human hungry hurry hurt idea ideal identity ill illness
  imagine immigration important impossible improve include income independence independent individual information
  injury insecure inspired interest interpreter interview invite involve issue job join journey judge keen key kind
  kitchen knowledge lack language large late law lawyer lead learn leave legal lesson letter level library lie life
  light line list listen little live local lonely long look lose loss lost lot loud love low lower lowest luck lucky
  lunch main mail male man manage manager many matter meal mean meet member memory men mental mentor message middle
  mind minute miss mistake moment money month months mood morning mother mothers move movie mum dad music name
  narrative natural need nervous new news nice night nightmares noise normal note number nurse offer office old
  older online open opinion option order ordinary original outcome outdoor owe page pain panic parent part people
  peace period person phone picture piece pile pity place plan plans play player point police polite poor positive
  possible post power practical practice pray prayer prefer present pressure pretty prevent previous prison private
  probable problem process professional progress project promise proper protect protection proud prove public push
  put quality question questions quick quiet rate reach read ready real reason receive recent record reduce refer
  referral refuse relation relationship relative relax religion remain remember rent report request require research
  respect respond rest result return review right rights ring risk road room routine rule rules run sad safe safety
  school science score scared search see seem self send sense separate serious service services session set shame
  share shop short shout show shy shopping sick side sign silence similar simple single sister sit situation skill
  skills sleep sleeping slow small smart smile social solicitor solution son soon sort sorts sound space speak
  special spend staff stand start state statement stay step stop story straight strange street stress strong student
  study stuff subject succeed success suffer suggest sun support suppose sure survive system table talk tea teach
  teacher team teenager temporary terrible test text theme therapist thing things threat tidy time times tired title
  top total touch town trafficker traffickers training travel treat trial trip trouble true trust truth turn type
  uncertain uncle uncomfortable understand uneasy unfair unhappy university unknown unsafe unsure upset urgent use
  useful usual value video view views violence visit visitor voice volunteer vulnerable wait walk wash watch water
  way weak wear week weeks weekend weekends welcome white whole wife win wish woman women wonder word words work
  worker workers working workshop world worried worry worse worst worth write wrong year years young younger
  youngest youth advocates asylum children boundaries trafficking guardian guardians guardianship slavery
  accommodation carers interviews appointments agreed placed ranked sorted spoke spoken met became become led
  written wrote ran left heard kept meant paid sent slept spent stood taught understood woke won broke bought
  brought built chose drank drove ate fell forgot fought grew hid knew lay lived looked loved moved needed played ex
  non anti pre co semi well wellbeing everywhere somewhere nowhere anywhere ago abroad alive alike aside aunt auntie
  grandmother grandfather mom mummy daddy parents boyfriend girlfriend husband partner neighbour english maths
  college mosque church temple god internet whatsapp facebook youtube abuse acceptance accident adolescent adventure
  afternoon agreement air alcohol analysis analyst animal apology approach argument arrangement attention attitude
  average balance ball barrier base basis bath bedroom benefit bill bird blanket board boat bond book box bread
  breath button camp capacity capital cash category centre chain chair chapter character cigarette circle citizen
  city climate clock club coach coat coffee collect colour column combine commitment common communicate compare
  compassion complex compliment compound condition conflict consent consequence constant context continue contrary
  contrast conversation convince correct courage crime crisis criticism crowd cup curtain custom damage data date
  debate debt decent default degree demand denial describe description desire despair determination develop device
  diet dignity direct direction dirt disappear disappoint disappointment discipline discover dish disrespect
  distrust divide division double draw dress duty earn edge effect elder embarrass emergency empathy employ
  encourage enemy energy engage enter enthusiasm escort essential exact exam exercise exist exit expect expectation
  expert extreme factor fail failure fake fashion fate fault favourite feature feed feedback fewer finance finger
  fish flag flight floor focus formal frustration furniture gap garden gather generally govern grade grid ground
  growth guard guest guilt habit hair handle hardship helper heritage hero household humour hunger homework
  ignorance image immediate impact impression incident increase indeed influence inform injustice inner input
  insight instant instruct insurance intend intention introduce invest isolate item jail jealousy joke judgement
  justice kid knock label land laptop laugh laughter laundry layer leader leg length liberty likewise limit link lip
  load loan location lock logic loyalty machine majority map mask match material measure media medicine mention mess
  method midnight mild mix mobile model mouth muscle mystery nation nature near negative neglect nerve network
  neutral nightmare notice numerous object obvious occasion officer official organisation origin outside owner pack
  paperwork participant particular partly party passion passport past path pattern payment peer perfect performance
  permission phase philosophy physical pleasure poem politics potential poverty powerful praise preference prejudice
  presence pride principle print priority privacy product profile proof property purpose quarter racism rank rape
  reaction realise recovery reduction reflect regard regular rejection relief reluctance repeat representation
  reputation resident resource response reward role roof root route row sacrifice salary satisfaction scale scene
  schedule scheme sea seat secret section series shelter shift shock shoe shower sight signature smoke snow society
  song sorter soul source speech speed sport stable stage standard status stigma storage stranger strategy strength
  structure struggle style suicide suitable supervision supper suspicion sympathy target task taste tax tear
  technology telephone temper tension tent term thought throughout ticket tolerance tone tool topic tour tradition
  tragedy translate translator transport trauma trend typical unit unlike vague various victim visa vision wage war
  warm warmth waste wealth weather weight wind winter wisdom within wound
`);

/** Endings of ordinary words, without a last s. */
const ordinaryEndings = /(?:ing|ly|tion|sion|nes|ment|ship|ity|able|ible|ful|les|ism|itie|where|thing)$/;

/** Whether a word in small letters can begin an English sentence without being anybody's name. */
export function isEveryday(word: string): boolean {
  if (isListed(word)) return true;
  return (
    (word.length > 3 && word.endsWith("s") && isListed(word.slice(0, -1))) ||
    (word.length > 4 && /e[sd]$/.test(word) && (isListed(word.slice(0, -2)) || isListed(word.slice(0, -1)))) ||
    (word.length > 4 && word.endsWith("ies") && isListed(`${word.slice(0, -3)}y`)) ||
    (word.length > 5 && ordinaryEndings.test(word.replace(/s$/, "")))
  );
}

/** The same without guesses from endings. */
export function isListed(word: string): boolean {
  return linkingWords.has(word) || ordinaryWords.has(word);
}

/**
 * Words written with a capital in such studies that lead to nobody: offices, procedures, schemes, feasts, and what
 * everybody uses. A capital word beside others is another matter.
 */
export const commonCapitals = wordSet(`
  i independent child children trafficking guardian guardians guardianship ictg ictgs ictgss nrm home office modern
  slavery act national referral mechanism single competent authority social worker workers services service local
  authorities young people person policy practitioner advocate advocates advocacy support crown county high
  magistrates youth family court courts tribunal judge justice police solicitor solicitors barrister lawyer
  interpreter immigration asylum age assessment border force government parliament state secretary department
  education health care carer carers leaver leavers foster mental camhs nhs gp gps hospital school college
  university offending team teams yot yots iro isw sw ehcp section part schedule table figure group groups factor
  statement statements card cards annex appendix chapter page q ukvi dwp cps nca uk united kingdom great britain
  british english eu un covid gcse gcses esol btec maths science art pe it ict cv tv id pin sim pc ok dna ptsd adhd
  asd hiv aids lgbt lgbtq brp icss mondays tuesdays wednesdays thursdays fridays saturdays sundays year christmas
  easter eid ramadan diwali god allah lord bible quran koran mum dad mummy daddy mom mother father auntie aunty aunt
  uncle grandma grandad nan sir madam miss internet wi fi wifi google youtube whatsapp facebook instagram tiktok
  snapchat messenger zoom netflix playstation xbox android uber plait conclusive grounds reasonable positive
  negative decision board committee review manager coordinator officer practice direct regional rights convention
  universal credit personal adviser advisor plan
`);

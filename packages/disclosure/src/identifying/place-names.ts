import { wordSet } from "./everyday-words.ts";
import { itemsOf, Phrases } from "./listed-words.ts";

/**
 * Countries, regions, and towns of the United Kingdom and of routes to it: a choice; others are found by their
 * capital.
 */
const places = itemsOf(`
  england, wales, scotland, ireland, northern ireland, london, greater london, birmingham, manchester, greater
  manchester, liverpool, merseyside, leeds, sheffield, bristol, newcastle, newcastle upon tyne, sunderland,
  nottingham, leicester, coventry, bradford, wolverhampton, stoke on trent, stoke, derby, plymouth, southampton,
  portsmouth, brighton, hove, brighton and hove, reading, oxford, cambridge, norwich, ipswich, exeter, bath,
  gloucester, cheltenham, swindon, bournemouth, poole, luton, milton keynes, northampton, peterborough, bedford,
  watford, slough, southend, southend on sea, colchester, chelmsford, basildon, thurrock, medway, maidstone,
  canterbury, dover, folkestone, ashford, hastings, eastbourne, crawley, gatwick, heathrow, stansted, margate,
  ramsgate, croydon, barking, dagenham, barking and dagenham, barnet, bexley, brent, bromley, camden, ealing,
  enfield, greenwich, hackney, hammersmith, hammersmith and fulham, fulham, haringey, harrow, havering,
  hillingdon, hounslow, islington, kensington, kensington and chelsea, chelsea, kingston, kingston upon thames,
  lambeth, lewisham, merton, newham, redbridge, richmond, richmond upon thames, southwark, sutton, tower hamlets,
  waltham forest, wandsworth, westminster, brixton, peckham, tottenham, stratford, walthamstow, wembley, southall,
  woolwich, ilford, romford, edgware, bolton, bury, oldham, rochdale, salford, stockport, tameside, trafford,
  wigan, blackpool, blackburn, burnley, preston, lancaster, carlisle, warrington, halton, knowsley, sefton,
  wirral, birkenhead, st helens, barnsley, doncaster, rotherham, wakefield, huddersfield, halifax, kirklees,
  calderdale, hull, york, harrogate, scarborough, middlesbrough, darlington, durham, gateshead, hartlepool,
  redcar, stockton, lincoln, grimsby, scunthorpe, mansfield, chesterfield, walsall, dudley, sandwell, solihull,
  telford, shrewsbury, worcester, hereford, stafford, burton, tamworth, nuneaton, rugby, warwick, kettering,
  corby, salisbury, taunton, torquay, truro, barnstaple, yeovil, weston super mare, basingstoke, winchester,
  guildford, woking, isle of wight, jersey, guernsey, stevenage, hemel hempstead, st albans, harlow, great
  yarmouth, lowestoft, king's lynn, kent, essex, surrey, sussex, east sussex, west sussex, hampshire, dorset,
  devon, cornwall, somerset, wiltshire, gloucestershire, oxfordshire, berkshire, buckinghamshire, hertfordshire,
  bedfordshire, cambridgeshire, norfolk, suffolk, lincolnshire, nottinghamshire, derbyshire, leicestershire,
  northamptonshire, warwickshire, worcestershire, herefordshire, shropshire, staffordshire, cheshire, lancashire,
  yorkshire, north yorkshire, south yorkshire, west yorkshire, cumbria, northumberland, tyneside, teesside,
  humberside, rutland, west midlands, east midlands, midlands, east anglia, cardiff, swansea, newport, wrexham,
  gwent, bangor, llandudno, aberystwyth, merthyr tydfil, rhondda, glasgow, edinburgh, aberdeen, dundee, inverness,
  perth, stirling, belfast, derry, londonderry, lisburn, newry, dublin, cork, galway, vietnam, viet nam, hanoi, ha
  noi, ho chi minh city, saigon, hai phong, haiphong, nghe an, ha tinh, quang binh, hue, da nang, vinh, albania,
  tirana, durres, shkoder, shkodra, elbasan, kukes, fier, vlora, vlore, lezhe, diber, kosovo, pristina, prishtina,
  north macedonia, macedonia, montenegro, serbia, bosnia, croatia, slovenia, greece, athens, thessaloniki, italy,
  rome, milan, sicily, lampedusa, france, paris, calais, dunkirk, lille, lyon, marseille, belgium, brussels,
  netherlands, amsterdam, germany, berlin, hamburg, munich, frankfurt, austria, vienna, switzerland, spain,
  madrid, barcelona, portugal, lisbon, hungary, budapest, poland, warsaw, czech republic, czechia, prague,
  slovakia, ukraine, kyiv, kiev, russia, moscow, belarus, moldova, romania, bucharest, iasi, bacau, cluj,
  constanta, bulgaria, sofia, turkey, turkiye, istanbul, ankara, izmir, cyprus, malta, sweden, stockholm, norway,
  oslo, denmark, copenhagen, finland, latvia, lithuania, estonia, europe, iraq, baghdad, mosul, erbil, hawler,
  sulaymaniyah, sulaimaniyah, slemani, duhok, dohuk, kirkuk, ranya, halabja, kurdistan, iran, tehran, tabriz,
  sanandaj, syria, damascus, aleppo, homs, idlib, raqqa, kobani, qamishli, lebanon, beirut, jordan, amman,
  palestine, gaza, west bank, israel, saudi arabia, yemen, kuwait, dubai, qatar, oman, afghanistan, kabul,
  kandahar, herat, jalalabad, kunduz, mazar, nangarhar, laghman, baghlan, pakistan, lahore, karachi, islamabad,
  peshawar, quetta, kashmir, mirpur, india, delhi, mumbai, punjab, kerala, bangladesh, dhaka, sylhet, sri lanka,
  nepal, china, beijing, shanghai, fujian, fuzhou, hong kong, taiwan, mongolia, thailand, bangkok, philippines,
  manila, malaysia, indonesia, cambodia, laos, myanmar, burma, japan, korea, eritrea, asmara, keren, massawa,
  sawa, ethiopia, addis ababa, tigray, mekelle, gondar, oromia, sudan, south sudan, khartoum, omdurman, darfur, el
  fasher, nyala, geneina, kassala, port sudan, juba, egypt, cairo, alexandria, libya, tripoli, benghazi, bani
  walid, sabha, kufra, zawiya, zuwara, tunisia, tunis, algeria, algiers, morocco, casablanca, tangier, somalia,
  somaliland, mogadishu, hargeisa, kismayo, djibouti, kenya, nairobi, mombasa, uganda, kampala, rwanda, burundi,
  tanzania, congo, kinshasa, chad, niger, agadez, mali, bamako, nigeria, lagos, abuja, benin, benin city, edo, edo
  state, kano, ibadan, port harcourt, delta state, ghana, accra, kumasi, togo, ivory coast, abidjan, senegal,
  dakar, gambia, guinea, conakry, sierra leone, freetown, liberia, cameroon, angola, zambia, zimbabwe, harare,
  malawi, mozambique, south africa, johannesburg, africa, asia, middle east, america, united states, usa, canada,
  mexico, brazil, colombia, jamaica, trinidad, australia, new zealand, sahara, mediterranean, balkans, the jungle,
`);

const placePhrases = new Phrases(places);

/** How many tokens from `at` on name a place of the list; 0 where none does. */
export const listedPlaceLength = placePhrases.lengthAt.bind(placePhrases);

/** Places that are something else too when they are written small. */
export const placesInNeedOfCapital = wordSet(`
  reading bath bury sandwich rugby hull derby cork hove poole turkey jersey china chad mali jordan dover slough
  barking sutton kingston burton preston stoke durham lincoln stafford warwick halifax perth stirling richmond
  chelsea stratford milan sofia hue fier edo niger laos keren sawa guinea alexandria georgia corby vinh paris
  constanta harrow ealing oman delta america brent mansfield lancaster bolton york worcester japan
`);

/** Words with which the name of a street, a building or a landscape ends. */
export const placeWords = wordSet(`
  street st road rd avenue ave lane ln close crescent terrace gardens square way grove estate mews hill park green
  bridge place row walk drive common heath quay wharf docks dock port harbour airport beach bay island isle river
  valley forest wood woods village town city county borough district north south east west northern southern eastern
  western central high coast border tower flats heights lodge cottage villas market gate cross circus parade
`);

export const placeEndings = /(?:shire|borough|brough|burgh|bury|chester|minster|mouth|istan|ville|stead|wick|hampton)$/;

import { wordSet } from "./everyday-words.ts";

/**
 * Common given names of the countries that such studies meet, without accents: a choice, not a register. A name that is
 * not here is found by its capital letter.
 */
export const givenNames = wordSet(`
  adam aaron abigail adrian aidan alan alex alexander alexandra alfie alice alison amanda amber amelia amy andrea
  andrew angela anita ann anna anne annie anthony archie arthur ashley ava barbara ben benjamin beth bethany
  beverley beverly bill billy bob brandon brenda brian bruce callum cameron carl carla carol caroline catherine
  charity charlie charles charlotte chloe chris christine christopher claire clare colin connor constance craig dan
  daniel danielle darren dave david dawn deborah debbie denise dennis derek diana diane dominic donald donna dorothy
  doug duncan dylan edward eleanor elizabeth ella ellie emily emma eric erin ethan eva evan evie faith felicity
  fiona florence frances francis frank fred freddie freya gareth gary gavin gemma geoff george georgia gerald
  gillian gina gordon grace graham greg hannah harold harriet harry harvey hayley hazel heather heidi helen henry
  holly howard hugh ian imogen irene isaac isabel isabella isla ivy jack jackie jackson jacob jacqueline jade jake
  james jamie jane janet janice jason jasmine jayden jean jeff jenna jennifer jenny jeremy jess jessica jill jim
  jimmy joan joanna joanne jodie joe joel john johnny jonathan jordan joseph josh joshua joy joyce juan jude judith
  judy julia julian julie june justin karen kate katherine kathleen katie kay keith kelly ken kenneth kerry kevin
  kieran kim kimberley kimberly kirsty kyle lara laura lauren lawrence leah leanne lee leo leon leonard leslie lewis
  liam lily linda lindsay lisa liz logan lorraine louis louise lucas lucy luke lydia lynn lynne maddie madeleine
  maggie marcus margaret maria marie marilyn marion mark martha martin mary mason matt matthew maureen max maxine
  megan mel melanie melissa mia michael michelle mick mike millie molly morgan naomi natalie natasha nathan neil
  niamh nicholas nick nicky nicola nicole nigel nina noah nora norma oliver olivia oscar owen pam pamela pat
  patricia patrick paul paula pauline penny pete peter phil philip phillip phoebe phyllis polly poppy rachael rachel
  ralph ray raymond rebecca reece rhys richard ricky riley rita rob robert robin rodney roger ron ronald rory rosa
  rose rosemary rosie ross roy ruby russell ruth ryan sally sam samantha samuel sandra sara sarah scarlett scott
  sean sebastian shane sharon shaun sheila shirley sian simon skye sophia sophie spencer stacey stanley stella
  stephanie stephen steve steven stewart stuart sue susan suzanne sylvia tanya tara ted teresa terry tess theo
  theresa thomas tim timothy tina toby todd tom tommy tony tracey tracy trevor trinity tyler valerie vanessa vera
  verity veronica victor victoria vincent violet walter wayne wendy wesley will william willow yvonne zach zachary
  zara zoe

  anh bao bich binh chau chi chien cong cuong dai dao dat diem diep dinh doan duc dung duong duy giang ha hai han
  hang hanh hao hien hieu hoa hoai hoan hoang hong hue hung huong huy huyen khanh khoa kien lam lan lien linh loan
  loc long ly mai manh minh my nam nga ngan nghia ngoc nguyen nguyet nhan nhi nhung oanh phat phong phu phuc phuong
  quan quang quoc quy quyen quynh sang son tai tam tan thach thang thanh thao thi thien thinh tho thoa thu thuan
  thuy tien tin toan trang tran tri trinh trong truc trung truong tu tuan tuyen tuyet uyen van viet vinh vu xuan yen
  pham huynh vo dang bui ngo

  adriatik afrim agim agron alban albana albert alfred alketa altin anila arben ardian arjan armand armend artan
  artur astrit bardh bardhyl behar bekim besa besnik blendi blerim blerina blerta bujar dardan denisa donika dritan
  drita driton edlira edmond edona elira elona elvana enkeleda enver erion erjon ermal ermira fatjon fatmir fatos
  flamur florian flutura gazmend genc genti gentian gezim gjergj gjon granit ilir ilirjan jetmir jeton jonida klajdi
  klea klodian kreshnik kujtim kushtrim laert leart ledion lindita liridon lirim lorik luan lulzim majlinda marsela
  mimoza mirela mirjeta nertila olsi orges petrit pranvera qendrim redon renato rinor rovena saimir shkelqim shpend
  shpetim shpresa skender sokol taulant teuta valbona valdrin valmir valon vjosa vjollca xhevahir ylli zamira zana

  abbas abd abdallah abdel abdi abdirahman abdul abdulkadir abdullah abdullahi abdulrahman abu adel adil adnan ahmad
  ahmed aisha aicha akram ala alaa ali alia amal amin amina aminata amir amira ammar anas anwar asad ashraf asma
  asmaa aya ayaan ayman aziz azza badr bakr basel bashar bashir basma bilal bushra dalia dina dua fadi fadil fadumo
  fahad faisal farah farid faris farouk farida fatima fatimah fatma fawzia fuad ghada habib habiba hadi hafsa
  haitham hakim hala halima hamid hamza hana hanan hani haroun hasan hashim hassan hawa haya heba hiba hicham hisham
  hoda huda hussein husain hussain ibrahim idris ihab ikram iman imran isa ismail ismael issa jabir jaber jafar
  jalal jamal jamil jamila kamal kareem karim khadija khadra khaled khalid khalil khadar lamia latif layla leila
  leyla lina luay lubna mahdi mahmoud mahmud majid malak malik mansour mariam maryam marwa marwan mehdi mohamad
  mohamed mohammad mohammed muhammad muhammed moussa mona mouna muna musa mustafa mustapha nabil nabila nada nadia
  nadir naima najib nasir nasser nawal noor nour nur nura omar omer osama othman rabia rachid rami rania rashid
  rashida rasha rawan razan reem rehab rida rima riyad rukia saad sabah sabrina sadiq said saeed saif sakina salah
  saleh salem salim salma salman samah sami samir samira samiya sana sayed shadi shaimaa sharif shukri sidra siham
  soad sofia suad suha sulaiman suleiman sumaya taha tahir talal talib tamer tarek tariq umar usama wael wafa walid
  warda wissam yahya yara yasin yasir yasmin yasmine youssef yousef yusuf zahra zainab zaynab zakaria zaki zayd
  zeinab ziad zuhair

  agrin ako araz aram aras arian ashti awat avan avin azad baran barham berivan botan bahoz chia chiman dana dara
  darin darya delal delshad derya diyar dilan dilovan dilshad evin farhad ferhad gulala gulistan hawar hawre hejar
  helin hemin hevin hiwa hoshang hozan jiyan jwan karwan kawa kaywan khabat khanda kurdo lanja mahabad mizgin nali
  naze nergiz newroz nazdar nihad nishtiman peshang peshawa rebaz rebin rebwar rekar renas rizgar rojda rojin ronahi
  ronak rozhin runak rojan sarbast sardar serdar shano shilan shirin shirwan shwan sirwan siyamand sherko soran
  sozan tavga viyan xebat zagros zerdesht zilan zryan

  abel abeba abraha abrehet adhanom adiam afewerki almaz alem alemash amanuel asmerom asmeret aster awet azeb bahta
  berhane bereket biniam birhan brhane bsrat dawit daniat delina desta efrem elsa eyob ermias eden feven filimon
  filmon fitsum freweini fthi gebre gebremariam gebremeskel genet ghebre ghide girmay goitom habtom haben haile
  hailu hermela henok hiwet isaias kahsay kesete kflom kibrom kidane kidist letay luam luwam medhanie mehari mekonen
  merhawi meron meseret mewael michiele milen mihret mulu mulugeta nahom natnael negasi negash negisti nebyat okbay
  rahel rahwa robel ruta samson samrawit saba selam selamawit selemon semhar semere senait shewit simret solomon
  tadesse tekle teklay tesfay tesfaye tesfalem tewelde tewolde tigist tsegay tsehay tsige weldu weldeab winta woldu
  yemane yergalem yodit yohana yohannes yonas yonatan yordanos yosief zebib zemichael zerai zeray abebe alemu bekele
  birtukan bizunesh chaltu dereje fikru getachew girma hirut kebede lemlem meaza mesfin seble tamirat tamrat worku
  yared zewdu zeritu

  abakar abdelrahim adoum altayeb awadia bakhit babiker deng elfatih elsadig eltahir gadir garang hagar haroon ishag
  ismat jalila khatir kuku majok mubarak nimeiri osman salih sittana tayeb yagoub zahir machar akol nyibol atong
  nasra ayen achol abuk bol

  alexandru alin alina ana anca andreea andrei angelica aurel aurelia bogdan camelia catalin catalina ciprian
  claudia claudiu constantin corina cosmin costel costin cristi cristian cristina dacian daniela daria doina dorin
  doru dragos dumitru elena emanuel emil eugen florentina florin florina gabriel gabriela georgeta gheorghe ghita
  ilie ileana ilinca ioan ioana ion ionela ionut irina iulia iulian larisa laurentiu lavinia liviu loredana lucian
  luminita madalina magdalena marcel marian mariana marin marius mihaela mihai mihail mircea monica narcisa nelu
  nicolae nicoleta octavian oana ovidiu pavel petre petru petronela radu raluca ramona razvan remus roxana rodica
  sanda silviu silvia simona sorin sorina stefan stefania stelian teodor teodora tiberiu traian tudor valentin
  valentina vasile vasilica viorel viorica vlad vladut

  abayomi abiodun abiola ade adebayo adebola adedayo adeola adesuwa adewale adunni afolabi akin akinola amadi amaka
  amara aminu ayo ayodele ayomide azubuike babatunde bamidele bello blessing bola bolanle bukola chibueze chichi
  chidi chidinma chiamaka chijioke chika chimamanda chinedu chinelo chinonso chinwe chioma chisom chukwudi
  chukwuemeka damilola dayo ebele ebuka efe ehi ejike eke ekaette emeka enitan ese esohe esosa eunice ezinne favour
  femi folake folasade funke funmi godwin gift goodluck haruna ibironke idowu ife ifeanyi ifeoma ifunanya ije
  ikechukwu ikenna itohan iyabo jumoke kehinde kelechi kemi kolade kunle lanre mercy modupe ndidi ngozi nkechi nkem
  nneka nnamdi nnenna nosa obi obinna obioma ogechi okafor okon okoro ola olabisi olamide olanrewaju olu oluchi
  olufemi olumide oluseun oluwaseun oluwatobi omolara omotola onyeka osagie osahon osas osaze osaretin oyin patience
  precious queen rasheed rotimi sade segun seun sikiru simisola sola sunday taiwo tayo temitope titilayo tobi toyin
  tunde tunji ubong uche uchenna ugochi usman uzoma wale yakubu yemi yetunde yewande

  abena adjoa afia afua akosua akua akwasi ama amoah efua ebo esi fiifi kofi kojo kwabena kwaku kwame kwasi kweku
  yaa yaw nana kwadwo amadou aissatou awa binta boubacar cheikh demba djibril fanta fatou fatoumata ibrahima
  kadiatou lamin mamadou mariama modou oumar ousmane sekou souleymane yaya ebrima alpha foday sorie isatu hawanatu
  kadija thabo sipho tendai tatenda farai rudo tafadzwa chipo nyasha wanjiru kamau mwangi otieno achieng nakato
  namukasa mukasa okello juma baraka neema

  abdulaziz ahmadullah aimal ajmal asef atiq atiqullah ehsan esmat fawad feroz ghulam gul gulalai habibullah hamed
  hamidullah hashmat hayatullah homayoun idrees islam jawad javid khair mirwais mohebullah mujtaba najibullah naqib
  nasrullah naweed nawid nazir obaidullah omid parwana pashtana qais rahmat rahmatullah reza rohullah sanaullah
  sayeed sediq shabnam shafiq shafiqullah shah shaima shahzad shirzad sohrab tahmina wahid wali yama zabihullah
  zahid zalmai zarghuna zarmina zia ziaullah zohra alireza amirhossein arash arezoo ashkan babak bahram behnam
  behrouz dariush elham elnaz fatemeh fereshteh hamidreza hossein kamran kaveh kian mahsa masoud mehran mina mitra
  mohsen morteza nasrin nazanin negar niloufar parisa parvin peyman pouya ramin roya saeid sahar sanaz sepideh
  setareh shahin shahram shima siavash sina soheil soraya vahid yaser zeynab

  abhishek amit anil anjali arjun deepa deepak gurpreet harpreet jaspreet kavita kiran krishna kuldeep manpreet
  meera neha nisha pooja priya rahul raj rajesh ravi rohit sandeep sanjay sunil sunita suresh vijay vikram aamir
  aamna asif ayesha bibi fatema fazal hina iqbal irfan jahangir kashif khurram madiha naveed nusrat parveen rabiya
  rizwan rubina rukhsana saima sajid shabana shahida shazia sumaiya tahira tanvir waqar yasmeen zeeshan zubair arif
  jahid kamrul rafiq rahim rohima shafiqul shirina sultana mahbub wei xin ying jing jie lei mei ming hui hua xiao
  yan yang yu zhang wang li liu chen huang zhao wu zhou xu sun ma zhu hu guo lin he gao luo zheng agnieszka
  aleksandra aleksander andrzej beata bartek dominika ewa grzegorz jakub jan justyna kamil kasia katarzyna krzysztof
  lukasz maciej magda malgorzata marcin marek marta mateusz michal monika natalia pawel piotr sylwia szymon tomasz
  wojciech zofia alexei aleksei anastasia boris dmitri dmitry ekaterina galina igor ivan katya ksenia lena ludmila
  maksim marina mikhail natalya nikita nikolai oksana oleg olena olga petya sasha sergei sergey svetlana taras
  tatiana tetiana vadim vasyl viktor vladimir volodymyr yulia yuri zlatko dusan goran jelena milan miroslav nenad
  nikola slavica vesna zoran georgi ivanka kaloyan plamen stoyan todor desislava ahmet ayse burak cem deniz elif
  emine emre hakan kemal mehmet murat ozan selim serkan sultan tugba yildiz zeynep alejandro alvaro antonio beatriz
  camila carlos carmen catarina diego eduardo enrique esperanza felipe fernanda fernando francisca francisco
  guadalupe hector ines isabela javier jesus joao joana jorge jose josefa juana juliana leticia lucia luis luiz
  manuel mario miguel nuno pablo paolo pedro pilar rafael raquel ricardo roberto rodrigo rosario rui sergio tiago
  tomas ximena alessandro chiara elisa francesca franco gianni giorgio giovanni giulia giuseppe lorenzo luca marco
  matteo antoine brigitte celine chantal claude francois francoise gerard guillaume helene jacques jerome laurent
  luc mathieu mireille monique nathalie olivier philippe pierre sandrine sylvie thierry veronique yves

  smith jones taylor williams davies patel khan begum chowdhury hoxha shehu gjoka krasniqi popescu ionescu popa
  okonkwo adeyemi balogun mohamud warsame hagos gebreselassie tesfamariam o'brien
`);

/** Given names that are something else too when they are written small. */
export const namesInNeedOfCapital = wordSet(`
  abba abu ad ade ala alem alpha amal amber ana angelica ann art ash baraka bao bill bob bol buck cem charity chase
  chi chia chris christian clay cliff dai dan dana daria dat dawn dean desta dina dong don drew dung duo ed efe eke
  elf ella eve even ese esi faith fanta farid favour fern frank fred gay gene gift glen goodluck grace gul guy ha
  hai han hang harry haven haya hazel he heather henna holly hong hue hung ian ife ike ill iris islam ivy jack jade
  jan jasmine jean jeff jess jim jimmy joan joe john jordan josh joy juan jude june justin kay ken kerry khair kid
  kiki kim king kit la lam lan lane lance lee lei leo leon li lien lily lin linen lira liz loan long lord luck luan
  ly ma mai malik man manly marina mark mat matt max may mel mercy mia mick mike mina ming minh misty mona monica
  morgan my nan nana nancy nam nations nick norm nora obi ola olive oral oscar pam pansy pat patience patrick patty
  paul pearl penny pete phat phil pilar poppy prince princess precious queen queer raj rami ray regal reed reem rich
  rick rida rita rob robin roc rod rojan roma rory rosa rosario rose rosemary rowan roy ruby rui rune ruth rusty
  saba sade sally sam sana sandy sang scarlett seun shah shane sharif shed sierra skip skye sol sola solo son
  spencer spring star sterling stew storm sue sultan sultana summer sun sunday sunny tai tam tan tara ted terry theo
  thi thin tim tin toby todd tom tong tony trang tri trinity tu trong tully tung van vera verity vi victor victory
  vinh violet vo vu wale wang warda wade wei will willow win wong wood woody wu xu yang yen yu yam yaw yaya zach
  zana zen zia zoo dara dear den derek dick dot dutch earl era eva nina nova lina lara desire blessing happiness
  peace love hope goodness alban albert alfred delta dilan drake mary
`);

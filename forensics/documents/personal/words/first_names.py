"""Common first names, in small letters and without accents: enough to know a column of names, never a person.

Written down for this purpose from what is commonly heard. Names that are also months, days, towns, countries, brands
or everyday words (april, june, paris, florence, jordan, mercedes, will, mark, bill) are left out.
"""

from __future__ import annotations

__all__ = ["FIRST_NAMES"]

_DUTCH = """
aad aafke aart abel ad adriaan adriana aleida alex alexander alida anja anke anna anne anneke annelies annemarie
annemiek annet annette anouk ans anton antoinette antoon arend arie arjan arjen arnold astrid bas bart bastiaan
beatrijs bea ben bernard bert berta betty bianca bo bob boudewijn bram brigitte britt bruno carla carlijn carolien
caroline cas casper cato cees chantal charlotte chris christa christel christiaan christine claire clara claudia coen
coenraad conny cor cora corine corrie daan daniel danielle danny david debbie denise dennis dewi diana dick diederik
diny dirk dominique doris dorien dylan edith edwin eefje eelco els elise elisabeth ella ellen elly elma eline emiel
emma emmy eric erica erik esmee esther eva evelien evelyn ewout fabian fatima femke fenna ferdinand fien finn fleur
floor floris fokke frank frans fred frederik freek frits gea geert geertje geertruida gerard gerben gerda gerrit
gerritje gert gertjan gertrude gijs gijsbert gilles greet greetje gretha guus hanna hanneke hannie hans harm harold
harry heleen helena helma hendrik hendrika hendrikus henk henny henri herman hester hidde hilda hilde huib hubert hugo
ida ilse inge ingeborg ingrid irene iris irma isabel isabelle ivo jaap jacob jacoba jacobus jacqueline jan janna janneke
jannes janny jans jantje jasmijn jasper jeanette jelle jeroen jesse jet jeroen joan job jochem joep johan johanna
johannes jolanda jolien joost joost jorien joris jos josephine joyce judith jules julia juliette jurgen jurre karel
karen karin karlijn katja kees kim klaas klaasje koen koos krijn lars laura laurens leen leendert lena lenny leo leon
leonie lex lidewij lieke lies liesbeth lieve linda lisa lisanne lizzy loes lotte louis louise luc lucas luuk lynn
maaike maarten maartje machiel madelon manon marc marcel margot margreet margriet maria marian marianne marieke mariette
marijke marijn marike marina marion mariska marit marja marjan marjo marjolein marjolijn marlies marloes martijn martin
martine martje maud maurits max meike melanie menno merel mia michel michelle miep mieke milou mirjam mirella mirte
monique myrthe nadine nanda natasja nathalie nel nelleke nelly nico nicole niek niels niels nienke nina noor noortje
olaf olga onno oscar otto pascal patricia patrick paul paula paulien pauline peter petra petronella pien piet pieter
pietje pim quinten rachel ralf ramon rembrandt remco rene renate renee rens riet rik rianne richard rick rien rina rita
rob robbert robert robin roel roelof roland rolf ronald roos rosalie rosanne roy rozemarijn rudolf ruben rudy ruud
ruurd saar sabine sander sandra sanne sara saskia sebastiaan sem sietske sigrid silvia simon simone sjaak sjoerd sjors
sofie sonja sophie stan stefan stefanie stella steven stijn suzan suzanne sven sylvia sytske tamara tanja teun teunis
thea theo theodora thijs thomas thijmen tijn tim timo tineke tjeerd tobias tom ton tonny trijntje truus ursula
valerie vera veronique victor vincent vivian wendy wessel wibo wiebe wil wilhelmina willem willemijn wilma wim wouter
wytze xander yolanda yvette yvonne zoe
"""
_ENGLISH = """
aaron abigail adam adrian agnes aidan alan albert alfie alfred alice alison allison amanda amber amelia amy andrea
andrew angela angus anita ann annabel anthony antony archie arthur ashley audrey ava barbara barry beatrice becky
belinda benjamin beth bethany beverley brandon brenda brendan brian bridget caitlin callum cameron carol caroline
catherine cecilia charles chelsea cheryl christina christopher cindy clive colin connor craig cynthia damian daphne
darren dawn deborah declan denis derek diane dominic donald donna dorothy douglas duncan dwayne edgar edmund edward
eileen elaine eleanor eliza elizabeth elliot eloise elsie emily emmanuel erin ernest ethan eugene evan evie fiona
fergus frances francis freddie freya gareth gary gavin gemma geoffrey george georgina gerald gillian glen glenn gordon
graham gregory gwen hannah harriet harrison harvey hayley heather helen henry hilary holly howard hugh ian imogen irene
isaac isla isobel jack jacob jake james jamie jane janet janice jason jayne jeffrey jennifer jenny jeremy jessica jill
jim jimmy joanna joanne joe joel john jonathan joseph josephine joshua joyce judy julian julie justin karl kate
katherine kathleen kathryn katie kayleigh keith kelly kenneth kerry kevin kieran kimberly kirsty kyle lauren laurence
lawrence leah leanne leonard leslie lewis lillian liam linda lindsay logan lorraine louise lucy luke lydia lynne
malcolm marcus margaret marilyn marjorie martha mary matilda matthew maureen megan melissa meredith michael mildred
millie molly muriel nancy naomi natalie natasha nathan neil niamh nicholas nicola nigel noah norma norman oliver olivia
oscar owen pamela patricia pauline peggy penelope philip phoebe phyllis rachel ralph raymond rebecca reginald rhys
richard roger ronald rosemary ross rowan rupert russell ruth ryan sally samantha samuel sarah scott sean seth shane
shannon sharon shaun sheila shirley simon sophia stanley stephanie stephen stewart stuart susan tara teresa terence
theresa timothy tina toby todd tracey tracy trevor tyler valerie vanessa veronica vincent walter wayne william winifred
yvonne zachary
"""
_ARABIC_PERSIAN = """
abbas abdallah abdelkader abdelkarim abdelaziz abdi abdo abdul abdulaziz abdullah abdulrahman abdurrahman abed abeer
adel adil adnan afaf afnan afsaneh ahlam ahmad ahmed aicha aida aisha akram ala alaa ali alia alireza amal amani amara
ameer amin amina amine amir amira amjad ammar anas anwar arash areej arif arwa asad asif asma asmae ashraf aya ayah
ayman ayoub azadeh aziz aziza azra badr baha bahar bahram bashar bashir basel basim bassam behnam behrouz benyamin
bilal bouchra brahim bushra dalal dalia daoud dariush dawood dina driss duaa ebrahim elham emad esmail eyad fadi fadia
fadwa fahad fahd faisal farah fares farhad farid farida faris farouk farzaneh fateme fatemeh fathi fatiha fatma fatme
fawzi fereshteh firas fouad ghada ghassan ghazal habib habiba hadi hafsa haidar haitham hakim hala halima hamid hamida
hamza hanan hani hania hasan hasna hassan hatem hayat haydar hiba hicham hisham hossein houda hoda huda husam hussain
hussein ibrahim ibtissam ihab ikram ilham ilias ilyas iman imane imran inas isam ismael ismail issa iyad jaber jafar
jalal jamal jamil jamila jawad kamal kamran karim karima kaveh kazem khadija khaled khalid khalil khawla kholoud
laila lamia latifa layla leila leyla lina loubna lubna mahdi mahmoud mahmud mahsa majid malak malek malika manal
mansour mariam maryam marwa marwan masoud mehdi mehran milad mina mohamad mohamed mohammad mohammed mohsen mona
morteza mostafa mouad moussa muhammad muhammed muna munir murad mustafa mustapha nabil nada nader nadia nadir najat
najib najla naser nasim nasrin nasser nawal nazanin nima nizar noor noura nour noureddine nura omar omid osama othman
parisa parvin qasim rachid rachida rafik rahim rahma raja ramadan rami rana rania rashid rasha raslan rasoul razan
redouan reem reza riad rima rola roya saad sadia saeed safa safaa said saida saif salah salam saleh salim salima salma
salman samar sameh sami samia samir samira sana sanaa sara seyed shadi shaima shahin shaker shams sharif shirin siham
sima soad soheila soraya soufiane soukaina souad sulaiman suleiman tahir talal tamer tarek tariq taha usama wafa waleed
walid widad wissam yahya yasin yasir yasmin yasmina yasser yassin yassine younes yousef yousra youssef yusuf zahra
zainab zaid zakaria zakariya zaki zeinab ziad zineb zohra zuhair
"""
_TURKISH_KURDISH = """
abdurrahman adem ahmet alp arda asli aylin ayse aysel aysegul aytac azad baran basak batuhan berfin berivan berkan
berat bulent burak burcu busra canan cem cemal cemile cengiz cihan demet deniz derya dilan dilara dilek ebru ece
efe elif emel emin emine emrah emre engin enes ercan erdal erdem erdogan eren erhan erol ersin esma esra fadime fatih
fatma ferhat feride fikret filiz furkan gamze gokhan gulay gulcan gulsen gulten gunay habibe hacer hakan halil halime
hamdi hasan hatice hayriye hikmet hulya huseyin ibrahim ilhan ilkay ismet kadir kaan kemal kenan kubra levent mahmut
mehmet melek meltem merve mert meryem mesut metin mevlut muhammet murat musa mustafa nazli necati nermin nesrin nihat
nilgun nur nuray nurcan nurhan onur orhan osman ozan ozge ozgur ozlem ramazan recep rojda rukiye sabri sedat seda selim
selma semra senay serap serdar serkan serpil sevda sevgi sevim sibel sinan songul suat suleyman tayfun tolga
tuba tugba tuncay turgut ufuk ugur umit umut veli volkan yakup yasemin yavuz yeliz yildiz yilmaz yunus yusuf zehra
zekeriya zeki zeliha zeynep
"""
_AFRICAN = """
aamiina abaas abdikadir abdirahman abdirizak abdullahi abeba abel abena abiodun abraham abrehet abrham adaeze adama
adane adebayo adeola aden adenike adjoa adowa afia ahlem aida ajoke akin akosua akua alem alemayehu alganesh almaz
amadou amanuel ama amadi aminata anwar araya asha aster awa awet ayaan ayana ayodele babajide bakary bashiir berhane
bereket biniam binta birhan boubacar chiamaka chidi chidinma chijioke chinedu chinwe chukwuemeka daniel daud
dawit dejen djibril ebele ebrima efosa efrem eden ekene elias emeka ermias esayas eyob fadumo faduma farhiya
fatou fatoumata fikru filimon filmon fitsum folake freweini fungai funmilayo gebre genet getachew girma habtom hagos
haile halimo hamdi haben hawa hibo hiwet hodan ibrahima ifeanyi ifeoma ifrah ikenna isatou iyasu jemal kalkidan kebede
kidane kidist kofi kojo kwabena kwadwo kwaku kwame kwasi lamin lemlem letebrhan luwam mamadou mariama mebrahtu mekdes
merhawi meron mesfin michael modou mohamud moses mulu mulugeta musab musse nahom nasteho natnael ndeye ngozi
nkechi nnamdi obinna olabisi oluwaseun omowunmi ousmane oumar ramla rahel robel rodas ruta saba sahra saida samiya
samrawit selam selamawit semere senait seydou sheikh shukri siyad solomon souleymane sulayman tadesse tedros temesgen
teklay tesfay tesfaye tewelde thabo tigist tsegay tsehay tunde uche uchenna ugochukwu wangari winta yaw yemane yetunde
yohana yohannes yonas yosief zahara zewdi
"""
_EAST_EUROPEAN_CAUCASIAN = """
adrijana agnieszka aleksander aleksandar aleksandra aleksei aleksey alexei alina aliaksandr anastasia anastasiia anatoly
andrei andrej andriy andrzej aneta anica aniela anita annamaria anzor arben ardian armen arsen artem artur ashot azamat
barbora bartosz beata bekim besnik blerim blerta bogdan bohdan boris borislav bozena branko bujar catalin cezary
constantin cosmin cristian dagmara dalibor damir daria dariusz darya danuta davit denisa dimitri dimitrij dimitrios
dmitri dmitriy dmytro dorota dragan dragana drita dusan edona ekaterina elena elina elira elzbieta emilia enver erjon
eva evgeni evgenia ewa ewelina fatmir feliks filip flamur florin galina gabriela georgi georgios gheorghe giorgi
gjergj gligor gocha goran gordana grazyna grigor grzegorz halina hamlet hasmik hrvoje igor ihor ilir ilona ines
ioana irakli irena irina ivan ivana ivica ivo iwona jacek jadranka jadwiga jan janina janusz jaroslav jaroslaw
jelena jerzy jiri joanna jolanta jovan jovana jozef justyna kamil karolina katarina katarzyna kateryna khadizhat
kinga kiril konrad konstantin krystyna krzysztof larisa lasha leonid leszek levan ljiljana liliana lucian lucyna
ludmila luiza lukasz lyudmila maciej magda magdalena malgorzata marcin marek mariusz marko marta marzena mateusz
mihai mihaela mikhail mila milan milena milica milos mircea miroslav miroslaw monika mykola nana natalia natalija
nataliya nebojsa nenad nestor nika nikita nikola nikolai nikolay nino nodar oksana oleg oleh olena oleksandr oleksii
olha ondrej paata patrycja pavel pavlo pawel petar petro petru piotr plamen predrag radoslav radoslaw radu rafal
ramzan roman ruslan ryszard sabina sanja sergei sergey serhii shota sinisa slavica slawomir slobodan snezana sofija
sorin stanislav stanislaw stefania stepan svetlana sviatoslav sylwia szymon tadeusz tamar tamaz tamila tatiana tatjana
teodora tetiana tihomir timur tomas tomasz valentin valentina valeri vakhtang vasile vasyl vera vesna viktor viktoria
viktoriia violeta viorel vitaliy vjosa vlad vladimir vlado vladyslav volodymyr waldemar wanda wieslaw wladyslaw
wojciech yana yaroslav yevhen yulia yuliia yuri yuriy zaur zbigniew zdenka zeljko zhanna zlatko zofia zoran zorica
zuzana zurab zygmunt
"""
_ROMANCE_GERMANIC = """
alain alba alejandra alejandro alessandra alessandro alessia alfonso alfredo alicia alvaro ana anais andreas andres
angelica angelo anke annegret annick antje antoine antonella antonio arnaud aurelie axel beatriz bernadette bernd
birgit bjoern bjorn brigitta camila camille carlos carmen carolina catarina catherine cecile celine chantal chiara
christelle christian christof claude claudine claudio clemence corinne cristina davide delphine detlef didier dieter
diego dolores dominik duarte eduardo elisa elke emanuele emilio emmanuelle enrico enrique erich ernesto estelle etienne
eugenia fabien fabio fabrice federica federico felipe felix fernanda fernando filippo francesca francesco francisco
francois francoise friedrich gabriel gaston genevieve gerhard gert ghislaine giacomo gianluca giorgia giorgio giovanna
giovanni giulia giuseppe gonzalo guido guilherme guillaume guillermo gunter gustavo hanspeter hector heike heinrich
heinz helga helmut herbert hermann horst ignacio ines inga isabela jacques javier jean jeanne jens joachim joao joaquin
jochen joerg jorge jose josefina juan juana juergen julien jurgen katharina katrin klaus laetitia laurent leandro
leonardo lisbeth lorenzo luca lucia luciana luigi luis luisa lukas magali manfred manuel manuela marcelo marco
marguerite mario markus marlene martina massimo mathias mathieu mathilde matteo matthias maurice mauricio mauro
maximilian mercedita michaela michele miguel mireille monica monika muriel nadege nathalie nicolas nikolaus norbert nuno
odile olivier pablo paola paolo pascale patrice patrizia paulo pedro philippe pierre pietro pilar rafael raffaele raul
reiner reinhard renaud ricardo riccardo roberto rocio rodrigo rodolfo roswitha rosario ruediger rui salvatore
santiago sebastien sergio silke silvana simona sofia solange stefano stephane susanne sylvain sylvie teresa thierry
thomas thorsten tiago ulrich ulrike ursula ute uwe valeria veronika vicente vincenzo virginie vittorio volker walburga
werner wilhelm wolfgang xavier yann yannick yves
"""
_ASIAN = """
abhishek aditi aditya ajay akash akira amit amita amrita anand anil anita anjali ankit anupam aparna arjun arun asha
ashok bao bharat chen chidambaram chun deepa deepak dilip divya farzana feng gita gopal gulnaz haruto harsh hiroshi
hoang huong imtiaz indira jaswinder jayanthi jing jyoti kavita kazuo kenji khurram kiran krishna kumar lakshmi lalita
laxmi li linh madhuri mahesh manish manoj meena mei meera minh mohan mukesh nandini naoko naveed neha nguyen nisha
nirmala nobuko padma pankaj parveen phuong pooja pradeep prakash prasad pratima priya rahul raj rajesh rajiv rakesh
ramesh ranjit rashmi ravi rekha ritu rohit rubina sachin sadaf saira sakura sandeep sangita sanjay sanjeev sarita
satish savita seema shabana shahid shahida shanti shilpa shiv sneha suresh sunil sunita sushila swati takashi tanvir
thanh thi tran tuan usha vijay vikram vinod vivek wei xiao yan yoko yuki zhang
"""
_LISTS = (
    _DUTCH, _ENGLISH, _ARABIC_PERSIAN, _TURKISH_KURDISH, _AFRICAN, _EAST_EUROPEAN_CAUCASIAN, _ROMANCE_GERMANIC, _ASIAN,
)  # fmt: skip
FIRST_NAMES = frozenset(name for names in _LISTS for name in names.split())

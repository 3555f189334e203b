"""Nationalities and countries in Dutch and English, in small letters and without accents."""

from __future__ import annotations

__all__ = ["NATIONALITIES"]

_DUTCH = """
afghaanse afghaan albanese albanees algerijnse algerijn amerikaanse amerikaan andorrese angolese angolees argentijnse
armeense armenier arubaanse australische azerbeidzjaanse azerbeidzjan bahamaanse bahreinse bangladese barbadaanse
belarussische belgische belg belizaanse beninse bhutaanse birmaanse boliviaanse bosnische botswaanse braziliaanse
britse brit bruneise bulgaarse bulgaar burkinese burundese cambodjaanse canadese centraal-afrikaanse chileense chinese
chinees colombiaanse comorese congolese congolees costaricaanse cubaanse cubaan curacaose cypriotische deense
djiboutiaanse dominicaanse duitse duitser ecuadoraanse egyptische egyptenaar eritrese eritreeer estse ethiopische
ethiopier fijische filipijnse filipino finse franse fransman gabonese gambiaanse georgische georgier ghanese ghanees
grenadaanse griekse guatemalteekse guinese guinees guyaanse haitiaanse hondurese hongaarse ierse ijslandse indiase
indonesische iraakse irakese irakees iraanse iranier israelische italiaanse italiaan ivoriaanse ivoriaan jamaicaanse
japanse jemenitische jemeniet joegoslavische jordaanse kaapverdische kameroense kazachse keniaanse kirgizische
koeweitse kosovaarse kosovaar kroatische kroaat laotiaanse lesothaanse letse libanese libanees liberiaanse libische
liechtensteinse litouwse luxemburgse macedonische malagassische malawische maldivische maleisische malinese maltese
marokkaanse marokkaan mauritaanse mauritiaanse mexicaanse moldavische moldavier monegaskische mongolische
montenegrijnse mozambikaanse namibische nederlandse nederlander nepalese nicaraguaanse nieuw-zeelandse nigerese
nigeriaanse nigeriaan noord-koreaanse noord-macedonische noorse oegandese oekraiense oekrainer oezbeekse omaanse
oostenrijkse pakistaanse pakistaan palestijnse palestijn panamese paraguayaanse peruaanse poolse pool portugese
portugees qatarese roemeense roemeen russische rus rwandese salvadoraanse saoedische senegalese senegalees servische
servier sierraleoonse singaporese sloveense slowaakse soedanese soedanees somalische somalier spaanse spanjaard
srilankaanse sri-lankaanse staatloos staatloze surinaamse surinamer swazische syrische syrier tadzjiekse taiwanese
tanzaniaanse thaise togolese tsjaadse tsjechische tsjetsjeense tunesische tunesier turkse turk turkmeense uruguayaanse
venezolaanse vietnamese yezidi zambiaanse zimbabwaanse zuid-afrikaanse zuid-koreaanse zuid-soedanese zweedse
zwitserse onbekend
"""
_ENGLISH = """
afghan albanian algerian american angolan argentine argentinian armenian australian austrian azerbaijani bangladeshi
belarusian belgian beninese bolivian bosnian brazilian british bulgarian burkinabe burmese burundian cambodian
cameroonian canadian chadian chilean chinese colombian congolese croatian cuban cypriot czech danish dominican dutch
ecuadorian egyptian eritrean estonian ethiopian filipino finnish french gambian georgian german ghanaian greek
guatemalan guinean haitian honduran hungarian indian indonesian iranian iraqi irish israeli italian ivorian jamaican
japanese jordanian kazakh kenyan kosovar kurdish kuwaiti kyrgyz latvian lebanese liberian libyan lithuanian
luxembourgish macedonian malian maltese mauritanian mexican moldovan mongolian montenegrin moroccan mozambican nepalese
nepali nigerian nigerien norwegian omani pakistani palestinian panamanian paraguayan peruvian polish portuguese qatari
romanian russian rwandan salvadoran saudi senegalese serbian slovak slovenian somali spanish stateless sudanese
surinamese swedish swiss syrian taiwanese tajik tanzanian thai togolese tunisian turkish turkmen ugandan ukrainian
uruguayan uzbek venezuelan vietnamese yemeni zambian zimbabwean unknown
"""
_COUNTRIES = """
afghanistan albanie albania algerije algeria angola argentinie argentina armenie armenia aruba australie australia
azerbeidzjan azerbaijan bangladesh belarus belgie belgium benin bolivia bosnie bosnia brazilie brazil bulgarije bulgaria
burundi cambodja cambodia canada chili chile china colombia congo kroatie croatia cuba curacao cyprus denemarken denmark
djibouti duitsland germany ecuador egypte egypt eritrea estland estonia ethiopie ethiopia filipijnen philippines finland
frankrijk france gambia georgie georgia ghana griekenland greece guatemala guinee guinea haiti honduras hongarije
hungary ierland ireland ijsland iceland india indonesie indonesia irak iraq iran israel italie italy ivoorkust jamaica
japan jemen yemen jordanie jordan kameroen cameroon kazachstan kazakhstan kenia kenya kirgizie kyrgyzstan koeweit kuwait
kosovo laos letland latvia libanon lebanon liberia libie libya litouwen lithuania luxemburg luxembourg macedonie
macedonia madagaskar maleisie malaysia mali malta marokko morocco mauritanie mauritania mexico moldavie moldova mongolie
mongolia montenegro mozambique myanmar namibie namibia nederland netherlands nepal nicaragua niger nigeria noorwegen
norway oeganda uganda oekraine ukraine oezbekistan uzbekistan oostenrijk austria pakistan palestina palestine panama
paraguay peru polen poland portugal qatar roemenie romania rusland russia rwanda senegal servie serbia singapore
slovenie slovenia slowakije slovakia soedan sudan somalie somalia spanje spain suriname syrie syria tadzjikistan
tajikistan taiwan tanzania thailand togo tsjaad chad tsjechie czechia tunesie tunisia turkije turkey turkmenistan
uruguay venezuela vietnam zambia zimbabwe zweden sweden zwitserland switzerland
"""
_SEVERAL_WORDS = (
    "sierra leone", "south africa", "south african", "south sudan", "south sudanese", "sri lanka", "sri lankan",
    "sri lankaanse", "united kingdom", "united states", "verenigd koninkrijk", "verenigde staten", "zuid afrika",
    "zuid afrikaanse", "zuid soedan", "zuid soedanese", "burkina faso", "costa rica", "democratische republiek congo",
    "el salvador", "kaapverdie", "nieuw zeeland", "new zealand", "noord korea", "north korea", "saoedi arabie",
    "saudi arabia", "zuid korea", "south korea", "ivory coast",
)  # fmt: skip
#: Parts of names of several words, and what is none.
_NONE = frozenset(("afrikaanse", "zuid", "noord", "nieuw", "centraal", "sri", "onbekend", "unknown", "koreaanse"))
_LISTED = frozenset(
    name for names in (_DUTCH, _ENGLISH, _COUNTRIES) for name in names.replace("-", " ").split() if name not in _NONE
)
NATIONALITIES = _LISTED.union(_SEVERAL_WORDS)

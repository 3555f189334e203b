"""What the words above a column say of it, in Dutch, English, German and French."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Heading", "heading_of", "plain"]

_NUMBER = r"(?: ?(?:nr|no|num|nummer|number|nummern|numero))"
#: Category -> words of its headers, as `plain` writes them. Tried from the top.
_WORDS: dict[str, str] = {
    "bsn": rf"(?:bsn|burger ?service|sofi){_NUMBER}?|citizen service{_NUMBER}",
    "v_number": rf"v{_NUMBER}|vreemdelingen{_NUMBER}?|alien{_NUMBER}",
    "national_id": (
        r"(?:steuer ?id|steueridentifikations|rijksregister|register|insz|niss|identiteits|persoons|onderwijs|pgn"
        rf"|identity|personal identity|national id|national|national insurance|social security|svnr|ahv){_NUMBER}"
        r"|steuer ?id|idnr|rijksregister|niss|insz|nino|ssn|dni|nie|nif|nir|pesel|cnp|cpr|personnummer|henkilotunnus"
        r"|codice fiscale|numero de securite sociale|securite sociale|numero national|(?:tc )?kimlik(?: no)?"
        r"|sozialversicherungsnummer|national id|social security|national insurance"
    ),
    "identity_document": (
        rf"(?:paspoort|passport|passeport|reispass|pass|reisdocument|identiteitsbewijs|identiteitskaart|id kaart"
        rf"|id card|identity card|identity document|travel document|rijbewijs|driving licen[cs]e|driver s licen[cs]e"
        rf"|ausweis|personalausweis|fuhrerschein|carte d identite|verblijfsdocument|w document|id bewijs){_NUMBER}?"
        r"|(?:nr|no|nummer|number|numero)(?: of| van| de| du)? (?:paspoort|passport|passeport)"
    ),
    "email": r"e ?mail(?: ?(?:adres|adresse|address))?s?|mail ?(?:adres|adresse|address)|courriel|mail",
    "ip_address": r"ip(?: ?(?:adres|adresse|address|addr))?|ipv[46]|client ip|remote addr",
    "phone": (
        rf"(?:telefoon|telephone|telefon|mobiel|mobile|mobil|phone|tel|gsm|handy|rufnummer|fax|06|cell ?phone"
        rf"|portable){_NUMBER}?|cell"
    ),
    "iban": rf"iban{_NUMBER}?|(?:bank ?)?rekening{_NUMBER}?|bank ?account{_NUMBER}?|konto{_NUMBER}?",
    "licence_plate": (
        rf"kenteken(?:plaat)?s?{_NUMBER}?|licen[cs]e plates?{_NUMBER}?|number ?plates?|kennzeichen|nummerplaat"
        r"|plaque(?: d immatriculation)?|immatriculation|registration plate|vehicle registration"
    ),
    "postcode": r"post ?codes?|zip(?: ?code)?|plz|postleitzahl|code postal|postal code|postcode",
    "date_of_birth": (
        r"geboorte ?(?:dat\w*|dag|jaar)|geb ?dat\w*|geb|geboren(?: op)?|dob|date of birth|birth ?(?:date|day|year)s?"
        r"|birth ?dates?|year of birth|born|geburts(?:datum|tag|jahr)|geboren am|date de naissance|naissance|ne ?e? le"
    ),
    "location": (
        r"\w*locatie|\w*locaties|azc|woon ?plaats|verblijf ?plaats|plaats|city|town|residence|place of residence"
        r"|geboorte ?plaats|place of birth|birth ?place|gemeente|municipality|wohnort|ort|ville|geburtsort"
        r"|lieu de naissance|location|verblijf|kamer(?: ?nummer)?|opvang"
    ),
    "nationality": (
        r"nationaliteit(?:en)?|nationality|nationalities|staatsangehorigkeit|nationalitat|nationalite|citizenship"
        r"|(?:land van )?herkomst(?: ?land)?|country of (?:origin|birth)|geboorte ?land|birth ?country"
        r"|pays de naissance|herkunftsland|geburtsland"
    ),
    "address": (
        r"(?:woon|post|huis|verblijfs?|bezoek)?adres(?:sen)?|straat(?:naam)?|street(?: ?name)?|address(?:es)?"
        r"|(?:home|street|postal) address|anschrift|adresse|strasse|stra e|rue|huis ?(?:nr|nummer)|house ?(?:nr|number)"
    ),
    "sex": r"geslacht|sex|gender|geschlecht|sexe|m v|v m|m v x|m f|genre",
    "religion": (
        r"religie|geloof|godsdienst|religion|kerkgenootschap|konfession|denomination|levensovertuiging|belief|faith"
    ),
    "health": (
        r"gezondheid\w*|diagnoses?|medisch\w*|medicatie|medicijnen|ziekte\w*|ziektebeeld|allergie(?:en)?|handicap|beperking"
        r"|health\w*|medical\w*|medication|disability|illness|disease|krankheit|sante|bloedgroep|blood (?:group|type)"
        r"|zwanger|klachten|symptomen|symptoms"
    ),
    "offence": (
        r"\w*delict(?:en)?|strafba\w+(?: feit\w*)?|misdrijf|misdrijven|overtreding(?:en)?|offen[cs]es?|crimes?"
        r"|criminal\w*|verdenking(?:en)?|verdacht van|veroordeling(?:en)?|strafblad|convictions?|vergrijp|straftat"
        r"|aanhouding(?:en)?|arrests?|feitomschrijving|infraction"
    ),
    "account": (
        r"(?:gebruikers|inlog|account|benutzer|login)(?:naam|name)|user ?name|user ?id|login|log ?in ?name"
        r"|identifiant|nom d utilisateur|screen ?name"
    ),
    "staff": (
        r"medewerkers?|behandeld door|behandelaar|contactpersoon|case ?manager|mentor|begeleider|steller|auteurs?"
        r"|authors?|employee|staff(?: member)?|sachbearbeiter|mitarbeiter|verantwoordelijke|ambtenaar|rapporteur"
    ),
}
_NAMES_OF_PEOPLE = (
    r"achter ?na(?:am|men)|voor ?na(?:am|men)|familie ?naam|geslachts ?naam|roep ?naam|volledige naam|voorletters?"
    r"|initialen|tussenvoegsels?|meisjes ?naam|geboorte ?naam|naam (?:van )?(?:de |het )?(?:betrokkene|client|patient"
    r"|leerling|student|deelnemer|bewoner|medewerker|kind|aanvrager|persoon|slachtoffer|verdachte)|surnames?"
    r"|last ?names?|first ?names?|given ?names?|family ?names?|fore ?names?|middle ?names?|full ?names?|maiden ?name"
    r"|initials|name of (?:the )?(?:patient|client|student|applicant|person|employee)|person ?name|nachname|vorname"
    r"|familienname|geburtsname|nom de famille|nom de naissance|prenoms?|nom et prenom|bewoner|betrokkenen?"
    r"|naam en voornaam|naam voornaam|voor en achternaam|voornaam en achternaam|client(?:naam)?|patient(?:naam)?"
)
_PERHAPS_NAMES = r"na(?:am|men)|names?|nom|nominatif|person(?:en|s)?|persoon|personen|deelnemers?|participants?|leden"
#: Words beside "name" or "number" after which it is not that of a person.
_OF_THINGS = re.compile(
    r"\b(?:product\w*|artik\w+|bedrij\w*|organisati\w+|organi[sz]ation\w*|company|companies|firma\w*|file|bestand\w*"
    r"|project\w*|gemeente\w*|school\w*|instelling\w*|afdeling\w*|department|host|dom\w+|column|kolom|tab\w+|variab\w+"
    r"|sheet|brand|merk|model\w*|game|film|title|titel|event|campaign|category|categorie|group|groep|team|server|device"
    r"|function|class|package|theme|layer|field|veld|type|cursus|course|vak|site|station|provincie|province|dataset"
    r"|parameter|species|soort|dienst|service|handelsnaam|bank|leverancier|supplier|vendor|app|object|gebouw|building"
    r"|country|land|city|town|region|regio|tax|vat|btw|rsin|fiscaal|kvk|oin|ubn|ean|isbn|order|factuur|invoice)\b"
)
_GENERIC = re.compile(
    r"(?<!\S)(?:nr|no|nummer|number|id|datum|date|tijd|time|aantal|count|bedrag|amount|omschrijving|description|status"
    r"|type|code|opmerking(?:en)?|remarks?|notes?|categorie|category|jaar|year|maand|month|week|titel|title|naam|name"
    r"|prijs|price|totaal|total|soort|kenmerk|onderwerp|subject|bron|periode|leeftijd|age|volgnummer|toelichting"
    r"|afdeling|functie|dossier\w*|zaak\w*|url|percentage|waarde|value|eenheid|artikel|betrag|anzahl|montant|nombre"
    r"|\w{3,}(?:nummer|naam|datum|number|code|status|type|bedrag|kosten|name|date))(?!\S)"
)
#: Words that say it only where they stand alone.
_ALONE = re.compile(
    r"land|country|regio|region|dag|day|start|einde|begin|end|van|tot|from|to|signaal|melding|case|link|unit|product|item"
    r"|rang|rank|score|organisatie|organisation|organization|bedrijf|company|reden|reason|resultaat|result|groep|group"
    r"|klas|class|source|actie|action|tel|vak"
)
_PATTERNS = {name: re.compile(rf"(?<!\S)(?:{words})(?!\S)") for name, words in _WORDS.items()}
_PEOPLE = re.compile(rf"(?<!\S)(?:{_NAMES_OF_PEOPLE})(?!\S)")
_PERHAPS = re.compile(rf"(?<!\S)(?:{_PERHAPS_NAMES})(?!\S)")
_COUNTED = re.compile(r"(?<!\S)(?:aantal\w*|totaal|total|count|counts|n|number of|percentage|anzahl|nombre)(?!\S)|%")
#: Where the first is found, the second is not meant.
_BEFORE_OTHERS = {"email": {"address"}, "ip_address": {"address"}, "nationality": {"location"}}
_LONG = 80
#: Words that a header has at most, to be known by one of them.
_FEW = 6


@dataclass(frozen=True, slots=True)
class Heading:
    """What the words above a column say."""

    categories: tuple[str, ...] = ()  # that it may hold, likeliest first
    doubtful: bool = False  # "name" alone, which things have as well
    of_things: bool = False  # of a product, an organisation, a file
    counted: bool = False  # how many there are of what the row names
    known: bool = False  # some word of it is a usual one above a column
    is_empty: bool = False  # there is none


def plain(text: str) -> str:
    """Small letters without accents, one blank for all that is no letter or digit."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.sub(r"[^\w%]|_", " ", "".join(c for c in letters if not unicodedata.combining(c))).split())


@lru_cache(maxsize=4096)
def heading_of(text: str) -> Heading:
    """What a header says; nothing for a long text."""
    if not text.strip() or len(text) > _LONG:
        return Heading(is_empty=not text.strip())
    # "firstName" is written as two words too.
    words = plain(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text))
    found = [name for name, pattern in _PATTERNS.items() if pattern.search(words)]
    for first, others in _BEFORE_OTHERS.items():
        found = [name for name in found if first not in found or name not in others]
    things = bool(_OF_THINGS.search(words))
    people, perhaps = bool(_PEOPLE.search(words)), bool(_PERHAPS.search(words)) and not things
    if (people and not things) or (perhaps and not found):
        found.insert(0, "name")
    known = len(words.split()) <= _FEW and (
        bool(found) or people or bool(_GENERIC.search(words) or _ALONE.fullmatch(words))
    )
    doubtful = perhaps and not people
    return Heading(tuple(found), doubtful, things, bool(_COUNTED.search(words)), known)

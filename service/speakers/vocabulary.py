"""Closed classes and short lists of German words that the resolver reads by their form."""

import re

from service.domain import Gender


def words(listed: str) -> frozenset[str]:
    """A set from words with spaces between them."""
    return frozenset(listed.split())


DEFINITE = words("der die das dem den des")
INDEFINITE = words("ein eine einem einen einer eines")
DEMONSTRATIVE = words(
    "dieser diese dieses diesem diesen jener jene jenes jenem jenen derselbe dieselbe dasselbe selbiger"
)
_POSSESSIVE_STEMS = ("sein", "ihr", "unser", "mein", "euer", "dein")
QUANTIFIERS = words(
    "beide beiden beider alle allen aller viele vielen vieler einige einigen einiger mehrere mehreren mehrerer "
    "zwei drei vier fünf sechs sieben acht neun zehn manche manchen mancher zahlreiche zahlreichen zahlreicher "
    "kein keine keiner jede jeder jedes jedem jeden weitere weiteren weiterer andere anderen anderer deren dessen"
)
PREPOSITIONS = words(
    "von vom für in im aus bei beim mit zu zum zur an am auf über unter gegen um nach wegen durch ohne zwischen "
    "bis seit vor hinter neben laut gemäß gegenüber of for"
)

_ANAPHORIC_HIM = "er ihm ihn dieser jener derselbe"
_ANAPHORIC_HER = "sie ihr diese jene dieselbe"
PRONOUNS: dict[str, Gender | None] = {
    **dict.fromkeys(words(_ANAPHORIC_HIM), "male"),
    **dict.fromkeys(words(_ANAPHORIC_HER), "female"),
    **dict.fromkeys(words("der dem den dessen diesem jenem letzterer letzterem ersterer"), "male"),
    **dict.fromkeys(words("die deren letztere erstere"), "female"),
    **dict.fromkeys(words("sich selbst selber")),
}
PLURAL_PRONOUNS = words("sie ihnen diese beide beiden die deren letztere")
FIRST_PERSON = words("ich wir mich mir uns mein meine meiner meinem meinen unser unsere unserer unserem unseren")
NOBODY = words(
    "es man jemand niemand wer einer eine keiner keine viele manche einige alle andere anderer wir alles das dies "
    "irgendjemand jeder jede was"
)
# "demnach", "wonach": whatever source was named last.
SAME_SOURCE = words(
    "demnach danach wonach demzufolge dementsprechend laut dem darin daraus hieraus dort dabei hiernach"
)


def possessive(word: str) -> str | None:
    """The stem of a possessive determiner in any form: "seinen" is "sein"."""
    lower = word.lower()
    for stem in _POSSESSIVE_STEMS:
        if lower.startswith(stem) and lower[len(stem) :] in {"", "e", "em", "en", "er", "es"}:
            return stem
    return None


def is_determiner(word: str) -> bool:
    lower = word.lower()
    return (
        lower in DEFINITE
        or lower in INDEFINITE
        or lower in DEMONSTRATIVE
        or lower in QUANTIFIERS
        or possessive(lower) is not None
    )


TITLES = words(
    "herr herrn frau dr. prof. doktor professor professorin med. jur. phil. rer. nat. dipl. ing. mag. sir "
    "mullah ayatollah"
)
TITLE_GENDER: dict[str, Gender] = {"herr": "male", "herrn": "male", "frau": "female", "sir": "male"}
NAME_PARTICLES = words("von van de del della di da dos du al el bin ibn ben la le ten ter den der zu vom zum und")

# "Angaben der Polizei": who is asked for is the possessor.
VOICE_NOUN = re.compile(
    r"(?:\w*(?:angabe|aussage|äußerung|information|einschätzung|darstellung|auskunft|auskünfte|ankündigung)"
    r"|ansicht|auffassung|meinung|überzeugung|sicht|sichtweise|worte|wort|bekunden|dafürhalten|eingeständnis|darlegung|"
    r"ausführung|schilderung|bekundung|beteuerung|überlegung|erkenntnis|ermittlung|berechnung|schätzung|vorstellung|"
    r"lesart|erwartung|prognose|begründung|behauptung|eindruck|urteil|verständnis|wille|wunsch|plan|pläne|bewertung|"
    r"rechnung|vorwurf|vorwürfe|erinnerung|beobachtung|erfahrung|mitteilung|pressemitteilung|stellungnahme|"
    r"presseinformation|medienmitteilung|presseerklärung|erklärung|eilmeldung|meldung|sprachregelung|angabe|antwort|"
    r"reaktion|bekanntgabe|bekanntmachung|aufruf|appell|forderung|kritik|warnung|schreiben|brief|tweet|posting|rede|"
    r"ansprache|anweisung|anordnung|zählung|faustregel|zahl|vorschlag|vorhersage|zusage|drohung|vermutung|verlautbarung|annahme|hochrechnung|kenntnis)"
    r"(?:e|n|en|s|es|ern|sen|se)?",
    re.IGNORECASE,
)
# "Polizeiangaben", "WHO-Bericht": the possessor stands before the voice noun in one word.
VOICE_COMPOUND = re.compile(
    r"(?P<who>\w[\w-]+?)"
    r"(?:s?-?(?:angaben|aussagen|darstellung|(?<!auf)sicht)|-(?:meldung|bericht|mitteilung|informationen))$",
    re.IGNORECASE,
)
REPORT_NOUN = re.compile(
    r"(?:\w*-?(?:bericht|meldung|nachricht|reportage|beitrag|interview|recherche|artikel|kommentar|ausgabe|website|"
    r"webseite|internetseite))(?:e|en|n|s|es)?$",
    re.IGNORECASE,
)
DOCUMENT_NOUN = re.compile(
    r"(?:\w*-?(?:studie|umfrage|untersuchung|gutachten|bericht|papier|dokument|urteil|beschluss|erhebung|statistik|"
    r"resolution|vorlage|gesetz|entwurf|vertrag|protokoll|analyse|brief|schreiben|liste|report|akte|anklageschrift|"
    r"webseite|website|homepage|blog|umfrage|erklärung|prognose|barometer|index|petition))(?:e|en|n|s|es)?$",
    re.IGNORECASE,
)
_OUTLET_WORDS = (
    "zeitung zeitungen blatt magazin fachmagazin nachrichtenmagazin wochenzeitung tageszeitung boulevardzeitung "
    "sender fernsehsender nachrichtensender radiosender rundfunksender rundfunk agentur nachrichtenagentur "
    "presseagentur presse-agentur zeitschrift fachzeitschrift sonntagszeitung wochenblatt portal "
    "nachrichtenportal internetportal onlineportal branchendienst"
)
OUTLET_NOUNS = words(_OUTLET_WORDS)
_OUTLETS = (
    "dpa afp ap apa sda reuters ddp kna epd sid upi itar-tass tass interfax xinhua kcna efe ansa isna irna bild "
    "spiegel stern focus welt zeit faz taz sz fas handelsblatt tagesspiegel tagesschau heute-journal heise golem "
    "ard zdf ndr wdr mdr swr br hr rbb orf srf rtl sat.1 n-tv n24 phoenix deutschlandfunk deutschlandradio arte "
    "3sat bbc cnn cbs nbc abc fox al-dschasira al-jazeera aljazeera guardian independent telegraph "
    "bloomberg kurier standard profil falter blick nzz keystone-sda rt sputnik kyodo yonhap ria rts rne rai tv2 "
    "sky sportschau kicker dazn eurosport sport1 t-online watson correctiv krone newsweek economist monde figaro "
    "libération repubblica gazzetta marca équipe billboard nature science lancet"
)
OUTLETS = words(_OUTLETS)
_OUTLET_ENDING = re.compile(
    r"(?:zeitung|blatt|anzeiger|nachrichten|rundschau|kurier|tagblatt|tageblatt|presse|zeiger|spiegel|post|bote|echo|"
    r"journal|tribune|times|radio|fernsehen|magazin|rundfunk|-info|online|\.de|\.com|\.net|\.ch|\.at|funk|news)(?:s|n)?$",
    re.IGNORECASE,
)


def is_outlet(name: str) -> bool:
    """Whether a name reads like a paper's, a broadcaster's or an agency's."""
    words = [word.strip("„“”»«\"'‚‘’") for word in name.split()]
    words = [word for word in words if word]
    if not words:
        return False
    if any(word.lower().removesuffix("s") in OUTLETS or word.lower() in OUTLETS for word in words):
        return True
    return any(_OUTLET_ENDING.search(word) and (word[0].isupper() or "." in word or "-" in word) for word in words)


# Nouns of bodies by the last part of the word; the class is what a short noun phrase later calls them by.
BODY_ENDINGS: tuple[tuple[str, str], ...] = (
    ("departement", "ministerium"),
    ("ministerium", "ministerium"), ("bundesamt", "behörde"), ("landesamt", "behörde"), ("amt", "behörde"),
    ("behörde", "behörde"), ("direktion", "behörde"), ("präsidium", "behörde"), ("inspektion", "behörde"),
    ("staatsanwaltschaft", "behörde"), ("anwaltschaft", "behörde"), ("gericht", "gericht"), ("gerichtshof", "gericht"),
    ("polizei", "behörde"), ("feuerwehr", "behörde"), ("agentur", "behörde"), ("regierung", "regierung"),
    ("verwaltung", "behörde"), ("partei", "partei"), ("fraktion", "fraktion"), ("gewerkschaft", "gewerkschaft"),
    ("verband", "verband"), ("bund", "verband"), ("verein", "verein"), ("klub", "verein"), ("club", "verein"),
    ("konzern", "unternehmen"), ("unternehmen", "unternehmen"), ("firma", "unternehmen"), ("hersteller", "unternehmen"),
    ("bank", "unternehmen"), ("gesellschaft", "unternehmen"), ("betreiber", "unternehmen"), ("werk", "unternehmen"),
    ("universität", "hochschule"), ("hochschule", "hochschule"), ("institut", "institut"), ("stiftung", "organisation"),
    ("organisation", "organisation"), ("initiative", "initiative"), ("bündnis", "initiative"), ("verbund", "verband"),
    ("klinikum", "klinik"), ("klinik", "klinik"), ("krankenhaus", "klinik"), ("kammer", "organisation"),
    ("kommission", "kommission"), ("rat", "rat"), ("ausschuss", "ausschuss"), ("parlament", "parlament"),
    ("botschaft", "behörde"), ("kirche", "kirche"), ("zentrale", "organisation"), ("zentrum", "institut"),
    ("museum", "museum"), ("theater", "theater"), ("stadt", "stadt"), ("gemeinde", "stadt"),
    ("kanton", "land"), ("landtag", "parlament"), ("bundestag", "parlament"), ("senat", "regierung"),
    ("anstalt", "anstalt"), ("gefängnis", "anstalt"), ("sparkasse", "unternehmen"), ("kasse", "unternehmen"),
    ("airline", "unternehmen"), ("börse", "unternehmen"),
    ("vorstand", "vorstand"), ("magistrat", "regierung"), ("kreis", "stadt"), ("union", "partei"), ("team", "team"),
    ("koalition", "koalition"), ("opposition", "opposition"), ("armee", "armee"), ("militär", "armee"),
    ("dienst", "behörde"), ("haus", "haus"), ("schule", "schule"), ("zoo", "zoo"), ("verlag", "unternehmen"),
)  # fmt: skip
# "die Behörde" means a body of one of these classes: classes → nouns.
_HYPERNYMS = {
    "studie": "studie untersuchung umfrage erhebung",
    "dokument": "bericht papier dokument",
    "behörde gericht ministerium regierung": "behörde",
    "behörde": "amt",
    "anstalt": "anstalt gefängnis",
    "unternehmen": "konzern firma unternehmen hersteller betreiber betrieb bank autobauer autokonzern airline "
    "fluggesellschaft kette anbieter",
    "partei": "partei",
    "organisation verband initiative": "organisation",
    "verein": "verein klub club",
    "verband": "verband",
    "gewerkschaft": "gewerkschaft",
    "gericht": "gericht kammer",
    "institut": "institut",
    "hochschule": "universität hochschule",
    "klinik": "klinik krankenhaus",
    "outlet": "zeitung blatt magazin sender nachrichtenagentur",
    "outlet behörde": "agentur",
    "ministerium": "ministerium departement",
    "regierung": "regierung",
    "organisation": "stiftung hilfsorganisation menschenrechtsorganisation umweltorganisation",
    "initiative": "bündnis initiative gruppe",
}
HYPERNYMS: dict[str, frozenset[str]] = {
    noun: words(classes) for classes, nouns in _HYPERNYMS.items() for noun in nouns.split()
}

# Abbreviations whose letters do not begin the name's words.
SPELLED_OUT = {
    "UN": "Vereinte Nationen", "UNO": "Vereinte Nationen", "EU": "Europäische Union", "VW": "Volkswagen",
    "WHO": "Weltgesundheitsorganisation", "IWF": "Internationaler Währungsfonds", "EZB": "Europäische Zentralbank",
    "BKA": "Bundeskriminalamt", "BND": "Bundesnachrichtendienst", "LKA": "Landeskriminalamt",
    "BGH": "Bundesgerichtshof", "DB": "Deutsche Bahn", "WFP": "Welternährungsprogramm", "RKI": "Robert-Koch-Institut",
}  # fmt: skip

GROUP_NOUNS = words(
    "leute menschen anwohner augenzeugen beobachter bürger eltern zeugen experten forscher wissenschaftler "
    "kritiker gegner demonstranten bewohner nachbarn kinder schüler mitglieder hacker rebellen fans ermittler "
    "kreise familie paar"
)

# State names that do not follow from their adjective by adding "land", and capitals that stand for a state.
ADJECTIVE_STATES = {
    "amerikanisch": "USA", "us-amerikanisch": "USA", "deutsch": "Deutschland", "französisch": "Frankreich",
    "britisch": "Großbritannien", "russisch": "Russland", "ukrainisch": "Ukraine", "israelisch": "Israel",
    "palästinensisch": "Palästina",
    "türkisch": "Türkei", "chinesisch": "China", "japanisch": "Japan", "iranisch": "Iran",
    "irakisch": "Irak", "syrisch": "Syrien", "ägyptisch": "Ägypten", "libanesisch": "Libanon", "kubanisch": "Kuba",
    "pakistanisch": "Pakistan", "indisch": "Indien", "afghanisch": "Afghanistan", "polnisch": "Polen",
    "österreichisch": "Österreich", "schweizerisch": "Schweiz", "italienisch": "Italien", "spanisch": "Spanien",
    "griechisch": "Griechenland", "nordkoreanisch": "Nordkorea", "südkoreanisch": "Südkorea", "georgisch": "Georgien",
    "serbisch": "Serbien", "ungarisch": "Ungarn", "tschechisch": "Tschechien", "niederländisch": "Niederlande",
    "belgisch": "Belgien", "schwedisch": "Schweden", "norwegisch": "Norwegen", "dänisch": "Dänemark",
    "finnisch": "Finnland", "kanadisch": "Kanada", "mexikanisch": "Mexiko", "brasilianisch": "Brasilien",
    "saudi-arabisch": "Saudi-Arabien", "saudisch": "Saudi-Arabien", "libysch": "Libyen", "sudanesisch": "Sudan",
    "thailändisch": "Thailand", "venezolanisch": "Venezuela", "kolumbianisch": "Kolumbien",
    "weißrussisch": "Weißrussland",
    "belarussisch": "Belarus", "estnisch": "Estland", "lettisch": "Lettland", "litauisch": "Litauen",
}  # fmt: skip
_PLACES = (
    "Berlin Washington Moskau Kiew Kyjiw Paris London Peking Brüssel Rom Madrid Warschau Wien Bern Ankara Teheran "
    "Bagdad Jerusalem Kairo Damaskus Tokio Seoul Pjöngjang Delhi Islamabad Kabul Athen Budapest Prag Belgrad "
    "Minsk Tiflis Hamburg München Köln Frankfurt Stuttgart Dresden Leipzig Hannover Bremen Düsseldorf Zürich Genf "
    "Basel Salzburg Graz Linz Bayern Sachsen Hessen Thüringen Brandenburg Niedersachsen Nordrhein-Westfalen "
    "Baden-Württemberg Schleswig-Holstein Saarland Rheinland-Pfalz Mecklenburg-Vorpommern Sachsen-Anhalt Tirol "
    "Kärnten Steiermark Europa Asien Afrika Amerika Charkiw Iran Irak Libanon Sudan Argentinien Chile Peru "
    "Bolivien Australien Neuseeland Kenia Nigeria Somalia Jordanien Kuwait Katar Bahrain Oman Jemen Luxemburg "
    "Portugal Irland Island Kroatien Slowenien Slowakei Rumänien Bulgarien Albanien Kosovo Mazedonien Moldau "
    "Armenien Aserbaidschan Kasachstan Vietnam Indonesien Malaysia Philippinen Myanmar Nepal"
)
PLACES = words(_PLACES) | frozenset(ADJECTIVE_STATES.values())
NOT_NAMES = words(
    "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Januar Jänner Februar März April Mai "
    "Juni Juli August September Oktober November Dezember Uhr Foto Fotos Prozent Euro Millionen Milliarden Jahr "
    "Jahre Ende Anfang Mitte Heute Gestern Auch Nach Laut Aber Doch Und Wie Am Im In Zum Zur Von Vom Mit Bei Für "
    "Auf Aus So Da Dann Das Der Die Den Dem Des Ein Eine Einer Einem Er Sie Es Wir Ich Ihr Sein Seine Ihre Dieser "
    "Diese Dieses Nun Noch Nur Als Dass Wenn Weil Ob Zu Unter Über Gegen Seit Während Zuvor Später Dagegen "
    "Linken Grünen Linke Grüne "
    "Außerdem Zudem Darüber Insgesamt Bereits Gegenüber"
)
# "das Landgericht Stuttgart" keeps its noun, "die Nachrichtenagentur Xinhua" is Xinhua.
KEEPS_ITS_NOUN = (
    "gericht", "gerichts", "gerichtes", "gerichtshof", "amt", "amts", "amtes", "anwaltschaft", "polizei",
    "universität", "uni", "hochschule", "schule", "gymnasium", "ministerium", "ministeriums", "präsidium",
    "präsidiums", "direktion", "inspektion", "klinik", "klinikum", "klinikums", "krankenhaus", "stadt",
    "gemeinde", "kreis", "kreises", "kammer", "feuerwehr", "regierung", "verband", "bund", "gemeinschaft",
    "vereinigung", "kommission", "theater", "museum", "zoo", "senat", "landtag", "rat", "rates", "gewerkschaft",
    "universitätsklinikum", "botschaft", "kirche", "bistum", "erzbistum", "verwaltung", "bank", "team",
    "studie", "land", "landesverband", "kreisverband", "ortsverband", "region", "zentrum", "zentrums",
    "stiftung", "demonstranten", "tv", "anstalt", "gefängnis", "sparkasse", "inspektorat", "wehr",
    "behörde", "geheimdienst", "büro",
)  # fmt: skip

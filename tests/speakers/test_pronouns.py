"""Speakers mentioned by a pronoun: gender, number, nearness and who has just spoken decide."""

from tests.speakers.marked import read


def test_he_and_she_go_to_the_person_of_that_gender() -> None:
    marked = (
        "Anna Quell traf Bernd Trost. <q1>„Schön hier“</q1>, sagte <s1>er</s1>. <q2>„Ja“</q2>, antwortete <s2>sie</s2>."
    )
    article = read(marked)
    assert article.names == ["Bernd Trost", "Anna Quell"]
    assert article.ways == ["pronoun", "pronoun"]


def test_a_person_whose_first_name_tells_nothing_gets_the_gender_of_the_role() -> None:
    marked = "Ministerin Xyla Zorb/N und Minister Qorx Wumm/N kamen. <q1>„Nein“</q1>, sagte <s1>sie</s1>."
    article = read(marked)
    assert article.names == ["Xyla Zorb"]
    assert article.speaker("Xyla Zorb").gender == "female"


def test_the_pronoun_itself_tells_the_gender_of_the_only_person() -> None:
    article = read("<s1>Xyla Zorb/N</s1> sagte, <q1>es eile</q1>. <q2>„Sofort“</q2>, rief <s2>sie</s2>.")
    assert article.names[1] == "Xyla Zorb"
    assert article.speaker("Xyla Zorb").gender == "female"


def test_the_nearer_of_two_men_is_meant() -> None:
    marked = (
        "Bernd Trost eröffnete den Markt. Es gab Brot und Käse. Viele kamen mit dem Rad. "
        "Am Abend sang Paul Wiesinger. <q1>„Ein schöner Abend“</q1>, sagte <s1>er</s1>."
    )
    assert read(marked).names == ["Paul Wiesinger"]


def test_a_man_named_only_inside_the_quotation_is_not_its_speaker() -> None:
    marked = "Bernd Trost eröffnete den Markt. <q1>„Paul Wiesinger hat gut gesungen“</q1>, sagte <s1>er</s1>."
    assert read(marked, types={1: "direct"}).names == ["Bernd Trost"]


def test_i_within_a_quotation_is_its_speaker() -> None:
    marked = "<s1>Anna Quell</s1> sagte: <q1>„<s2>Ich</s2> glaube, <q2>dass es klappt</q2>.“</q1>"
    assert read(marked, types={1: "direct"}).names == ["Anna Quell", "Anna Quell"]


def test_plural_they_are_the_joint_speakers() -> None:
    first = "<s1>Anna Quell und Bernd Trost</s1> sagten, <q1>sie seien froh</q1>."
    marked = f"{first} <s2>Sie</s2> forderten, <q2>zu feiern</q2>."
    assert read(marked, {1: "group", 2: "group"}).names[1] == "Anna Quell und Bernd Trost"


def test_her_opinion_is_hers() -> None:
    marked = "Anna Quell ist Bäckerin. <s1>Ihrer Ansicht/n</s1> nach <q1>ist Brot zu billig</q1>."
    assert read(marked).names == ["Anna Quell"]


def test_own_accounts_are_the_subjects() -> None:
    marked = "Nach <s1>eigenen/a Angaben/n</s1> <q1>hat Bernd Trost nichts gewusst</q1>."
    assert read(marked).names == ["Bernd Trost"]


def test_accordingly_refers_to_the_source_before() -> None:
    marked = (
        "Laut <s1>einer Studie/n der Universität/n Walden/L</s1> <q1>schlafen Füchse viel</q1>. "
        "<s2>Demnach</s2> <q2>ruhen sie tags</q2>."
    )
    article = read(marked, {1: "publication", 2: "publication"})
    assert article.names == ["Studie der Universität Walden"] * 2


def test_a_pronoun_with_nobody_before_or_after_names_nobody() -> None:
    article = read("<q1>„Es schneit“</q1>, sagte <s1>er</s1>.")
    assert article.names == [None]
    assert article.ways == ["none"]


def test_a_clear_case_is_surer_than_a_doubtful_one() -> None:
    clear = read("Bernd Trost kam. <q1>„Gut“</q1>, sagte <s1>er</s1>.").attributions[0]
    doubtful = read("Bernd Trost und Paul Wiesinger kamen. <q1>„Gut“</q1>, sagte <s1>er</s1>.").attributions[0]
    assert clear is not None
    assert doubtful is not None
    assert doubtful.confidence < clear.confidence <= 1

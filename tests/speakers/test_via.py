"""The medium that relays somebody's words."""

import pytest

from tests.speakers.marked import read


@pytest.mark.parametrize(
    ("frame", "medium"),
    [
        ("sagte <s1>Anna Quell</s1> der dpa", "dpa"),
        ("sagte <s1>Anna Quell</s1> dem „Wattkurier“", "Wattkurier"),
        ("sagte <s1>Anna Quell</s1> am Montag der „Neuen/a Küstenzeitung/n“", "Neue Küstenzeitung"),
        ("sagte <s1>Anna Quell</s1> gegenüber der Zeitung/n „Fliegender Fisch“", "Fliegender Fisch"),
        ("sagte <s1>Anna Quell</s1> im Gespräch mit dem Sender/n NDR/N", "NDR"),
        ("sagte laut Spiegel/N Online/N <s1>Anna Quell</s1>", "Spiegel Online"),
    ],
)
def test_the_frame_tells_the_relaying_medium(frame: str, medium: str) -> None:
    article = read(f"<q1>Der Hafen werde tiefer</q1><f1>, {frame}</f1>.")
    assert article.relays == [medium]
    assert article.names == ["Anna Quell"]


def test_an_interview_at_the_head_of_the_sentence_is_a_relay() -> None:
    frame = "In einem Interview/n mit der Financial/N Times/N enthüllte <s1>Anna Quell</s1>"
    marked = f"<f1>{frame}</f1>, <q1>dass es eilt</q1>."
    assert read(marked).relays == ["Financial Times"]


def test_given_spans_go_before_rules() -> None:
    article = read(
        "<q1>Es eile</q1><f1>, sagte <s1>Anna Quell</s1> der dpa nach Angaben der <v1>„Möwenpost“</v1></f1>."
    )
    assert article.relays == ["Möwenpost"]


def test_a_medium_that_speaks_for_itself_has_no_relay() -> None:
    article = read("<q1>Es eile</q1><f1>, berichtete <s1>die dpa</s1></f1>.", {1: "publication"})
    assert article.names == ["dpa"]
    assert article.relays == [None]


def test_what_the_speaker_goes_on_to_say_comes_by_the_same_medium() -> None:
    marked = (
        "<q1>Es eile</q1><f1>, sagte <s1>Anna Quell</s1> der dpa</f1>. <s2>Sie</s2> fügte hinzu, <q2>sie warte</q2>."
    )
    assert read(marked).relays == ["dpa", "dpa"]


def test_words_that_are_also_papers_are_no_medium_without_marks() -> None:
    article = read("<q1>Es gebe Armut in der Welt</q1><f1>, sagte <s1>Anna Quell</s1> in der Zeit/n der Not/n</f1>.")
    assert article.relays == [None]


@pytest.mark.parametrize(
    ("frame", "medium"),
    [
        ("sagte <s1>Anna Quell</s1> im Deutschlandfunk/N", "Deutschlandfunk"),
        ("so <s1>Anna Quell</s1> laut „Express“", "Express"),
        ("sagte <s1>Anna Quell</s1> der „Südwestschweiz“", "Südwestschweiz"),
        ("zitiert die „Rechnerwoche“ <s1>Anna Quell</s1>", "Rechnerwoche"),
    ],
)
def test_marks_and_prepositions_show_media_that_no_list_has(frame: str, medium: str) -> None:
    assert read(f"<q1>Der Hafen werde tiefer</q1><f1>, {frame}</f1>.").relays == [medium]


def test_a_medium_whose_report_holds_the_words_is_their_relay() -> None:
    marked = "<s1>Der „Hafenkurier“</s1> meldete, <q1><s2>Anna Quell</s2> habe gesagt, <q2>es eile</q2></q1>. "
    article = read(marked, {1: "publication", 2: "person"})
    assert article.relays[1] == "Hafenkurier"


def test_an_interview_relays_what_its_speaker_says_in_the_sentences_after_it() -> None:
    interview = "Anna Quell äußerte sich in einem Interview/n mit dem Deutschlandfunk/N."
    marked = f"{interview} <s1>Quell</s1> sagte, <q1>es eile</q1>."
    assert read(marked, {1: "person"}).relays == ["Deutschlandfunk"]


def test_a_medium_in_the_genitive_relays_nothing() -> None:
    marked = "<s1>Anna Quell</s1> wies Meldungen/n der Financial/N Times/N zurück: <q1>es eile nicht</q1>."
    assert read(marked, {1: "person"}).relays == [None]


@pytest.mark.parametrize(
    ("words", "medium"),
    [
        ("der „Freien/a Presse/n“", "Freie Presse"),
        ("der Deutschen/a Presse-Agentur/N", "Deutsche Presse-Agentur"),
        ("dem libanesischen/a Fernsehen/n", "libanesisches Fernsehen"),
    ],
)
def test_a_medium_is_named_in_the_nominative(words: str, medium: str) -> None:
    assert read(f"<q1>Es eile</q1><f1>, sagte <s1>Anna Quell</s1> {words}</f1>.").relays == [medium]


def test_what_the_models_take_for_a_medium_must_read_like_one() -> None:
    marked = "<q1>Es eile</q1><f1>, stand auf <v1>einem Zettel/n</v1> von <s1>Anna Quell</s1></f1>."
    assert read(marked).relays == [None]

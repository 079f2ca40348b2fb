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

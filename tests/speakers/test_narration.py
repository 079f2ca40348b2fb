"""What the article tells between its quotations is understood, too."""

import pytest

from service.nlp.analyzer import Analyzer
from tests.speakers.marked import read


def test_a_noun_that_takes_up_a_named_person_is_a_mention_and_lends_its_role() -> None:
    marked = (
        "Für Anna Quell kommt das Urteil spät. Die Altenpflegerin/n hatte geklagt und gewonnen. "
        "<s1>Sie</s1> sagte, <q1>nun sei Ruhe</q1>. Am Abend fügte <s2>die Pflegerin/n</s2> hinzu, <q2>es reiche</q2>."
    )
    article = read(marked)
    assert article.names == ["Anna Quell", "Anna Quell"]
    assert "Die Altenpflegerin" in [mention.text for mention in article.speakers[0].mentions]


def test_somebody_new_without_a_name_is_nobody_named_before() -> None:
    marked = (
        "Kapitän/n Jan Holm schwieg. Ein Taucher/n kam vorbei. <s1>Der Taucher/n</s1> sagte, <q1>es sei kalt</q1>. "
        "<s2>Er</s2> ergänzte, <q2>er gehe</q2>."
    )
    article = read(marked)
    assert article.names[0] == "Taucher"
    assert [speaker.name for speaker in article.speakers] == ["Taucher"]
    assert [mention.text for mention in article.speakers[0].mentions] == ["Ein Taucher", "Der Taucher", "Er"]


def test_two_who_are_named_together_are_the_two() -> None:
    marked = "Anna Quell und Jan Holm klagten. <s1>Die beiden</s1> sagten, <q1>es reiche</q1>."
    assert read(marked, {1: "group"}).names == ["Anna Quell und Jan Holm"]


@pytest.mark.parametrize("compound", ["Verbandsangaben", "Verbandsaussagen"])
def test_what_a_body_says_may_hide_in_a_compound(compound: str) -> None:
    marked = (
        "Der Verband/n der Küstenlotsen/n warnte am Montag vor dem Ausbau. "
        f"<q1>Es fehlten</q1> <f1>nach <s1>{compound}/n</s1></f1> <q1>zehn Boote</q1>."
    )
    assert read(marked, {1: "organisation"}).names == ["Verband der Küstenlotsen"]


@pytest.mark.models
def test_a_speaker_s_mentions_hold_the_pronouns_of_the_narration() -> None:
    text = (
        "Die Lotsin Anna Quell fährt seit zwanzig Jahren auf der Elbe. Am Montag legte sie ihr Amt nieder. "
        "„Es reicht“, sagte Quell."
    )
    analysis = Analyzer().analyze(text)
    assert [mention.text for mention in analysis.speakers[0].mentions][-2:] == ["sie", "Quell"]

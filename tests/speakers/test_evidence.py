"""How an answer was reached: the chain of mentions, the medium's place, the candidates."""

from service.domain import Attribution
from tests.speakers.marked import Resolved, read

PRONOUN = (
    "Anna Quell leitet den Hafen. Quell kam am Montag. <s1>Sie</s1> sagte der dpa, <q1>es eile</q1>. "
    "<s2>Der Lotse/n Jan Holm</s2> sagte, <q2>es eile nicht</q2>."
)


def attribution_of(article: Resolved, index: int) -> Attribution:
    attribution = article.attributions[index]
    assert attribution is not None
    return attribution


def test_the_chain_goes_from_the_pronoun_over_the_surname_to_the_full_name() -> None:
    chain = attribution_of(read(PRONOUN), 0).chain
    assert [mention.text for mention in chain] == ["Sie", "Quell", "Anna Quell"]
    assert all(PRONOUN.count(mention.text) for mention in chain)


def test_a_full_name_is_a_chain_of_one() -> None:
    chain = attribution_of(read(PRONOUN), 1).chain
    assert [mention.text for mention in chain] == ["Der Lotse Jan Holm"]


def test_a_chain_leads_ahead_where_the_name_stands_only_there() -> None:
    article = read(
        "<s1>Der Bürgermeister/n</s1> sagte, <q1>es eile</q1>. "
        "<s2>Bürgermeister/n Jan Holm</s2> sagte, <q2>es eile</q2>."
    )
    assert [mention.text for mention in attribution_of(article, 0).chain] == [
        "Der Bürgermeister",
        "Bürgermeister Jan Holm",
    ]


def test_the_relaying_medium_has_its_place() -> None:
    article = read("<q1>Es eile</q1><f1>, sagte <s1>Anna Quell</s1> dem „Wattkurier“</f1>. Die dpa schwieg.")
    spans = attribution_of(article, 0).via_spans
    assert [article.text[span.start : span.end] for span in spans] == ["dem „Wattkurier“"]


def test_an_inherited_medium_has_the_place_where_it_was_named() -> None:
    article = read(
        "<q1>Es eile</q1><f1>, sagte <s1>Anna Quell</s1> der dpa</f1>. <s2>Sie</s2> sagte, <q2>sie warte</q2>."
    )
    assert attribution_of(article, 1).via_spans == attribution_of(article, 0).via_spans != ()


def test_candidates_come_likeliest_first_and_share_no_more_than_certainty() -> None:
    marked = (
        "<s1>Der Bürgermeister/n Jan Holm</s1> sagte, <q1>es eile</q1>. Der Lotse/n Ole Brandt stand daneben. "
        "<s2>Er</s2> sagte, <q2>er warte</q2>."
    )
    article = read(marked)
    candidates = attribution_of(article, 1).candidates
    assert {"Jan Holm", "Ole Brandt"} <= {candidate.name for candidate in candidates}
    shares = [candidate.confidence for candidate in candidates]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) <= 1.001
    assert shares[0] == attribution_of(article, 1).confidence
    ids = {candidate.name: candidate.ids for candidate in candidates}
    assert ids["Jan Holm"] == ("s1",)


def test_a_full_name_has_one_candidate() -> None:
    candidates = attribution_of(read(PRONOUN), 1).candidates
    assert [(candidate.name, candidate.ids) for candidate in candidates] == [("Jan Holm", ("s2",))]

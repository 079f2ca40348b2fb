"""From an analysis to the contract's JSON, without models: records made by hand, each for one promise."""

from dataclasses import replace

from service.api.representation import EVERYTHING, Options, represent
from service.api.schemas import QuotesResponse
from service.domain import (
    Analysis,
    AttributedQuotation,
    Attribution,
    Candidate,
    Cue,
    Mention,
    Quotation,
    QuotationMarks,
    Span,
    Spans,
    Speaker,
)

TEXT = "😀 „Wir 😀 bauen“, sagten Brandt und Holm, „bis Mai“."


def _at(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


QUOTATION = Quotation(
    type="direct",
    medium="speech",
    spans=(_at("„Wir 😀 bauen“"), _at("„bis Mai“")),
    confidence=0.91239,
    cue=Cue((_at("sagten"),), "sagen"),
    frame=(_at("sagten Brandt und Holm"),),
    mention=(_at("Brandt und Holm"),),
)
JOINT = Attribution(
    ("s1", "s2"),
    "Lena Brandt und Jan Holm",
    "surname",
    0.8,
    via="Kieler Post",
    via_spans=(_at("Mai"),),
    chain=(Mention(_at("Brandt und Holm"), "Brandt und Holm"), Mention(Span(0, 4), "Lena", "title")),
    candidates=(
        Candidate(("s1", "s2"), "Lena Brandt und Jan Holm", 0.8),
        Candidate(("s3",), "Nobody Quoted", 0.12),
        Candidate((), "Eva Roth", 0.0499),
    ),
)
SPEAKERS = (
    Speaker(
        "s1", "Lena Brandt", "person", role="Ministerin", gender="female", mentions=(Mention(_at("Brandt"), "Brandt"),)
    ),
    Speaker("s2", "Jan Holm", "person"),
    Speaker("s3", "Nobody Quoted", "person"),
)


def _found(id_: str, parent: str | None = None, **changes: object) -> AttributedQuotation:
    return AttributedQuotation(id_, replace(QUOTATION, **changes), JOINT, parent)  # type: ignore[arg-type]


def test_interrupted_quotations_joint_speakers_and_media_are_told() -> None:
    answer = represent(Analysis((_found("q1"),), SPEAKERS), text=TEXT, model="m")
    assert QuotesResponse().validate(answer) == {}
    (quote,) = answer["quotes"]
    assert quote["text"] == "„Wir 😀 bauen“ … „bis Mai“"
    assert [TEXT[span["start"] : span["end"]] for span in quote["spans"]] == ["„Wir 😀 bauen“", "„bis Mai“"]
    assert quote["cue"] == {"lemma": "sagen", "text": "sagten", "spans": [{"start": 17, "end": 23}]}
    assert quote["frame"]["text"] == "sagten Brandt und Holm"
    assert quote["addressee"] is None
    assert quote["via"] == {"name": "Kieler Post", "spans": [{"start": 46, "end": 49}]}
    assert quote["speaker"]["ids"] == ["s1", "s2"]
    assert quote["speaker"]["name"] == "Lena Brandt und Jan Holm"
    assert quote["speaker"]["mention"]["text"] == "Brandt und Holm"
    assert [(speaker["id"], speaker["quotes"]) for speaker in answer["speakers"]] == [("s1", ["q1"]), ("s2", ["q1"])]
    assert answer["speakers"][0]["mentions"] == [{"field": "text", "text": "Brandt", "start": 24, "end": 30}]


def test_the_mentions_that_led_to_the_speaker_are_told() -> None:
    (quote,) = represent(Analysis((_found("q1"),), SPEAKERS), text=TEXT, title="Lena", model="m")["quotes"]
    assert quote["speaker"]["chain"] == [
        {"field": "text", "text": "Brandt und Holm", "start": 24, "end": 39},
        {"field": "title", "text": "Lena", "start": 0, "end": 4},
    ]


def test_candidates_are_told_when_asked_for_and_lead_to_speakers() -> None:
    analysis = Analysis((_found("q1"),), SPEAKERS)
    without = represent(analysis, text=TEXT, model="m")
    assert "candidates" not in without["quotes"][0]["speaker"]
    answer = represent(analysis, text=TEXT, model="m", options=Options(candidates=True))
    assert QuotesResponse().validate(answer) == {}
    assert answer["quotes"][0]["speaker"]["candidates"] == [
        {"name": "Lena Brandt und Jan Holm", "ids": ["s1", "s2"], "confidence": 0.8},
        {"name": "Nobody Quoted", "ids": ["s3"], "confidence": 0.12},
        {"name": "Eva Roth", "ids": [], "confidence": 0.05},
    ]
    assert [(one["id"], one["quotes"]) for one in answer["speakers"]] == [("s1", ["q1"]), ("s2", ["q1"]), ("s3", [])]


def test_utf16_counts_as_javascript_does() -> None:
    analysis = Analysis((_found("q1"),), SPEAKERS)
    answer = represent(analysis, text=TEXT, model="m", options=Options(offset_unit="utf16"))
    encoded = TEXT.encode("utf-16-le")
    spans = answer["quotes"][0]["spans"] + answer["quotes"][0]["cue"]["spans"] + answer["speakers"][0]["mentions"]
    cut = [encoded[2 * span["start"] : 2 * span["end"]].decode("utf-16-le") for span in spans]
    assert cut == ["„Wir 😀 bauen“", "„bis Mai“", "sagten", "Brandt"]


def test_a_title_has_offsets_of_its_own() -> None:
    title = "Holm: „Ja“"
    inside: Spans = (_at("„Ja“", title),)
    found = AttributedQuotation("q1", Quotation("direct", "speech", inside, 0.9, field="title"), None)
    (quote,) = represent(Analysis((found,), ()), text=TEXT, title=title, model="m")["quotes"]
    assert (quote["field"], quote["text"], quote["spans"]) == ("title", "„Ja“", [{"start": 6, "end": 10}])


def test_speaker_is_null_only_where_nobody_is_named_or_pointed_at() -> None:
    nobody = AttributedQuotation("q1", replace(QUOTATION, mention=()), None)
    pointed = AttributedQuotation("q2", QUOTATION, Attribution((), None, "none", 0.0))
    unresolved = AttributedQuotation("q3", QUOTATION, None)
    only_via = AttributedQuotation("q4", replace(QUOTATION, mention=()), Attribution((), None, "none", 0.0, "dpa"))
    answer = represent(Analysis((nobody, pointed, unresolved, only_via), ()), text=TEXT, model="m")
    assert QuotesResponse().validate(answer) == {}
    speakers = [quote["speaker"] for quote in answer["quotes"]]
    assert (speakers[0], speakers[3]) == (None, None)
    for speaker in speakers[1:3]:
        assert (speaker["mention"]["text"], speaker["ids"], speaker["name"]) == ("Brandt und Holm", [], None)
    assert answer["quotes"][3]["via"] == {"name": "dpa", "spans": []}


def test_options_filter_quotations_and_with_them_speakers() -> None:
    one = AttributedQuotation("q1", QUOTATION, Attribution(("s1",), "Lena Brandt", "name", 0.9))
    two = AttributedQuotation(
        "q2", replace(QUOTATION, type="reported", confidence=0.4), Attribution(("s2",), "Jan Holm", "name", 0.9)
    )
    analysis = Analysis((one, two), SPEAKERS)
    for options, quotes, speakers in (
        (Options(), ["q1", "q2"], ["s1", "s2"]),
        (Options(types=frozenset({"reported"})), ["q2"], ["s2"]),
        (Options(min_confidence=0.5), ["q1"], ["s1"]),
        (Options(types=frozenset({"reported"}), min_confidence=0.5), [], []),
    ):
        answer = represent(analysis, text=TEXT, model="m", options=options)
        assert [quote["id"] for quote in answer["quotes"]] == quotes
        assert [speaker["id"] for speaker in answer["speakers"]] == speakers


def test_parent_leads_to_the_nearest_quotation_that_is_shown() -> None:
    outer, middle = _found("outer"), _found("middle", "outer", type="indirect")
    inner = _found("inner", "middle")
    options = Options(types=frozenset({"direct"}))
    answer = represent(Analysis((outer, middle, inner), SPEAKERS), text=TEXT, model="m", options=options)
    assert {quote["id"]: quote["parent"] for quote in answer["quotes"]} == {"outer": None, "inner": "outer"}


def test_the_answers_id_is_the_articles_whatever_is_asked() -> None:
    def id_of(text: str, title: str | None = None, options: Options = EVERYTHING) -> str:
        return str(represent(Analysis((), ()), text=text, title=title, model="m", options=options)["id"])

    assert id_of(TEXT) == id_of(TEXT, options=Options(offset_unit="utf16"))
    assert (
        len({id_of(TEXT), id_of(TEXT + " "), id_of(TEXT, "Titel"), id_of("a", "b"), id_of("ab"), id_of("", "ab")}) == 6
    )


def test_every_pair_of_marks_is_told_whatever_the_options_leave_out() -> None:
    title = "😀 „Der Deich“"
    marks = (
        QuotationMarks(_at("„Der Deich“", title), "title", "the title of a work", 0.91239, "title"),
        QuotationMarks(_at("„bis Mai“"), "partial", "a few of somebody's words", 0.8),
    )
    options = Options(types=frozenset({"reported"}), min_confidence=1.0, offset_unit="utf16")
    answer = represent(Analysis((_found("q1"),), SPEAKERS, marks), text=TEXT, title=title, model="m", options=options)
    assert QuotesResponse().validate(answer) == {}
    assert answer["quotes"] == []
    assert answer["quotation_marks"][0] == {
        "text": "„Der Deich“",
        "field": "title",
        "start": 3,
        "end": 14,
        "reading": "title",
        "reason": "the title of a work",
        "confidence": 0.912,
    }
    assert answer["quotation_marks"][1]["text"] == "„bis Mai“"
    assert answer["quotation_marks"][1]["start"] == _at("„bis Mai“").start + 2

"""Selectors that cannot be read or could take too long are refused, each with its reason; all others work."""

import re
from functools import partial
from random import Random

import pytest

from service.html import SelectorError, check_selector, read_html
from tests.html.timing import seconds

_SIGNS = [
    *"p.#:[]()>+~*|=\"'\\, \n\0",
    "not",
    "is",
    "has",
    "nth-child",
    "2n+1",
    " of ",
    "\ud800",
    "ü",
    "😀",
    "::before",
    "/*",
    "*/",
]
_FLAT = "<p class=a>x</p><p class=b></p><i></i><b></b>" * 1_500
_DEEP = "<div class=a><div class=b>" * 250 + "<p>x</p>" * 6_000


@pytest.mark.parametrize(
    ("selector", "reason"),
    [
        ("p:has(b)", "`:has`"),
        ("p:HAS(b)", "`:HAS`"),
        ("p:nth-child(2)", "`:nth-child`"),
        ("p:nth-last-of-type(2n + 1)", "`:nth-last-of-type`"),
        ("a ~ b", "`~`"),
        (":is(.x div div, .y) p", "in parentheses"),
        (":is(a>b)", "in parentheses"),
        (":not(:first-child)", "in parentheses"),
        (":not(.a, :is(b))", "in parentheses"),
        ('[a="]"]:has([b=")"])', "`:has`"),
        (r"a\":has(b)[c=d]", "`:has`"),
    ],
)
def test_what_could_take_too_long_is_refused_with_its_name(selector: str, reason: str) -> None:
    with pytest.raises(SelectorError, match=re.escape(reason)):
        check_selector(selector)


@pytest.mark.parametrize(
    "selector",
    [
        *(
            "p",
            "*",
            ".a.b",
            "#x",
            "a > b + c d",
            "P , .x",
            "[data-x]",
            '[a="~ :has(x) /*"]',
            "[a~=b]",
            r".a\:has",
            "a:first-child b",
        ),
        *("p:not(.x)", "p:not(.x, #y, [z='a b > c'])", ":is(h1, h2) :where( .x , .y ) > p:last-child", "[lang|=de]"),
    ],
)
def test_everything_else_is_taken(selector: str) -> None:
    check_selector(selector)
    assert "Ja" in read_html("<h6 id=only>Ja", ["h6.no", selector] if selector != "*" else []).text


def test_whatever_is_handed_in_is_taken_or_refused() -> None:
    random = Random(1)
    taken, reasons = 0, []
    for _ in range(20_000):
        try:
            check_selector("".join(random.choice(_SIGNS) for _ in range(random.randint(0, 9))))
            taken += 1
        except SelectorError as error:
            reasons.append(str(error))
    assert taken > 500
    assert all(reason.endswith(".") for reason in reasons)


@pytest.mark.parametrize(
    "selector",
    [
        *(".c > .a .b > .a .b > .a .b > .a p", ".c .a .a .a .a p", ".c + .a > .a .a > .a p", ".a + .b + i + b + .c"),
        *(
            "p:not(.x, .y, [a], #b):is(.x, .a):last-child",
            "[class*=a] [class*=b] [class^=c] p",
            "p + p + p:first-child",
        ),
    ],
)
def test_what_is_taken_is_tried_in_a_moment(selector: str) -> None:
    for html in (_FLAT, _DEEP):
        assert seconds(partial(read_html, html, [selector])) < 2 * seconds(partial(read_html, html)) + 0.5

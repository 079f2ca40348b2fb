"""Generated articles in HTML: everything that CMSs write, in any order and nesting that HTML allows."""

from hypothesis import strategies as st

_WORDS = ["Wir", "bauen", "Brücke", "😀", "Ja", "„So“", "‚nie‘", "»gut«", "R&D", "Mon\u00adtag", "Stra\u200bße"]
_WORDS += "x&#252;y &Auml;rger A&amp;B &lt;b&gt; sa&shy;gte &#8222;Nein&#x201C; 1&nbsp;000 a&hellip; &#128512;".split()
_WORDS += ['<a href="/x?a=1&amp;b=2" title="<p>">Bau&shy;amt</a>']
_SPACES = [" ", "\n", "\r\n", "\r", "  \t ", "&nbsp;", "\u00a0", " &#32; ", "<!-- <p>nein</p> -->", "<wbr>", "<?pi?>"]
_UNREAD = [
    "<script>if (a < b) { document.write('<p>nein</p>') }</script>",
    "<style>p > q::before { content: '„' }</style>",
    "<template><p>nein</p></template>",
    "<noscript><p>nein</p></noscript>",
    "<iframe src=x>nein</iframe>",
    "<svg><text>nein</text></svg>",
    "<button>nein</button>",
    "<nav><ul><li>nein</ul></nav>",
    "<aside><p>nein <q>nein</q></p></aside>",
]
_INLINE = ["em", "b", "span class='x > y'", "strong", "sup", "time datetime=1", "EM"]
_BLOCKS = ["p", "h1", "h3", "div", "blockquote", "section", "figcaption", "article", "P class=a"]

_text = st.lists(st.sampled_from(_WORDS + _SPACES), min_size=1, max_size=6).map("".join)
_unread = st.sampled_from(_UNREAD)


def _element(opened: str, content: str) -> str:
    return f"<{opened}>{content}</{opened.split(maxsplit=1)[0]}>"


def _inline(content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inner = st.lists(content, min_size=1, max_size=4).map("".join)
    quoted = inner.map(lambda words: f" <q cite=x>a{words}z</q> ")  # so that it neither begins nor ends with a mark
    return st.builds(_element, st.sampled_from(_INLINE), inner) | quoted


_running = st.lists(
    st.recursive(_text | st.sampled_from(["<br>", "<br/>", "<img alt='„'>"]), _inline, max_leaves=6), max_size=5
).map("".join)
_list = st.lists(_running, max_size=3).map(lambda items: "<ul>" + "".join(f"<li>{item}" for item in items) + "</ul>")
_table = st.lists(_running, max_size=3).map(
    lambda cells: "<table><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table>"
)
_block = st.recursive(
    st.builds(_element, st.sampled_from(["p", "h2", "pre", "figcaption"]), _running)
    | _list
    | _table
    | _unread
    | _running,
    lambda inner: st.builds(_element, st.sampled_from(["div", "blockquote", "section", "article", "FIGURE"]), inner),
    max_leaves=4,
)
documents = st.lists(
    _block | st.builds(lambda a, b, c: f"<p>{a}{b}{c}</p>", _running, st.sampled_from(_UNREAD[:4]), _running),
    min_size=1,
    max_size=6,
).map("".join)
"""HTML whose markup is well-formed, as the parser of the standard library can be trusted with it."""

_TAGS = "html title textarea plaintext xmp table tr td select option svg math mi foreignObject desc frameset form q b"
_SCRAPS = [*_WORDS, *_SPACES, *_UNREAD, *(f"<{name}>" for name in [*_INLINE, *_BLOCKS, *_TAGS.split()])]
_SCRAPS += [f"</{name}>" for name in ["p", "div", "b", "q", "script", "table", "svg", "title", "body", "p/", "td", ""]]
_SCRAPS += (
    "< > </ <a </style & &# &#x &#xD800; &ampx &notit; &lt &NotEqualTilde; <!-- --> --!> <! <!> </3 <3 ' =".split()
)
_SCRAPS += ["<![CDATA[", "]]>", "<?", "?>", "<body class=x>", "<p hidden>", "<pre>\n", '"', "<template>", "</template>"]
_SCRAPS += ["\0", "\ufeff", "\ud800", "\udc00", "\U000f0000", "\U00100000"]
scraps = st.lists(st.sampled_from(_SCRAPS), max_size=40).map("".join)
"""Anything: what people and programs call HTML."""

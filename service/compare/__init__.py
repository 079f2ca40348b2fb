"""What became of each quotation from one version of an article to the next. Pure: words and names in, pairs out.

from service.compare import compare, said
changes = compare(said(analyze(before), before), said(analyze(after), after))
"""

from service.compare.diff import Edit, diff
from service.compare.matching import Change, Status, compare
from service.compare.said import Said, said

__all__ = ["Change", "Edit", "Said", "Status", "compare", "diff", "said"]

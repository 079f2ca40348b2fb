"""What became of each quotation from one version of an article to the next. Pure: words and names in, pairs out.

from service.compare import Edited, compare, said
changes = compare(said(analyze(before), before), said(analyze(after), after), Edited({"text": before}, {"text": after}))
"""

from service.compare.diff import Edit, diff
from service.compare.edited import Edited, Place
from service.compare.matching import Change, Status, compare
from service.compare.said import Said, around, said

__all__ = ["Change", "Edit", "Edited", "Place", "Said", "Status", "around", "compare", "diff", "said"]

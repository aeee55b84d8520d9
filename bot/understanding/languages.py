"""In which language a message is written, by its small words."""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.folding import fold

_ENGLISH: Final = frozenset(
    re.findall(
        r"[a-z']+",
        """
        the my your are do does did how what when where why who can could should i i'm i've you they have has this
        that these from with without about not and for if it it's to would will want need there which long much
        """,
    )
)
_DUTCH: Final = frozenset(
    re.findall(
        r"[a-z']+",
        """
        de het een ik mijn kan kun kunt hoe wat wanneer heb hebt hebben van en voor je jij u jullie dat dit die
        niet op te om bij met aan als er naar wie waar mag moet geen ook nog maar wij zijn ben krijg betalen lang
        """,
    )
)
_FEWEST: Final = 3
"""English words below which a message is taken for Dutch."""


def is_english(message: str) -> bool:
    """Whether the message is in English, not merely Dutch with English words in it."""
    words = re.findall(r"[a-z]+(?:'[a-z]+)?", fold(message))
    english, dutch = (sum(word in known for word in words) for known in (_ENGLISH, _DUTCH))
    return english >= _FEWEST and english > 2 * dutch

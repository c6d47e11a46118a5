"""Transcripts: speech that a text gives as turns, with labels or as questions and answers.

`find_turns` reads the structure of the page and nothing else: it needs no network, and of the
entities only the persons' names. The postprocessing makes quotes of the turns; coreference
takes labels for mentions, and resolves "I" and "you" inside turns.

>>> text = "ORO: Who will pay for it?\\n\\nHOLT: You will. I told you so.\\n\\nORO: When is it due?"
>>> transcript = find_turns(text, persons=[(0, 3)])
>>> [(turn.key, turn.asks) for turn in transcript.turns]
[('oro', True), ('holt', False), ('oro', True)]
>>> turn = transcript.turn_at(text.index("I told"))
>>> text[slice(*turn.label)], text[turn.start : turn.end]
('HOLT', 'You will. I told you so.')
>>> transcript.listener(turn).key
'oro'
"""

from quoteattr.transcripts.turns import Transcript, Turn, find_turns

__all__ = ["Transcript", "Turn", "find_turns"]

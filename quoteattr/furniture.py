"""Furniture: the lines of a web page that are no part of its article.

"Advertisement", "READ MORE: Mayor quits", "Image source, Getty Images", "Sign up for our
newsletter". They part what belongs together: a quote goes on behind an advertisement, and "she"
below the caption of a picture is nobody in the picture. So a text is read without them, and every
span that was found is put back where it stands in the whole.

A line is furniture by its own words alone; one that may hold somebody's words is none, unless it
is a link to another article. The first line of a text is always read.
"""

from __future__ import annotations

import regex

from quoteattr.attribution.records import Offsets
from quoteattr.words import paragraphs

__all__ = ["furniture"]

# How long a line may be, in code points.
_LONGEST = 300

_SITE = (
    r"(?:Facebook|Twitter|X|Instagram|WhatsApp|Telegram|YouTube|TikTok|LinkedIn|Reddit|Google|Apple"
    r"|Spotify|email)"
)
# What a page asks of its reader, or says of itself.
_PAGE = regex.compile(
    rf"""
    \W* (?:
      adverti[sz](?:ement|ing)s?(?:\W+(?:continue|scroll)\b.*)?
    | (?:sponsored|promoted)(?:\s(?:content|post))?
    | (?:the\s)?(?:story|article|report|content)\scontinues\s(?:below|after)\b[^.]*
    | continue\sreading | scroll\s(?:down\s)?(?:to|for)\s.* | skip\s(?:to|past|advert)\b.*
    | (?:recommended|related|top|latest|trending|popular|more)
        (?:\s(?:stories|articles|topics|content|news|links|coverage|posts|videos?|reading|headlines
          |for\syou))?
    | most\s(?:read|popular|viewed|watched|shared) | trending\snow | up\snext
    | more\son\sthis(?:\sstory)? | more\sfrom\s[\w\s.’'&-]{{2,40}} | read\s(?:next|more|on|also)
    | you\s(?:may|might)\s(?:also\s)?(?:like|enjoy|be\sinterested\sin)\b.*
    | don[’']t\smiss(?:\sout)? | editor[’']?s[’']?\s(?:picks?|choice)
    | share(?:\s(?:this|on|via|with)\b.*)? | (?:copy|get)\slink | print
    | comments?(?:\s\(\d+\))? | (?:leave|post|add)\sa\scomment | have\syour\ssay | link\scopied
    | (?:follow|like|join)\s(?:us|our|the|@)\b.*\bon\s{_SITE}\b.* | follow\s(?:us|@)\b.*
    | join\sour\b.*
    | (?:sign\sup|subscribe|register|log\sin|sign\sin)(?:\s(?:for|to|now|here|today|with|and)\b.*)?
    | get\s(?:the|our|all)\b.*\b(?:newsletter|inbox|app|alerts?)\b.*
    | (?:for\smore|receive|join)\b.{{0,80}}\bnewsletters?\b.{{0,40}}
    | (?:click|tap|swipe)\s(?:here|on|to|the)\b.* | download\s(?:the|our)\b.*\bapp\b.*
    | view\s(?:this\spost|gallery|more|all|comments|image)\b.{{0,40}}
    | (?:watch|listen)(?:\s(?:now|live|to\sthis\sarticle)\b.*)?
    | play(?:\s(?:video|audio|now))? | video(?:\splayer)? | image | gallery | getty\simages
    | (?:hide|toggle|show)\scaption | enlarge\sthis\simage
    | file\s(?:photo|image|picture) | loading | (?:close|open)\smenu
    | list\sof\s\d+\sitems? | end\sof\slist | \d+\sof\s\d+ | \d+\smin(?:ute)?s?\sread
    | (?:reading|read)\stime\s?:?\s\d.* | (?:last\s)?(?:updated|modified)\s?:.*
    | (?:last\supdated|updated|published)(?:\son)?\s\d[^.]{{0,40}}
    | (?:tags?|topics?|filed\sunder|categor(?:y|ies)|keywords)\s?:[^.!?]{{0,80}}
    | (?:copyright\s(?:©|\(c\)|\d)|©|\(c\)\s?\d).* | all\srights\sreserved\b.*
    | this\s(?:article|story|report)\s(?:was\s)?(?:originally|first)\s(?:appeared|published)\b.*
    | a\spost\sshared\sby\b.*
    | \d{{1,2}}[.:h]\d{{2}}(?:\s?[ap]\.?m\.?)?(?:\s?(?-i:\p{{Lu}}{{2,4}}))?  # of an entry
    | (?:\d+|an?)\s?(?:m|mins?|minutes?|h|hrs?|hours?)\sago | just\snow
    ) \W*
    """,
    regex.VERBOSE | regex.I,
)
# A link to another article.
_LINK = regex.compile(
    r"""
    [^\w“"‘'«]* (?:
      (?:read|see|also|watch|listen)\s(?:more|also|read|see|next|here|live)
    | related(?:\s(?:article|story|news|content|link|post|video|coverage|reading))?
    | recommended(?:\sreading)? | further\sreading | don[’']t\smiss | must\s(?:read|watch|see)
    | in\spictures | from\sthe\sarchives?
    | more\s(?:on\sthis(?:\sstory)?|from\s[\p{L}\s]{2,30}|here)
    ) \s? (?:[:|»>→]|\s[–-]\s) \s? \S.*
  | [^\w“"‘'«]* (?:read|see|watch|listen) \s? [:|»>→] \s? [^.\s][^.]*
    """,
    regex.VERBOSE | regex.I,
)
_AGENCY = (
    r"[\p{L}\s&.-]{0,30}(?:AP|AFP|EPA|PA|Reuters|Getty|Images|Press|News|Photo|Agency|Pool|Handout"
    r"|Courier|Times|Post|Herald|Tribune|Gazette|Guardian|Telegraph)[\p{L}\s.-]{0,20}"
)
_SHOWN = r"(?:Photo|Photograph|Picture|Image|Illustration|Graphic|Video|Credit|Courtesy)s?"
# A picture's caption or credit.
_PICTURE = regex.compile(
    rf"""
    (?i: (?:image\s(?:source|caption|copyright)|media\scaption)[,:]?\s.*
      | (?:caption|image|picture|photo)s?:\s.* )
  | {_SHOWN}(?:\s(?:credit|courtesy))?(?:\s?:\s|\s(?:by|via|courtesy(?:\sof)?|from)\s)
      (?:(?!\b(?:shows?|showed|is|are|was|were|has|had|have)\b)[^.!?])*
  | (?:FILE|FILE\s(?:PHOTO|PICTURE|IMAGE)|File\s(?:photo|picture))\s?[:–—-]\s.*
  | \d+\sof\s\d+\s\|\s.*
  | .*[(\[](?:(?:AP|AFP|EPA|PA|Reuters|Getty)(?:\s(?:Photo|Picture|Image)s?|/)
      |(?:File\s)?(?:Photo|Picture|Image|Photograph)s?(?:\s?:|\s(?:by|credit|courtesy|via)\b|/))
      [^()\[\]]{{0,80}}[)\]]\.?
  | [(\[]\p{{Lu}}[\p{{L}}\s.’'-]{{2,50}}/[\p{{L}}\s.’'&/-]{{2,60}}[)\]]
  | .*[(\[]\p{{Lu}}[\p{{L}}\s.’'-]{{2,50}}/(?:The\s)?{_AGENCY}[)\]]
  | .*[.|]\s{_SHOWN}(?:\s(?:by|credit|courtesy))?\s?:\s[^.]{{2,60}}
  | .*[.]\s(?:REUTERS/[\p{{L}}\s.-]{{3,40}}|[\p{{Lu}}]{{2,5}}\svia\sGetty\sImages)
    """,
    regex.VERBOSE,
)
# Of links with words in marks those that lead away for sure.
_MARKED = regex.compile(r"[“”\"«]")
_OTHER = regex.compile(r"\W*(?:(?:read|also|see)\s(?:more|also|read|see)|related)\b", regex.I)
# What may be somebody's words.
_SAYS = regex.compile(
    r"[“”\"„«]|»(?!\W*$)|‘|(?<![\w])'\w|\b(?:said|says?|told|tells|asked|asks|added|adds|wrote|writes"
    r"|warn(?:s|ed)|claim(?:s|ed)|according|reported|insist(?:s|ed)|explain(?:s|ed)|argue[sd]|urge[sd]"
    r"|advise[sd]|promise[sd]|shout(?:s|ed)|plead(?:s|ed)|den(?:y|ies|ied)|recall(?:s|ed)|believe[sd]"
    r"|call(?:s|ed)|describe[sd]|announce[sd]|admit(?:s|ted)|confirm(?:s|ed)|hope[sd]|fear(?:s|ed))\b",
    regex.I,
)


def furniture(text: str) -> list[Offsets]:
    """The lines of a text that are no part of its article, in order.

    >>> text = "Rain fell.\\n\\nAdvertisement\\n\\nREAD MORE: Snow fell\\n\\nIt stopped."
    >>> [text[a:b] for a, b in furniture(text)]
    ['Advertisement', 'READ MORE: Snow fell']
    """
    return [line for line in paragraphs(text)[1:] if _is_furniture(text, *line)]


def _is_furniture(text: str, start: int, end: int) -> bool:
    line = text[start:end].strip()
    if len(line) > _LONGEST:
        return False
    if _LINK.fullmatch(line):
        return _MARKED.search(line) is None or _OTHER.match(line) is not None
    page = _PAGE.fullmatch(line) or _PICTURE.fullmatch(line)
    return page is not None and _SAYS.search(line) is None

"""Fields: what an office or a body is for, as its name writes it.

Models of entities cut names there: "Ministry of Works, Ports" of "Ministry of Works, Ports and
Roads", "Working Group" of "Working Group on Arbitrary Detention".
"""

from __future__ import annotations

import regex

from quoteattr.speakers.wording import MONTH

__all__ = ["FIELD", "with_fields"]

# "Ministry of Works, Ports and Roads", "Office for Trade and Industry": fields in a list.
_FIELD = regex.compile(
    r"\b(?:Ministry|Department|Dept|Chamber|Office|Bureau|Council|Committee|Commission|Board"
    r"|Secretariat|Directorate|Institute|University|Academy|Agency|Authority|Centre|Center"
    r"|Association|Federation|Faculty|School|College|Division)\s(?:of|for|on)\s"
)
# "Working Group on Arbitrary Detention"; "on Monday" and "on Lund" say no subject.
_BOARD = regex.compile(
    r"(?:Group|Committee|Commission|Council|Panel|Board|Conference|Convention|Programme|Program"
    r"|Taskforce|Force|Centre|Center|Institute)$"
)
_SUBJECT = regex.compile(
    rf"\son\s(?:the\s)?(?!\p{{L}}+day\b|(?:{MONTH}|Twitter|Facebook)\b)\p{{Lu}}[\p{{L}}\-]+"
    r"(?:\s(?:(?:and|of|in|the|for)\s){0,2}\p{Lu}[\p{L}\-]+)+"
)
#: A field of an office or a ministry, as the name of one writes it.
FIELD = (
    r"(?:\p{Lu}[\p{L}\-]+\s)?(?:Affairs|Agriculture|Arts|Business|Children|Climate|Commerce"
    r"|Communications?|Construction|Consumer|Cooperatives|Corrections|Crime|Culture|Customs|Data"
    r"|Defen[cs]e|Design|Development|Devices|Economy|Economics|Education|Electricity|Employment"
    r"|Energy|Engineering|Enterprises?|Environment|Establishments|Evaluation|Excise|Exports?"
    r"|Families|Family|Endowments|Finance|Fisheries|Fishing|Food|Forests?|Forestry|Gas|Gender|Growth|Hajj|Health"
    r"|Heritage|Highways|Home|Housing|Human|Immigration|Imports?|Industry|Industries|Information"
    r"|Infrastructure|Inclusion|Innovation|Insurance|Investment|Justice|Labor|Labour|Land|Lands"
    r"|Law|Livestock|Local|Management|Maritime|Market|Markets|Medicine|Migration|Mines|Mining"
    r"|Mitigation|Music|Natural|Nutrition|Parks|Petroleum|Planning|Policing|Policy|Ports|Power"
    r"|Prevention|Privatisation|Procurement|Protection|Public|Radio|Railways?|Reconstruction"
    r"|Recreation|Refugees|Rehabilitation|Research|Resources|Revenue|Rights|Roads|Rural|Safety"
    r"|Sanitation|Science|Sciences|Security|Services?|Settlements|Shipping|Society|Space|Sports?"
    r"|Standards|Statistics|Studies|Supply|Technology|Telecommunications|Television|Textiles"
    r"|Tourism|Trade|Training|Transport|Transportation|Treasury|Umrah|Unification|Urban|Veterans|Water"
    r"|Welfare|Wildlife|Women|Works|Youth)"
)
_FIELDS = regex.compile(
    rf"(?:,\s{FIELD})*,?\s(?:and|&)\s(?:the\s)?{FIELD}(?!\s\p{{Lu}})"
    r"(?:\sof\s(?:the\s)?\p{Lu}[\p{L}’'\-]+)?"
)


def with_fields(text: str, start: int, end: int) -> int:
    """The end of a body's name with the rest of its fields, and with its subject.

    >>> text = "The Ministry of Works, Ports and Roads said no."
    >>> text[4 : with_fields(text, 4, text.index(","))]
    'Ministry of Works, Ports and Roads'
    """
    if _FIELD.search(text, start, end) and (m := _FIELDS.match(text, end)):
        end = m.end()
    if _BOARD.search(text, start, end) and (m := _SUBJECT.match(text, end)):
        end = m.end()
    return end

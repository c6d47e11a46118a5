"""Seats: what a model takes for persons or places, and speaks for those who govern from there.

"Malacañang said" is the president's office of the Philippines, and "Moody’s said" is a firm: a
possessive has no verb of saying behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from quoteattr.speakers.lexicon import HONORIFICS
from quoteattr.speakers.naming.edges import SAYS
from quoteattr.speakers.naming.looks import surface, word_beside
from quoteattr.speakers.naming.wholes import PERSONS

if TYPE_CHECKING:
    from quoteattr.annotation.records import Entity

__all__ = ["seated"]

# Palaces, streets and hills by which governments, parliaments and ministries go.
_SEATS = frozenset(
    name.strip().casefold()
    for name in """
    Malacañang, Malacanang, Malacañan, Cheong Wa Dae, Blue House, Kasumigaseki, Nagatacho,
    Kantei, Zhongnanhai, Naypyitaw, Naypyidaw, Putrajaya, Seri Perdana, Istana Negara, Istana
    Merdeka, Senayan, Rashtrapati Bhavan, Raisina Hill, South Block, North Block, Lok Kalyan
    Marg, Vidhana Soudha, Nabanna, Mantralaya, Raj Bhavan, Lok Bhavan, Bangabhaban, Ganabhaban,
    Aiwan-e-Sadr, Banigala, Singha Durbar, Baluwatar, Sheetal Niwas, Temple Trees, Aso Rock, Aso
    Villa, Jubilee House, Flagstaff House, State House, Union Buildings, Tuynhuys, Munhumutapa,
    Luthuli House, Chancellor House, Menelik Palace, Baabda, Ain el-Tineh, Ain al-Tineh, Bkerke,
    Bkirki, Grand Serail, Ittihadiya, Al-Ittihadiya, Qasr al-Yamamah, Beştepe, Bestepe, Çankaya,
    Cankaya, Kremlin, Smolenskaya, Élysée, Elysée, Elysee, Matignon, Quai d’Orsay, Quai d'Orsay,
    Place Beauvau, Bundestag, Ballhausplatz, Hofburg, Binnenhof, Het Torentje, Rosenbad,
    Christiansborg, Arnarhvoll, Quirinal, Quirinale, Palazzo Chigi, Farnesina, Viminale,
    Montecitorio, Palazzo Madama, Moncloa, La Moncloa, La Zarzuela, São Bento, Sándor Palace,
    Maximos Mansion, Planalto, Palácio do Planalto, Itamaraty, Casa Rosada, La Moneda,
    Miraflores, Casa de Nariño, Palacio de Nariño, Carondelet, Los Pinos, Palacio Nacional, Casa
    Presidencial, Torre Ejecutiva, Bute House, Stormont, Whitehall, Westminster, Leinster House,
    Áras an Uachtaráin, Berlaymont, Foggy Bottom, Capitol Hill, Gordon House, Jamaica House,
    Rideau Hall, Beehive, Yarralumla, Kirribilli
    """.replace("\n", " ").split(",")
)


def seated(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities, with organisations for seats of power and for names that end in "’s".

    Args:
        text: the text.
        entities: its named entities, in order.

    >>> from quoteattr.annotation.records import Entity
    >>> text = "Malacañang said no. Veld’s said it was late, and Oro’s son left."
    >>> names = [Entity(0, 10, "Person"), Entity(20, 24, "Person"), Entity(49, 52, "Person")]
    >>> [(text[e.start : e.end], e.label) for e in seated(text, names)]
    [('Malacañang', 'Organization'), ('Veld’s', 'Organization'), ('Oro', 'Person')]
    """
    alone = {surface(text, e) for e in entities if e.label in PERSONS and not _says(text, e)}
    parts = {word for name in alone if " " in name for word in name.split()}
    found = []
    for e in entities:
        name = surface(text, e)
        styled = name in parts or word_beside(text, e.start) in HONORIFICS
        if e.label in PERSONS and name.casefold() in _SEATS and not styled:
            e = attrs.evolve(e, label="Organization")
        elif e.label in PERSONS and " " not in name and name not in parts and _says(text, e):
            e = attrs.evolve(e, end=e.start + len(name) + 2, label="Organization")
        found.append(e)
    return found


def _says(text: str, entity: Entity) -> bool:
    """Whether "’s" and a verb of saying follow a name, or a name with it is followed by one."""
    end = entity.start + len(surface(text, entity)) + len("’s")
    return SAYS.match(text, end, end + 40) is not None

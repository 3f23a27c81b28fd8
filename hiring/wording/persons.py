"""Who is named in a text: a "she" behind a name is that person, nobody who applies."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from hiring.wording.prose import list_words

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from hiring.wording.prose import Prose

_TITLES: Final = list_words("dr herr frau mr mrs ms mx prof professor sir")
# What only a name, or a part of the company, follows.
_BEFORE_NAMES: Final = (
    *("report to", "reports to", "reporting to", "over from", "replace", "replaces", "replacing"),
    *(
        "led by",
        "headed by",
        "run by",
        "managed by",
        "succeed",
        "succeeds",
        "manager is",
        "manager will be",
        "manager ,",
        "boss is",
        "boss ,",
    ),
    *("buddy is", "lead is", "founder is", "cto is", "ceo is", "meet", "ask"),
)
# What often comes before somebody.
_BEFORE_PEOPLE: Final = (
    *("work with", "works with", "working with", "pair with", "pairs with", "because"),
    *("since", "join", "cto ,", "ceo ,", "founder ,", "lead ,", "founders ,", "before"),
    *("when", "as", "by", "and", "our cto", "our ceo", "our founder"),
)
_PREPOSITIONS: Final = list_words("after before besides during for in on since until with")
_MOST: Final = 3
"""Words of the longest of them."""
# Names that are words as well: they are somebody's only behind those.
_WORDS_TOO: Final = list_words(
    """
    abbey alpha america angle apple april art arena august azure back bank banner bar barber
    bass battle bay beam bear beard beat beer bell berlin best bible bill bird bishop black
    blank blood bloom blow blue board bolt bond bone book boring boss boston bounds bow box
    brain branch brand brazil bridge bright brown bunch bush butler button call canada cannon
    card carry case cash cater center chance chase christian christmas church click cliff
    close cloud coffee colon constable cook cool core council cover craft crew cross crystal
    curry cutting daily dash data day days deal dean dent desire diamond doctor dollar dot
    drew driver duck duke duty early east echo edge else england english fair faith fall
    farmer fast fee field fields fine finger fish fix folks forest foster found frame france
    france francisco free freed freeze french friday friend gardener garden garland gates
    german germany gold golden good grace grant gray green grey guest guy hacker ham hand
    handy hang hard harm hash head held hero hill hills holder holiday hood hook hope house
    hunt hunter hurt ice india ireland irish israel jack january joiner judge july june junior
    kaiser key keys king kit knight lab labs lack lady lake land lane lark law laws lawyer
    leader list little lock london lone long look love lovely low man mark marker market mars
    marshal mason master masters mate may meta miller mine minor mix monday money moon more
    music nation newcomer nix north null nurse olive oracle orange page pages park parks patch
    peak peek pink place player points poland pole pool poor pope post pound power powers
    price priest prince pride prior pride queen quick race rain ray ready real reason rich
    rider ring rivers robin rock roman rose round ruby julia jenkins darwin max scala rush
    rust sage sales sample sand savage sharp shepherd short sides silver singer singleton
    skipper slack small smart smiley snow solo song spain sparkle spring springs stack stamp
    standard star steel stock stone story straight street strong summer sun sunday swift
    tanner taylor temple tester tiger tower town trail true trump turner union vice wall
    walker ward warner washington waters way west wheeler white wild will win wing winner
    winter wise wolf wood woods work worth writer yard york young
    """
)
# Given names of other countries than the one of `names.txt`.
_FROM_ABROAD: Final = list_words(
    """
    abebe adaeze aditi aditya agnieszka ahmed ahmet aiko ailsa aisha aisling akira aleksandra
    alejandro alessandro alexei alexey amara amina amir amit anika anil anja anjali ankit
    anneke anoushka arjun arvind ashok asha astrid ayesha ayse ayumi babak bartosz beatriz
    bilal bilge bjorn bogdan branka burak caoimhe carlos catarina chiara chidi chiamaka
    chinedu chloe ciara damian daniela darius deepa deepak dieter dimitri dmitri dmitry eamon
    ebru ebony eilidh eleni elif emeka emre enrique esra fabian farah fariba farid fatima
    fatma federica femi filip florian francesca franziska frida giorgia giulia goran gunther
    gustav hakan hamid hana hans haruka haruto hassan heidi heike hiroshi hussein ibrahim ilse
    imran indira ines ingrid isabela ivan ivana jakub jamal jan jana javier jens joao johanna
    jorg jorge joerg juan jurgen kaan kamal karim karolina kasia katarzyna katja kavita kemal
    kenji khalid kiran klaus krzysztof kwame kwabena lakshmi lars layla leila liesl linh
    ludmila luca lukas maciej magdalena mahmoud malgorzata manuel marek mariam marta matteo
    mateusz matthias mehmet mei meera mihai milan milos mina mohamed mohammed mohit mustafa
    nadia nadine naoki nasrin natasha neha nikhil nikolai niamh nils noor nguyen olga
    oluwaseun omar orla paolo pavel pawel pedro petra pia pierre piotr pooja prakash pranav
    priya rafael rahul raj rajesh rania rashid ravi reza ritu rohan rohit ruxandra sabine
    saeed sagar sakura samira sanjay sandeep sara saoirse selim sergei sergey shreya siddharth
    silvia simone sinead siobhan snezana sofia sonja soren stefan stefano stephan sunil suresh
    sven svetlana swati szymon tadeusz takashi tamar tanvir tariq thorsten tomasz tuan uwe
    vanessa varun vasily venkat vijay vikram vladimir wei wojciech xiao yael yaw yasmin yosef
    yuki yuri yusuf zainab zeynep zofia zoltan
    """
)
# Parts of a company.
_UNITS: Final = list_words(
    """
    a ai analytics board business ceo chief cio coo corporate cpo cto customer data design
    devops director engineering finance head hr it legal machine management marketing medical
    ml operations our people platform product programme project quality research risk sales
    science security senior software strategy support tech technical technology the vp
    """
)


def names_somebody_before(prose: Prose, at: int, jobs: AbstractSet[str]) -> bool:
    """Whether somebody is named before a word, in its sentence or in the one before.

    Who is named in the sentence before isn't meant where a job of `jobs` comes in between.
    """
    begin, end = prose.find_sentence(at)
    # "Before her leave, Ana wrote it": who is named comes behind.
    until = end if at == begin + 1 and prose.keys[begin] in _PREPOSITIONS else at
    if any(names_somebody(prose, key) for key in range(begin, until)):
        return True
    before, _ = prose.find_sentence_before(at)
    return jobs.isdisjoint(prose.keys[begin:at]) and any(
        names_somebody(prose, key) for key in range(before, begin)
    )


def names_somebody(prose: Prose, at: int) -> bool:
    """Whether a word is a name, as Anna is, and Chen in "Dr. Chen"."""
    start, end = prose.spans[at]
    word = prose.text[start:end]
    if not word[:1].isupper() or word.isupper():
        return False
    begin, _ = prose.find_sentence(at)
    before = " ".join(prose.keys[max(begin, at - _MOST) : at])
    is_given = prose.keys[at] in load_names()
    if at > begin and prose.keys[at - 1] in _TITLES:
        return True
    if is_given and prose.keys[at] not in _WORDS_TOO:
        return True
    if prose.keys[at] in _UNITS:
        return False
    return before.endswith(_BEFORE_NAMES) or (is_given and before.endswith(_BEFORE_PEOPLE))


def is_in_full_name(prose: Prose, at: int) -> bool:
    """Whether a word is a given name before a surname, or such a surname: Mary Black."""
    pairs = [(first, first + 1) for first in (at - 1, at) if 0 <= first < len(prose.keys) - 1]
    return any(all(_is_name(prose, key) for key in pair) for pair in pairs)


def _is_name(prose: Prose, at: int) -> bool:
    start, end = prose.spans[at]
    return prose.keys[at] in load_names() and prose.text[start:end].istitle()


@cache
def load_names() -> frozenset[str]:
    """Given names and common surnames."""
    text = (files("hiring.guide") / "names.txt").read_text(encoding="utf-8")
    return _FROM_ABROAD | set(text.split())

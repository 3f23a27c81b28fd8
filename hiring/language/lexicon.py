"""The words of ordinary English that questions about pay are made of, by what they mean."""

from __future__ import annotations

from typing import Final

from hiring.language.word_sets import words
from hiring.money import Basis

BASIS: Final = dict.fromkeys(("base", "basic", "fixed", "basis"), Basis.BASE) | dict.fromkeys(
    ("total", "totals", "tc", "ote", "totalcomp"), Basis.TOTAL
)

ALL_INCLUDED: Final = (
    *("all in", "all included", "everything included", "all inclusive", "altogether", "in total"),
    *("overall", "package of", "package is", "package", "all told", "including everything"),
    *("including bonus", "incl bonus", "with bonus", "including equity", "incl equity"),
)
"""Phrases that make an amount total compensation."""

BONUS: Final = words("bonus bonuses variable incentive incentives commission boni")
EQUITY: Final = words(
    """
    equity option options rsu rsus share shares stock stocks esop vsop eso stake ownership grant
    grants shareholding
    """
)
ONE_OFF: Final = words(
    """
    signon sign signing relocation relo joining welcome retention severance referral buyout hello
    lumpsum onetime oneoff
    """
)
"""Money that is paid once, and so is no part of a year's pay."""
BENEFITS: Final = words(
    """
    pension pensions 401k 403b superannuation epf provident gratuity match matching matched
    contribution contributions contrib allowance allowances stipend car housing meal meals gym
    wellness learning training education tuition equipment childcare insurance medical dental
    healthcare phone internet commuter commuting lunch laptop
    """
)
"""What comes with pay and is neither base nor bonus nor equity."""
SHARES_OF_ELSE: Final = words(
    """
    benefit benefits perk perks tax taxes vat ni inflation raise raises rise increment appraisal
    cola discount espp fee fees markup margin commission agency recruiter employer employers
    holiday vacation pto overtime hybrid onsite office wfh travel fte time workload dilution chance
    sure probability attrition turnover utilisation utilization interest savings saving health
    super cut position pensum contract remotely
    """
) - {"commission"}
"""What else a percentage can be of."""
REFRESHED: Final = words("refresh refresher refreshers refreshes top-up topup discount purchase")
"""Behind a word for equity: what comes later, or is bought."""

PAY: Final = words(
    """
    pay pays paying paid payment salary salaries comp compensation compensate compensated wage
    wages earn earns earning earnings earned remuneration renumeration make makes package packages
    band bands range ranges rate rates benchmark benchmarks cost costs costing offer offers
    offering offered gehalt budget budgets budgeted money ctc tc ote underpay overpay
    """
)
"""Words that say that a text is about what people are paid."""
SURELY_PAY: Final = words(
    """
    pay pays paying paid salary salaries comp compensation wage wages earn earns earning earnings
    remuneration gehalt ctc tc ote underpay overpay
    """
)

HEDGES: Final = (
    *("up to", "upto", "at most", "no more than", "not more than", "maximum of", "max of"),
    *("at least", "no less than", "not less than", "minimum of", "min of", "starting at"),
    *("starting from", "from", "over", "more than", "above", "under", "less than", "below"),
    *("around", "about", "circa", "ca", "c", "approx", "approximately", "roughly", "some"),
    *("or so", "ish", "ballpark", "give or take", "or thereabouts", "max", "maximum", "min"),
    *("minimum", "almost", "nearly", "close to", "just under", "just over", "upwards of"),
    *("or more", "and up", "upwards", "plus", "or less", "tops", "fixed", "in the region of"),
    *("and above", "or above", "or higher", "and upwards"),
)
AT_MOST: Final = frozenset(
    (
        *("up to", "upto", "at most", "no more than", "not more than", "maximum of", "max of"),
        *("under", "less than", "below", "max", "maximum", "or less", "tops", "just under"),
    )
)
AT_LEAST: Final = frozenset(
    (
        *("at least", "no less than", "not less than", "minimum of", "min of", "starting at"),
        *("starting from", "from", "over", "more than", "above", "min", "minimum", "or more"),
        *("and up", "upwards", "upwards of", "just over", "plus", "+"),
        *("and above", "or above", "or higher", "and upwards"),
    )
)

PEOPLE: Final = words(
    """
    engineer engineers people ppl persons person devs developers developer employees employee
    reports report members folks headcount ftes fte strong heads staff hires scientists leads
    managers seniors juniors reqs candidates team teams man
    """
)
GROUPS: Final = words(
    """
    team teams company startup org organisation organization group squad size
    """
)
"""Behind these and `of` stands a number of people."""

GRAMMAR: Final = words(
    """
    a an the this that these those some any all both each every everything everywhere i im ive id
    me my mine we we're were weve wed our ours us you your yours youre he his him she her hers it
    its they them their theirs one ones who whos whose whom which what whats where wheres when why
    whys how hows is are was be been being am do does did done doing dont doesnt didnt isnt arent
    wont cant cannot couldnt shouldnt wouldnt have has had having hasnt havent can could will would
    shall should may might must need needs needed want wants wanted wanting like likes let lets get
    gets getting got give gives giving given gave go goes going went gone come comes at by for from
    in into of off on onto out over to toward towards up with within without about as than then
    there here now so such too very much many more most less least few little lot lots bit and or
    nor but if else also just only even still yet already again not no yes yep nope ok okay oh hi
    hey hello thanks thank thx ty cheers please pls plz kindly sorry tell show list find see look
    looking know think thinking guess say says said ask asks asking asked wonder wondering check
    checking compare compared comparing comparison explain help try trying use using used make
    makes making made take takes taking put work works working worked expect expects expected
    expecting assume seem seems considering consider
    """
)
"""Articles, pronouns, prepositions, auxiliaries and the verbs of asking."""
_OF_PAY: Final = words(
    """
    pay pays paying paid payment salary salaries comp compensation compensate compensated wage
    wages earn earns earning earnings earned remuneration renumeration income package packages band
    bands range ranges rate rates benchmark benchmarks figure figures number numbers data cost
    costs costing offer offers offering offered offerd budget budgets budgeted money ctc market
    level levels going today currently current nowadays days annual annually annum yearly year
    years yr yrs per p pa gross brutto netto net pre tax before after overview everyone everybody
    someone somebody anyone anybody person people candidate candidates guy hire hires hired hiring
    recruit recruiting role roles job jobs position positions title place places city cities
    location locations area areas town based living lives live located region country state office
    """
)
"""Words about pay that carry nothing on their own."""
JUDGING: Final = words(
    """
    good bad fair ok okay enough sufficient competitive reasonable realistic right wrong crazy mad
    insane nuts fine decent generous high low higher lower highest lowest big small bigger smaller
    cheap cheaper cheapest expensive pricey better best worse worst much attractive acceptable
    difference differences different differ between versus vs v against relative usual usually
    typical typically normal normally standard common average avg median mean middle mid midpoint
    top bottom max maximum min minimum ceiling floor cap end ends upper half quartile percentile
    limit approx approximately around roughly circa ballpark about exactly total base basic bonus
    bonuses equity options option rsu rsus shares stock
    """
)
"""Judgement and comparison."""
_MIXED_IN: Final = words(
    """
    und oder fur der die das ein eine pro jahr bitte was wie viel mit von im y de la el para por
    """
)
"""German, French and Spanish words that people mix in."""

FILLERS: Final = GRAMMAR | _OF_PAY | JUDGING | _MIXED_IN
"""Words that carry nothing once the readers of amounts, places and questions have had them."""

EVERYDAY: Final = words(
    """
    vesting cliff schedule refresh refresher strike sponsorship pension holiday holidays vacation
    onboarding probation save saving saves insulting half rata prorata wondering hmm hmmm hm uh uhm
    um ah eh ugh haha wow yikes ouch phew whoa slice slices piece pieces chunk british english
    israeli german french european able absolutely accept accepts accepted accountant across actual
    actually add added adding afford after afterwards ago agree ahead allow almost alone along
    although always amazing among amount amounts another answer answers anymore anything anyway
    apart appears apply arguing attract aware away back basically because become becomes becoming
    began begin believe belongs below benefit benefits beside besides beyond boss bring brings
    brought build building business busy buy call called calls came cannot care careful case cases
    cash ceo cfo chance change changes chat cheat chief choose claims class clear clearly client
    close closer cloud code coding colleague combined coming common companies company competing
    competitor competitors complete confirm contract contractor cool correct cost could counter
    counteroffer country couple course cover covers create cross currency cut daily data date day
    deal dear debate decide decided decision deep default definitely degree demand department
    depends describe despite detail details discuss discussion doe does doing done down draft dream
    drop due during early easy easily either email employee employees employer employment end
    entire entry equal especially estimate etc even evening ever every everyone exact exactly
    example except excited exclude excluding exist exists expectation expectations experience
    experienced expert extra extremely eye fact factor fair fairly fall far fast feel feels felt
    fifth fight fill final finally finance find finding fintech firm first fit five flat flexible
    follow following foreign form former forward found founder founders four free freelance friend
    friends from full fully fund funded funding further future gap general get giving global glad
    goal goes good grade graduate great group grow growing growth guidance guide guys hand happen
    happens happy hard hardly hate head healthcare hear heard heavy held help helps hence here
    hesitate hired history hold home honest honestly hope hopefully hour hours house however huge
    hybrid idea ideal ideally imagine immediately important include included includes including
    increase indeed industry inflation info information input instead insurance interested
    interesting internal interview interviews invest investor issue january february march april
    june july august september october november december join joined joining joke junior keen keep
    keeps kids kind knew knowing knows known land large larger last late lately later latest law
    lead leading learn leave leaving left legal lesser letter life likely line listed live local
    logic long longer looks lose losing loss lost love low lucky machine main mainly major manage
    managing many married match matches matter maybe mean means meant meet meeting member mentioned
    mid midsize might mind minute miss missing mistake model moment monday month monthly months
    morning mostly move moved moving name near nearly necessary negotiate negotiating negotiation
    neither never new newly news next nice night nobody none noob normally note nothing notice
    number obviously off often old once online onsite open opening opinion option order original
    other others otherwise ought outside own page papers part partner parts past perhaps period
    perk perks permanent phd phone pick plan planning plans play plenty point policy possible
    possibly post posted posting potential practically precise prefer preferably pressure pretty
    previous price prices pricing prior private probably problem process product profit project
    promise promote promoted promotion proper properly propose proposed public purely push question
    questions quick quickly quite quote quoted raise raised raises random range rather reach read
    ready real realistically really reason reasonable receive recent recently recession recommend
    recommended refuse refused regarding regards reject rejected related relocate relocating remain
    remember rent reply report reports request require required research respect respond
    responsible rest result return review rich rise risk room rough round rule run running safe
    same saved saw saying says scale scared second seconds section seed seek seems seen sell send
    senior seniority sense sent serious seriously set settle several share sharing short should
    shown side sign signed significant similar simple since single six size skill skills slightly
    slow small smart smooth sold solid something sometimes somewhat somewhere soon sort sorts sound
    sounds source space speak spend spending spent spot stack stage standard start started starting
    startup starts stay step steps stick stop story strategy strong struggle stuff stupid success
    suggest suggested suggestion suit sum super support suppose supposed sure survey survive system
    talent talk talking target tax taxes team teams tech technical technology tell ten tend terms
    than thing things third though thought thoughts three through throw tight time times tiny title
    together tomorrow tonight took totally touch tough trouble true trust truth try turn turned two
    type types unclear under understand underpaid unfortunately unless unlikely until update
    upfront urgent useful usually value various visa wait waiting walk wanna gonna gotta warn waste
    way ways week weekly weeks weird welcome well went west whatever whether while whole wide
    willing win wise wish wishes word words world worried worse worth write writing wrong yesterday
    young yours hq hqs ic ics ai ml llm llms nlp genai bro mate man folks staff crew pros cons
    north south east northern southern eastern western central greater outskirts upside downside
    fwiw imo imho btw asap fyi eg ie aka tbh tbf lol rn atm approx incl excl inclusive exclusive
    somehow wonder lets office inoffice
    """
)
"""Words that are no place, so that a sentence with one is not answered with “no figures for” it."""

_NO_PLACE_ENDINGS: Final = ("ly", "tion", "tions", "ness", "ment", "able", "ible", "ful", "less")
_SHORTEST_WITH_ENDING: Final = 6


def is_everyday(key: str) -> bool:
    """Whether a word is surely no name of a place."""
    return (
        key in EVERYDAY
        or key in FILLERS
        or (len(key) >= _SHORTEST_WITH_ENDING and key.endswith(_NO_PLACE_ENDINGS))
    )

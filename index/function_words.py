"""Words that carry a question's grammar and not its subject, Russian and English."""

from __future__ import annotations

from typing import Final

_RUSSIAN: Final = """
и а но да или либо ни не нет же бы б ли ль уж ведь вот вон то что чтобы чтоб как так также тоже
в во на над надо под подо из изо к ко о об обо от ото по с со у за до для без безо через при про перед между
около после среди кроме ради из-за из-под вместо насчет вроде возле вокруг внутри
я ты он она оно мы вы они меня тебя его ее нас вас их мне тебе ему ей нам вам им мной тобой ним ней нами вами
ними нем себя себе собой сам сама само сами
мой моя мое мои твой твоя твое твои наш наша наше наши ваш ваша ваше ваши свой своя свое свои своего своей
своих своим своими свою нашей нашего нашем нашу моего моей вашего вашей
этот эта это эти этого этой этих этому этим этими этом эту тот та те того той тех тому тем теми ту
такой такая такое такие такого таких таким такую весь вся все всё всего всей всех всем всеми всю
кто кого кому кем чего чему чем чём какой какая какое какие какого каких каким какими какую каком какому
каков какова каково каковы
который которая которое которые которого которой которых которым которыми которую котором
чей чья чье чьи где куда откуда когда почему зачем отчего сколько насколько
тут там здесь туда сюда тогда теперь сейчас потом уже еще ещё только лишь даже именно просто вообще
если хотя раз пока пусть чуть ну ага угу мол дескать разве неужели
быть есть был была было были буду будет будут будем будете будешь бывает бывают является являются являлся
очень более менее много немного больше меньше самый самая самое самые
мочь может могут можно нельзя нужно нужен нужна нужны надо должен должна должно должны
т.д т.е т.п т.к др пр
"""

_ENGLISH: Final = """
a an the and or but if then so as at by for from in into of on onto to with without within
about above after against all also am any are aren't because been before being below between both can
cannot can't could did didn't do does doesn't doing don't down during each few further had has have having he
her here hers him his how i i'm isn't it it's its just let me more most my no nor not now only other our ours
own same she should some such than that that's their theirs them there these they this those through too until
very was wasn't we were what what's when where which while who whom why will won't would you your yours is be
please tell couldn't hadn't hasn't haven't shouldn't weren't wouldn't he's here's how's i'd i'll i've let's
she's there's they're we're where's who's you're you've
arent cant couldnt didnt doesnt dont hadnt hasnt havent hows im isnt ive shouldnt thats theres theyre wasnt
werent whats wheres whos wont wouldnt youre gonna gotta wanna pls plz plss thx ty btw idk imo lol omg really
actually exactly basically
"""

_ENGLISH_LIGHT: Final = """
need want give take get got make put go come keep let try help look see say know think ask
much many out up off over again back away still even ever never always often usually
well good bad best right wrong new old big small first last next different another possible real normal
special thing way kind sort idea bit lot name list show happen
"""

FUNCTION_WORDS: Final = frozenset(_RUSSIAN.replace("ё", "е").split())
"""Never searched by."""

ENGLISH_FUNCTION_WORDS: Final = frozenset(_ENGLISH.split())
"""Left out of English questions only: in Russian notes `FROM` or `if` is somebody's keyword."""

ENGLISH_LIGHT_WORDS: Final = frozenset(_ENGLISH_LIGHT.split())
"""Everyday verbs, adverbs and adjectives: what Russian ones are told by the dictionary. For English questions
only, as above."""

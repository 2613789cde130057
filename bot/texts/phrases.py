"""What people say when they ask nothing of the notes, in either language."""

from __future__ import annotations

from typing import Final

PHRASES: Final = {
    "who": """
        кто ты, ты кто, кто вы, вы кто, а ты кто, как тебя зовут, ты бот, ты робот, ты человек, что
        ты такое, кто ты такой, что ты за бот, who are you, what are you, are you a bot, are you
        human, whats your name
    """,
    "can": """
        что ты умеешь, что умеешь, а что ты умеешь, что ты можешь, чем ты можешь помочь, что вы
        умеете, как тобой пользоваться, как пользоваться, как ты работаешь, что делать, помощь,
        помоги, помогите, помоги мне, help, help me, what can you do, how do you work, how to use
    """,
    "mood": """
        как дела, как ты, как жизнь, как настроение, как поживаешь, how are you, how is it going,
        whats up
    """,
    "greeting": """
        привет, приветик, приветствую, здравствуй, здравствуйте, здрасте, здрасьте, добрый день,
        доброе утро, добрый вечер, доброй ночи, доброго времени суток, хай, хей, салют, ку, йо,
        прив, hi, hello, hey, good morning, good evening, good afternoon, hi there, yo
    """,
    "thanks": """
        спасибо, спасибо большое, большое спасибо, огромное спасибо, спасибо огромное, спс,
        благодарю, пасиб, пасибо, спасибочки, спасибо тебе, спасибо вам, мерси, от души, выручил,
        спасибо за помощь, thanks, thank you, thanks a lot, thank you very much, thx, ty, many
        thanks
    """,
    "bye": """
        пока, до свидания, до встречи, всего доброго, всего хорошего, спокойной ночи, удачи, покеда,
        бывай, bye, goodbye, good bye, see you, good night
    """,
    "praise": """
        понятно, ясно, понял, поняла, все понятно, теперь понятно, теперь ясно, ок, окей, ага, угу,
        круто, класс, классно, супер, отлично, здорово, молодец, умница, хорошо, норм, огонь, топ,
        ты лучший, хороший бот, помогло, ok, okay, got it, great, cool, nice, awesome, good bot,
        perfect, i see, understood, it helped
    """,
    "sorry": """
        непонятно, не понятно, не понял, не поняла, ничего не понятно, ничего не понял, не помогло,
        плохо, плохой бот, фигня, ерунда, бред, не то, это не то, ты тупой, тупой бот, не работает,
        bad bot, wrong, not helpful, useless, i dont understand, it did not help
    """,
}
"""Mood -> phrases parted by commas, ё as е, without punctuation; the first mood that is there is answered."""
POLITE: Final = """
    коллеги, народ, люди, господа, товарищи, уважаемые, дорогие, извините, извини, простите,
    можно спросить, можно вопрос, вопрос, есть вопрос, у меня вопрос, кто знает, кто нибудь знает,
    colleagues, guys, folks, excuse me, question, does anyone know, i have a question,
        пожалуйста, пж, плиз, плз, скажи, скажите, подскажи, подскажите, не подскажешь, слушай, бот,
        друг, друзья, ребят, ребята, всем, please, pls, bot, everyone
    """
"""Said around a question."""
WISHES: Final = {
    "more": """
        еще, еще раз, еще вариант, еще варианты, другой ответ, другое, дальше, покажи еще, а еще,
        что еще, а что еще, есть еще, следующий, more, another, another one, next, show more, what
        else
    """,
    "details": """
        подробнее, поподробнее, можно подробнее, а подробнее, расскажи подробнее, подробно,
        детальнее, весь раздел, полностью, целиком, а поподробнее, more details, in detail, details,
        tell me more
    """,
}
"""What is wanted of the answer before -> phrases that say so."""
APPLAUSE: Final = frozenset("👍👌👏🙏🤝💯🔥🎉😊🙂😄❤🥰😍🫶✅")
"""Emoji that say thanks."""

"""What people see on their screens: messages, notices, inline results."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

from tests.fake.entities import slice16

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Json = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """A message as it looked when it was taken."""

    json: Json = field(repr=False)
    edited: bool = False
    silent: bool = False

    def __repr__(self) -> str:
        """The text and the buttons: what one wants to see in a failed assertion."""
        return f"<{self.id}: {self.text!r} {self.rows}>"

    @property
    def id(self) -> int:
        """Message id."""
        return int(self.json["message_id"])

    @property
    def text(self) -> str:
        """Text or caption."""
        return str(self.json.get("text") or self.json.get("caption") or "")

    @property
    def entities(self) -> list[Json]:
        """Formatting of the text or caption."""
        return list(self.json.get("entities") or self.json.get("caption_entities") or ())

    def styled(self, kind: str) -> list[str]:
        """The parts of the text with one kind of formatting: `styled("bold")`."""
        return [slice16(self.text, e["offset"], e["length"]) for e in self.entities if e["type"] == kind]

    @property
    def links(self) -> list[str]:
        """Addresses of the links in the text."""
        return [e["url"] for e in self.entities if e["type"] == "text_link"]

    @property
    def keyboard(self) -> list[list[Json]]:
        """Rows of buttons as the Bot API has them."""
        markup = self.json.get("reply_markup") or {}
        rows: list[list[Json]] = markup.get("inline_keyboard", [])
        return rows

    @property
    def rows(self) -> list[list[str]]:
        """Labels of the buttons, row by row."""
        return [[button["text"] for button in row] for row in self.keyboard]

    @property
    def buttons(self) -> list[str]:
        """Labels of all buttons."""
        return [label for row in self.rows for label in row]

    def button(self, label: str) -> Json:
        """The button with this label, or the only one whose label contains it."""
        return find_button([self.json], label)[1]

    @property
    def photo(self) -> str | None:
        """File id of its picture."""
        sizes = self.json.get("photo")
        return str(sizes[-1]["file_id"]) if sizes else None

    @property
    def album(self) -> str | None:
        """Id of the album it belongs to."""
        return self.json.get("media_group_id")

    @property
    def document(self) -> Json | None:
        """The file it carries."""
        return self.json.get("document")

    @property
    def reply_to(self) -> int | None:
        """Id of the message it replies to."""
        original = self.json.get("reply_to_message")
        return int(original["message_id"]) if original else None

    @property
    def topic(self) -> int | None:
        """Topic of the forum it stands in."""
        return self.json.get("message_thread_id") if self.json.get("is_topic_message") else None

    @property
    def protected(self) -> bool:
        """Whether it may not be forwarded or saved."""
        return bool(self.json.get("has_protected_content"))


@dataclass(frozen=True)
class Heard:
    """What came back: a sequence of new messages, then of edited ones."""

    new: tuple[Shown, ...] = ()
    edited: tuple[Shown, ...] = ()
    deleted: tuple[int, ...] = ()
    toast: str | None = None
    """The notice after a press; empty when it was answered without one; None when nothing was pressed."""
    alert: bool = False
    typing: bool = False

    @property
    def messages(self) -> tuple[Shown, ...]:
        """New and edited messages."""
        return self.new + self.edited

    @property
    def only(self) -> Shown:
        """The one message that came back."""
        assert len(self.messages) == 1, f"one message expected: {self}"
        return self.messages[0]

    @property
    def text(self) -> str:
        """All texts, one under the other."""
        return "\n".join(message.text for message in self.messages)

    def __len__(self) -> int:
        """How many messages came back."""
        return len(self.messages)

    def __iter__(self) -> Iterator[Shown]:
        """New messages, then edited ones."""
        return iter(self.messages)

    def __getitem__(self, index: int) -> Shown:
        """One of the messages."""
        return self.messages[index]


@dataclass(frozen=True)
class Found:
    """One inline result as the person sees it."""

    json: Json = field(repr=False)

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.json["id"])

    @property
    def title(self) -> str:
        """First line."""
        return str(self.json.get("title", ""))

    @property
    def description(self) -> str:
        """Second line."""
        return str(self.json.get("description", ""))

    @property
    def photo(self) -> str | None:
        """File id of its picture."""
        return self.json.get("photo_file_id")

    @property
    def message(self) -> Shown:
        """The message it would send."""
        content = self.json.get("input_message_content") or {}
        sent: Json = {"message_id": 0}
        if content:
            sent |= {"text": content["message_text"], "entities": content.get("entities", [])}
        else:
            sent |= {key: self.json[key] for key in ("caption", "caption_entities") if key in self.json}
            sent["photo"] = [{"file_id": self.photo}]
        if "reply_markup" in self.json:
            sent["reply_markup"] = self.json["reply_markup"]
        return Shown(sent)

    @property
    def text(self) -> str:
        """Text of the message it would send."""
        return self.message.text


@dataclass(frozen=True)
class Listed:
    """The list over the keyboard after an inline query."""

    json: Json

    @property
    def results(self) -> list[Found]:
        """The results."""
        return [Found(result) for result in self.json["results"]]

    @property
    def titles(self) -> list[str]:
        """Their first lines."""
        return [found.title for found in self.results]

    @property
    def next_offset(self) -> str:
        """What the next page is asked with; empty on the last."""
        return str(self.json.get("next_offset", ""))

    @property
    def button(self) -> Json | None:
        """The button above the results."""
        return self.json.get("button")

    def __len__(self) -> int:
        """How many results."""
        return len(self.json["results"])


def find_button(messages: Sequence[Json], label: str) -> tuple[Json, Json]:
    """The last message with such a button, and the button: by its label, or by a part of it."""
    for fits in (lambda text: text == label, lambda text: label in text):
        for message in reversed(messages):
            for button in chain.from_iterable(Shown(message).keyboard):
                if fits(button["text"]):
                    return message, button
    labels = [b for message in messages[-3:] for b in Shown(message).buttons]
    raise AssertionError(f"no button {label!r}; the last messages have {labels}")  # noqa: EM102, TRY003 - a test's

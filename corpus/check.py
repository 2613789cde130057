"""What a lecturer should mend: every problem of a folder of notes, with file and line.

| code | severity | what |
|---|---|---|
| `conflict-marker` | error | git conflict markers |
| `front-matter` | error | YAML that cannot be read |
| `unreadable`, `too-large`, `outside`, `encoding`, `binary` | error | a file that is left out |
| `missing-picture` | error | a picture that is not in the notes |
| `unclosed-fence`, `unclosed-comment` | error | code or a comment that swallows what follows |
| `encoding` | warning | a file that is read, though not UTF-8 |
| `empty-file`, `empty-section` | warning | nothing to answer with |
| `duplicate-heading` | warning | the same heading twice in one place |
| `broken-link`, `broken-heading-link` | warning | a link to a file or heading that is not there |
| `undefined-reference` | warning | `[text][label]` or `[^1]` without a definition |
| `over-long-passage` | warning | a block that no message holds |
| `level-jump`, `no-heading`, `unused-picture`, `unused-footnote`, `remote-picture` | note | |
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from corpus.blocks import groups, is_closed
from corpus.chunk import chunk
from corpus.cut import LIMIT
from corpus.errors import CorpusError
from corpus.links import anchors, leads_to, link_of, note_of
from corpus.load import look_into, ordered, read_all
from corpus.markdown import label_key
from corpus.model import Problem, Severity
from corpus.parse import heading_text
from corpus.pictures import is_remote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from corpus.load import Loaded
    from corpus.markdown import Token
    from corpus.parse import Page

_REFERENCE = re.compile(r"\[[^\[\]]{1,200}\]\[([^\[\]]{1,100})\]|\[(\^[^\[\]\s]{1,60})\]")


def check(root: Path) -> tuple[Problem, ...]:
    """Return every problem of a folder of notes, or of one file, by path and line.

    Args:
        root: A folder or a Markdown file.

    Raises:
        CorpusError: It is missing, or holds no Markdown file.
    """
    folder = look_into(root)
    if not folder.notes:
        raise CorpusError(str(root), 0, "there is no Markdown file here", "no-notes")
    problems = list(folder.problems)
    loaded = list(read_all(folder, problems))
    for each in loaded:
        problems.extend(each.lecture.problems)
        for found in (_headings, _sections, _passages, _unclosed, _references, _footnotes):
            problems.extend(found(each))
    problems.extend(_links(loaded, alone=root.is_file()))
    used: set[str] = set()
    for each in loaded:
        problems.extend(_pictures(each, used))
    problems.extend(
        _problem(path, 0, Severity.NOTE, "unused-picture", "no file of the notes shows this picture")
        for path in folder.pictures
        if path not in used
    )
    return ordered(problems)


def _problem(path: str, line: int, severity: Severity, code: str, message: str, *named: object) -> Problem:
    return Problem(path, line, severity, code, message, tuple(map(str, named)))


def _headings(each: Loaded) -> Iterator[Problem]:
    page, previous = each.page, 0
    headings = [part for part in groups(page.parsed.tokens) if part[0].type == "heading_open"]
    if not headings:
        yield _problem(page.path, 1, Severity.NOTE, "no-heading", "the file has no heading to be found by")
    for heading in headings:
        level = int(heading[0].tag[1:])
        if previous and level > previous + 1:
            message = f"a heading of level {level} follows one of level {previous}"
            yield _problem(
                page.path, _line(page, heading[0]), Severity.NOTE, "level-jump", message, level, previous
            )
        previous = level
    first: dict[tuple[str, ...], int] = {}
    for section in each.lecture.sections:
        line = first.setdefault(section.breadcrumb, section.line)
        if line != section.line:
            message = f"«{section.breadcrumb[-1]}» is a heading on line {line} already"
            yield _problem(
                page.path,
                section.line,
                Severity.WARNING,
                "duplicate-heading",
                message,
                section.breadcrumb[-1],
                line,
            )


def _sections(each: Loaded) -> Iterator[Problem]:
    """Report headings with nothing under them, not even deeper headings."""
    parts = list(groups(each.page.parsed.tokens))
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        if part[0].type != "heading_open" or not heading_text(part):
            continue
        if following is None or (following[0].type == "heading_open" and following[0].tag <= part[0].tag):
            message = f"nothing stands under «{heading_text(part)}»"
            line = _line(each.page, part[0])
            yield _problem(
                each.page.path, line, Severity.WARNING, "empty-section", message, heading_text(part)
            )


def _passages(each: Loaded) -> Iterator[Problem]:
    for passage in chunk(each.lecture):
        length = len(passage.text.encode("utf-16-le")) // 2
        if length > LIMIT:
            message = f"{length} characters that cannot be parted; a message holds about {LIMIT}"
            yield _problem(
                each.page.path, passage.line, Severity.WARNING, "over-long-passage", message, length, LIMIT
            )


def _unclosed(each: Loaded) -> Iterator[Problem]:
    page = each.page
    for token in page.parsed.tokens:
        if token.type == "fence" and token.map:
            lines = [line.lstrip("> \t") for line in page.lines[token.map[0] : token.map[1]]]
            if not is_closed(token, lines):
                message = "this code fence is never closed; all that follows is code"
                yield _problem(page.path, _line(page, token), Severity.ERROR, "unclosed-fence", message)
    if page.parsed.unclosed_comment is not None:
        message = "this comment is never closed; all that follows is hidden"
        line = page.numbers[page.parsed.unclosed_comment]
        yield _problem(page.path, line, Severity.ERROR, "unclosed-comment", message)


def _references(each: Loaded) -> Iterator[Problem]:
    for line, child, inline in _children(each.page):
        if child.type != "text" or "[" not in child.content:
            continue
        for match in _REFERENCE.finditer(child.content):
            label = match[1] or match[2]
            escaped = f"\\{match[0]}" in inline.content or match[0] not in inline.content
            if not escaped and label_key(label) not in each.page.parsed.references:
                message = f"[{label}] is defined nowhere in this file"
                yield _problem(each.page.path, line, Severity.WARNING, "undefined-reference", message, label)


def _footnotes(each: Loaded) -> Iterator[Problem]:
    used = {child.meta.get("label") for _, child, _ in _children(each.page) if child.type == "footnote_ref"}
    for token in each.page.parsed.tokens:
        if token.type == "footnote_reference_open" and token.meta["label"] not in used:
            message = f"the footnote [^{token.meta['label']}] is used nowhere, so nobody sees it"
            yield _problem(
                each.page.path,
                _line(each.page, token),
                Severity.NOTE,
                "unused-footnote",
                message,
                token.meta["label"],
            )


def _links(loaded: Sequence[Loaded], *, alone: bool) -> Iterator[Problem]:
    """Report links that lead nowhere; other files are not known where one was asked for alone."""
    names = {each.page.path: anchors(each.page) for each in loaded}
    notes = {PurePosixPath(path).stem.lower(): path for path in names}
    for each in loaded:
        path = each.page.path
        for line, child, _ in _children(each.page):
            if child.type == "wikilink":
                shown, link = child.meta["target"], note_of(child.meta["target"], path, notes)
            elif child.type == "link_open":
                shown = str(child.attrs.get("href", ""))
                found = link_of(shown, path)
                if found is None:
                    continue
                link = found
            else:
                continue
            if link.path not in names:
                if alone:
                    continue
                message = f"the link leads to {shown}, which is not in the notes"
                yield _problem(path, line, Severity.WARNING, "broken-link", message, shown)
            elif not leads_to(link, names[link.path]):
                message = f"the link leads to «{link.heading}», a heading that is not there"
                yield _problem(path, line, Severity.WARNING, "broken-heading-link", message, link.heading)


def _pictures(each: Loaded, used: set[str]) -> Iterator[Problem]:
    for line, child, _ in _children(each.page):
        if child.type != "image":
            continue
        target = str(child.attrs.get("src", ""))
        path = each.find_picture(target)
        if path:
            used.add(path)
        elif is_remote(target):
            message = f"{target[:80]} is not in the notes, so the bot cannot show it"
            yield _problem(each.page.path, line, Severity.NOTE, "remote-picture", message, target[:80])
        else:
            message = f"there is no picture {target or '(no name)'} in the notes"
            yield _problem(each.page.path, line, Severity.ERROR, "missing-picture", message, target or "…")


def _children(page: Page) -> Iterator[tuple[int, Token, Token]]:
    """Yield every inline token with its line in the file, and what it is part of."""
    for token in page.parsed.tokens:
        if token.type != "inline" or not token.map:
            continue
        first, last = token.map
        line = first
        for child in token.children or ():
            yield page.numbers[min(line, last - 1, len(page.numbers) - 1)], child, token
            line += child.type in {"softbreak", "hardbreak"}


def _line(page: Page, token: Token) -> int:
    return page.numbers[token.map[0]] if token.map else 1

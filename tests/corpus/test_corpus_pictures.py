"""Pictures are found inside the notes folder only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.pictures import finder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A notes folder with pictures inside and a secret beside it."""
    root = tmp_path / "notes"
    for name in ("a.png", "one/b b.png", "one/схема.PNG", "img/q#1.png", "one/й.png", "one/x.txt"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "secret.png").write_bytes(b"x")
    (root / "out.png").symlink_to(tmp_path / "secret.png")
    (root / "away").symlink_to(tmp_path)
    (root / "in.png").symlink_to(root / "a.png")
    return root


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("b%20b.png", "one/b b.png"),
        ("b b.png", "one/b b.png"),
        ("./b%20b.png?raw=true", "one/b b.png"),
        ("%D1%81%D1%85%D0%B5%D0%BC%D0%B0.PNG", "one/схема.PNG"),
        ("../a.png", "a.png"),
        ("..%5Ca.png", "a.png"),
        ("../img/q%231.png", "img/q#1.png"),
        ("и\u0306.png", "one/й.png"),
        ("../in.png", "in.png"),
        ("obsidian.png", "deep/obsidian.png"),
    ],
)
def test_found(root: Path, target: str, found: str) -> None:
    """Relative, encoded and Windows spellings lead to the file."""
    assert finder(root, "one/README.md", {"obsidian.png": "deep/obsidian.png"})(target) == found


@pytest.mark.parametrize(
    "target",
    [
        "../../secret.png",
        "../../notes/a.png",
        "%2e%2e/%2e%2e/secret.png",
        "..\\..\\secret.png",
        "/etc/x.png",
        "//host/x.png",
        "../out.png",
        "../away/secret.png",
        "http://x.y/a.png",
        "data:image/png;base64,AA==",
        "file:///a.png",
        "C:\\a.png",
        "x.txt",
        "missing.png",
        "",
        "a\0.png",
        "%00.png",
        "x" * 5000 + ".png",
        ".",
        "..",
    ],
)
def test_not_found(root: Path, target: str) -> None:
    """Nothing outside the folder, nothing that is no picture, nothing that is not there."""
    assert finder(root.resolve(), "one/README.md", {})(target) is None

"""Keeping a course's notes: uploads, what they would change, versions, the instructor's answers."""

from bot.courses.changes import Changes, changes
from bot.courses.course import Course, Shelf, course_of, digest_of, open_course
from bot.courses.faq import Entry, entries, keep, reworded, stale, withdraw
from bot.courses.files import managed
from bot.courses.upload import Refusal, Staged, UploadError, stage
from bot.courses.versions import Versions

__all__ = [
    "Changes",
    "Course",
    "Entry",
    "Refusal",
    "Shelf",
    "Staged",
    "UploadError",
    "Versions",
    "changes",
    "course_of",
    "digest_of",
    "entries",
    "keep",
    "managed",
    "open_course",
    "reworded",
    "stage",
    "stale",
    "withdraw",
]

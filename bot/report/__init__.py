"""What students ask and what the notes miss: figures of a period, as lines, pictures, a page, a table."""

from bot.report.charts import questions_chart, sections_chart
from bot.report.export import as_csv, as_json
from bot.report.figures import Day, Figures, Missed, Period, SectionFigures, last_days, measure, week_before
from bot.report.lines import digest, report_lines
from bot.report.page import report_page

__all__ = [
    "Day",
    "Figures",
    "Missed",
    "Period",
    "SectionFigures",
    "as_csv",
    "as_json",
    "digest",
    "last_days",
    "measure",
    "questions_chart",
    "report_lines",
    "report_page",
    "sections_chart",
    "week_before",
]

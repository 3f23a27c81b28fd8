"""The interview kit as a Markdown file, to print or to keep beside the call."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blocks.interview.interviews import Interviews
    from hiring.guide.interview import Stage


def make_filename(interviews: Interviews, stage: Stage | None) -> str:
    """Such as `ai-tech-lead-screen.md`."""
    return f"{interviews.role.id}-{stage.id if stage else 'interviews'}.md"


def write_markdown(interviews: Interviews, stage: Stage | None) -> str:
    """One stage, or all of them."""
    interview = interviews.interview
    stages = [stage] if stage else interview.stages
    lines = [f"# {interviews.role.about.title}: interview kit", ""]
    if not stage and interview.why:
        lines += [interview.why, ""]
    for stage_ in stages:
        lines += _write_stage(interviews, stage_)
    return "\n".join(lines).rstrip() + "\n"


def _write_stage(interviews: Interviews, stage: Stage) -> Iterator[str]:
    yield f"## {interviews.interview.number_of(stage)} {stage.name}, {stage.minutes} minutes"
    yield from ("", stage.aim, "", f"### {stage.covers_as}", "")
    yield from (f"- **{topic.name}:** {topic.text}" for topic in stage.covers)
    yield from ("", "### Questions", "")
    for number, question in enumerate(stage.questions, start=1):
        yield from (f"{number}. {question.ask}", f"   - Listen for: {question.listen_for}")
    if flags := interviews.flags(stage):
        yield from ("", "### Red flags to probe", "")
        yield from (f"- **{flag.name}.** {flag.text} {flag.probe}" for flag in flags)
    yield from ("", "### Clock plan", "", "| Minutes | What |", "|---|---|")
    start = 0
    for segment in stage.clock:
        yield f"| {start}–{start + segment.minutes} | {segment.what.replace('|', '/')} |"
        start += segment.minutes
    yield from ("", "### Rate, with evidence", "", "| Attribute | No | Yes |", "|---|---|---|")
    for attribute in interviews.interview.attributes_of(stage):
        cells = (attribute.name, attribute.no, attribute.yes)
        yield "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
    yield ""
    if stage.ends_with:
        yield from (f"**At the end:** {stage.ends_with}", "")

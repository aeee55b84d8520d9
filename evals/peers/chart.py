"""The figures as a picture: a bar per system, in SVG, readable on a light and a dark page."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

from evals.peers.results import Results, Scores

CHARTED = "held_out"
WIDTH, LEFT, RIGHT, TOP, ROW, BAR = 860, 310, 60, 64, 38, 22
SHADES = {"hit_5": "#c6dbef", "hit_3": "#6baed6", "hit_1": "#08519c"}
"""Widest first: the bars of one system lie on top of each other."""
LABELS = {"hit_1": "first", "hit_3": "among three", "hit_5": "among five"}


def chart(results: Results) -> str:
    """The share of questions with the right clause first, among three and among five."""
    height = TOP + ROW * len(results.systems) + 16
    root = Xml.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {height}", role="img")
    root.attrib["font-family"] = "sans-serif"
    questions = results.systems[0].scores[CHARTED].questions
    title = f"Right clause first, among three, among five ({questions} held-out questions)"
    Xml.SubElement(root, "title").text = title
    Xml.SubElement(root, "rect", width=str(WIDTH), height=str(height), fill="#ffffff")
    _text(root, title, 16, 24, size=15)
    for at, (measure, label) in enumerate(LABELS.items()):
        _bar(root, LEFT + 120 * at, 38, 12, 12, SHADES[measure])
        _text(root, label, LEFT + 120 * at + 18, 49)
    for at, system in enumerate(results.systems):
        _system(root, system.name, system.scores[CHARTED], TOP + ROW * at)
    Xml.indent(root, space=" ")
    return Xml.tostring(root, encoding="unicode") + "\n"


def _system(root: Xml.Element, name: str, scores: Scores, top: int) -> None:
    _text(root, name, LEFT - 10, top + 16, anchor="end")
    for measure, shade in SHADES.items():
        _bar(root, LEFT, top, _length(getattr(scores, measure)), BAR, shade)
    _text(root, f"{scores.hit_1:.2f}", LEFT + 6, top + 16, color="#ffffff")
    _text(root, f"{scores.hit_5:.2f}", LEFT + _length(scores.hit_5) + 6, top + 16)


def _length(share: float) -> int:
    return round((WIDTH - LEFT - RIGHT) * share)


def _bar(root: Xml.Element, left: int, top: int, width: int, height: int, color: str) -> None:
    Xml.SubElement(root, "rect", x=str(left), y=str(top), width=str(width), height=str(height), fill=color)


def _text(
    root: Xml.Element, text: str, left: int, base: int, *, size: int = 13, anchor: str = "start", color: str = "#1b1b1b"
) -> None:
    made = Xml.SubElement(root, "text", x=str(left), y=str(base), fill=color)
    made.attrib |= {"font-size": str(size), "text-anchor": anchor}
    made.text = text

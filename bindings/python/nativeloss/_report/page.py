# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""An evaluation as one HTML page that needs nothing else: no script, no font, no picture from elsewhere."""

from __future__ import annotations

import math
from html import escape
from typing import Callable, Iterable, Sequence

from .. import _charts
from .._loader import version
from .evaluation import Confusion, Evaluation
from .sums import Interval

_STYLE = f"""
:root {{ color-scheme: light dark; {_charts.COLOURS} }}
@media (prefers-color-scheme: dark) {{ :root {{ {_charts.DARK_COLOURS} }} }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }}
main {{ max-width: 70rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }}
h1 {{ font-size: 1.75rem; line-height: 1.25; margin: 0 0 .25rem; }}
h2 {{ font-size: 1.2rem; margin: 3rem 0 .25rem; }}
h3 {{ font-size: 1rem; margin: 0 0 .25rem; }}
p {{ margin: .25rem 0 1rem; max-width: 44rem; }}
.muted, figcaption, caption, summary, small {{ color: var(--muted); font-size: .875rem; }}
.tiles {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem;
  margin: 1.5rem 0 1rem; }}
.tiles div {{ background: var(--panel); border-radius: .5rem; padding: .75rem 1rem; }}
.tiles dt {{ color: var(--muted); font-size: .875rem; }}
.tiles dd {{ margin: 0; font-size: 1.6rem; line-height: 1.3; }}
.tiles small {{ display: block; line-height: 1.4; min-height: 1.4em; }}
.figures {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 2rem; }}
figure {{ margin: 1.25rem 0 0; max-width: 30rem; }}
figcaption {{ margin-top: .5rem; }}
.scroll {{ overflow-x: auto; }}
table {{ border-collapse: collapse; font-size: .875rem; }}
caption {{ text-align: left; padding-bottom: .5rem; max-width: min(44rem, 100vw - 2.5rem); }}
th, td {{ padding: .3rem .6rem; text-align: right; white-space: nowrap; }}
th {{ font-weight: 600; }}
.list th, .list td {{ border-bottom: 1px solid var(--rule); }}
.text {{ text-align: left; }}
.confusion td {{ min-width: 3.25rem; text-align: center; border: 1px solid var(--paper);
  background: rgba(var(--accent-rgb), calc(var(--share) * var(--depth))); }}
.confusion thead th:not(.text) {{ text-align: center; }}
.confusion th {{ max-width: 9rem; overflow: hidden; text-overflow: ellipsis; font-weight: 400; }}
.warn {{ border-left: .25rem solid var(--warm); padding: .25rem 0 .25rem .75rem; }}
{_charts.STYLE}
@media print {{ main {{ padding: 0; }} h2, figure, table {{ break-inside: avoid; }} }}
"""


def page(evaluation: Evaluation, title: str, sources: str, names: Sequence[str] | None = None) -> str:
    """Return the page. `names` are those of the classes; without, they are called by their index."""
    e = evaluation
    body = "\n".join(
        (
            _header(e, title, sources),
            _tiles(e),
            _remarks(e),
            '<h2>Figures</h2>\n<div class="figures">',
            _reliability(e),
            _top_k(e),
            _label_probs(e),
            "</div>",
            _confusion(e.confusion, names),
            _worst(e, names),
        )
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="generator" content="NativeLoss {version}">
<title>{escape(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def _header(e: Evaluation, title: str, sources: str) -> str:
    shape = " × ".join(f"{extent:,}" for extent in e.shape)
    ignored = f", {e.ignored:,} of them ignored" if e.ignored else ""
    facts = f"{e.rows + e.ignored:,} rows{ignored}; logits {shape}, {e.dtype}; NativeLoss {version}"
    return f'<h1>{escape(title)}</h1>\n<p class="muted">{escape(sources)}<br>{escape(facts)}</p>'


def _tiles(e: Evaluation) -> str:
    tiles = [
        ("Loss, nats", _number(e.loss.value), _range(e.loss, _number)),
        ("Perplexity", _number(e.perplexity.value), _range(e.perplexity, _number)),
    ]
    for k in (1, 5):
        if k <= len(e.top_k):
            top = e.top_k[k - 1]
            tiles.append((f"Top-{k} accuracy", _percent(top.value), _range(top, _percent)))
    tiles.append(("Calibration error", _percent(e.calibration_error), "expected, of the most probable class"))
    inner = "\n".join(
        f"<div><dt>{name}</dt><dd>{value}<small>{note}</small></dd></div>" for name, value, note in tiles
    )
    return f'<dl class="tiles">\n{inner}\n</dl>'


def _remarks(e: Evaluation) -> str:
    guess = math.log(e.shape[-1])
    text = (
        f"Ranges are intervals of {100 * e.confidence:.4g}% confidence that take rows for independent: by the central "
        "limit theorem for the loss, Wilson’s for accuracies. For comparison, guessing evenly has a loss of "
        f"{_number(guess)}, and the predictions’ own mean entropy is {_number(e.entropy)}: a loss above it means too "
        "much confidence, below it too little."
    )
    remarks = f'<p class="muted">{text}</p>'
    if e.impossible:
        remarks += (
            f'\n<p class="warn">Rows whose label has the probability 0: {e.impossible:,}. They make the mean loss '
            f"infinite; that of the other rows is {_number(e.possible)}.</p>"
        )
    return remarks


def _reliability(e: Evaluation) -> str:
    rows = (
        (f"{b.low:.3f} to {b.high:.3f}", f"{b.weight:,.0f}", f"{b.confidence:.4f}", f"{b.accuracy:.4f}")
        for b in e.bins
        if b.weight
    )
    chart = _charts.reliability(e.bins, e.calibration_error)
    told = (
        "How often predictions of some confidence are right. On the dashed line, confidence is what it says; below it, "
        "there is too much. Larger dots and bars: more predictions."
    )
    return _figure("Reliability", chart, told, ("confidence", "rows", "mean confidence", "right"), rows)


def _top_k(e: Evaluation) -> str:
    shares = [interval.value for interval in e.top_k]
    ends = f"{shares[0]:.2%} to {shares[-1]:.2%}"
    chart = _charts.top_k(shares, f"Top-k accuracy for k from 1 to {len(shares)}: {ends}.")
    rows = ((str(k), _percent(i.value), _range(i, _percent)) for k, i in enumerate(e.top_k, 1))
    told = "How often the label is among the k most probable classes."
    return _figure("Top-k accuracy", chart, told, ("k", "right", "range"), rows)


def _label_probs(e: Evaluation) -> str:
    counts, parts = e.label_probs, len(e.label_probs)
    low, high = counts[0] / e.rows, counts[-1] / e.rows
    told = f"Share of the rows by the probability of their label: {low:.1%} below 0.05, {high:.1%} above 0.95."
    chart = _charts.histogram(counts, "probability of the label", told)
    rows = ((f"{i / parts:.2f} to {(i + 1) / parts:.2f}", f"{count:,}") for i, count in enumerate(counts) if count)
    return _figure("Probability of the label", chart, told, ("probability", "rows"), rows)


def _figure(name: str, chart: str, told: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    table = _table("list", head, (tuple(f"<td>{cell}</td>" for cell in row) for row in rows))
    return (
        f"<figure>\n<h3>{name}</h3>\n{chart}\n<figcaption>{told}</figcaption>\n"
        f"<details><summary>Numbers</summary>{table}</details>\n</figure>"
    )


def _confusion(confusion: Confusion, names: Sequence[str] | None) -> str:
    labels = [_name(c, names) for c in confusion.classes] + ([] if confusion.complete else ["others"])
    rows = []
    for label, counts in zip(labels, confusion.counts.tolist()):
        total = sum(counts)
        cells = [f'<th scope="row" class="text" title="{escape(label)}">{escape(label)}</th>']
        for predicted, count in zip(labels, counts):
            share = count / total if total else 0.0
            title = f"label {label}, predicted {predicted}: {count:,} rows, {share:.1%} of the label’s"
            shown = f"{count:,}" if count else "·"
            cells.append(f'<td style="--share: {share:.3f}" title="{escape(title)}">{shown}</td>')
        rows.append(tuple(cells))
    which = "" if confusion.complete else f" The {len(confusion.classes)} most frequent labels; all others are one."
    told = "The deeper the colour, the larger the share of the label’s rows."
    caption = f"Rows by label (down) and prediction (across). {told}{which}"
    return f"<h2>Confusion</h2>\n{_table('confusion', ('label', *labels), rows, caption)}"


def _worst(e: Evaluation, names: Sequence[str] | None) -> str:
    rows = []
    for x in e.worst:
        place = ", ".join(f"{i:,}" for i in x.place)
        text = (_name(x.label, names), _name(x.predicted, names))
        loss = "∞" if math.isinf(x.loss) else f"{x.loss:.3f}"
        numbers = (loss, _prob(x.label_prob), _prob(x.predicted_prob), f"{x.rank + 1:,}")
        cells = [f'<th scope="row">{place}</th>', *(f'<td class="text">{escape(t)}</td>' for t in text)]
        rows.append((*cells, *(f"<td>{number}</td>" for number in numbers)))
    head = ("row", "label", "predicted", "loss", "p(label)", "p(predicted)", "rank")
    caption = (
        f"The {len(rows)} rows with the highest loss: what they should be and what they are taken for, with the "
        "probabilities of both, and how far down the label comes. Rows and classes count from 0, ranks from 1."
    )
    return f"<h2>Worst rows</h2>\n{_table('list', head, rows, caption, text_columns=(1, 2))}"


def _table(
    kind: str,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    caption: str = "",
    text_columns: Sequence[int] = (),
) -> str:
    def th(number: int, cell: str) -> str:
        text = ' class="text"' if number in text_columns or (kind == "confusion" and number == 0) else ""
        return f'<th scope="col"{text} title="{escape(cell)}">{escape(cell)}</th>'

    top = "".join(th(number, cell) for number, cell in enumerate(head))
    body = "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    told = f"<caption>{caption}</caption>" if caption else ""
    return (
        f'<div class="scroll" tabindex="0"><table class="{kind}">{told}<thead><tr>{top}</tr></thead>\n'
        f"<tbody>{body}</tbody></table></div>"
    )


def _name(index: int, names: Sequence[str] | None) -> str:
    return str(index) if names is None else names[index]


def _range(interval: Interval, text: Callable[[float], str]) -> str:
    if math.isnan(interval.low):
        return ""
    return f"{text(interval.low)} to {text(interval.high)}"


def _percent(share: float) -> str:
    return f"{100 * share:.2f}%"


def _prob(prob: float) -> str:
    return f"{prob:.4f}" if prob == 0 or prob >= 1e-3 else f"{prob:.1e}"


def _number(value: float) -> str:
    """Return a number that is at least 0, with four digits."""
    if math.isinf(value):
        return "∞"
    if value != 0 and not 1e-3 <= value < 1e6:
        return f"{value:.3e}"
    return f"{value:,.0f}" if value >= 1e3 else f"{value:#.4g}"

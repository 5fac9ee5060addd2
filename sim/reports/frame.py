"""The empty page of report.html: its style, its order, its fixed words. Holds no logic.

`report` fills it; a campaign's summary has the same style. Nothing is loaded from anywhere: no
script, no font, no link.
"""

STYLE = """<style>
:root { color-scheme: light; --ink: #2b3036; --quiet: #66707a; --line: #e4e7ea; --good: #4f7d5c;
  --warn: #b7791f; --bad: #b3001b; }
* { box-sizing: border-box }
body { margin: 0; background: #f5f6f4; color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif }
main { max-width: 1180px; margin: 0 auto; padding: 20px 16px 48px }
h1 { font-size: 1.6rem; font-weight: 600; line-height: 1.2; margin: 4px 0 12px }
h2 { font-size: 1.05rem; font-weight: 600; margin: 28px 0 8px }
p { margin: 6px 0 }
.note { color: var(--quiet); font-size: .9rem }
.verdict { border-left: 5px solid var(--good); background: #fff; border-radius: 6px;
  padding: 12px 16px; margin: 12px 0 }
.verdict.warn { border-color: var(--warn) } .verdict.bad { border-color: var(--bad) }
.verdict b { font-size: 1.1rem; font-weight: 600 }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 10px 20px;
  margin: 16px 0 }
dt { color: var(--quiet); font-size: .8rem } dd { margin: 0 }
.scroll { overflow-x: auto; background: #fff; border-radius: 6px; padding: 4px 12px }
table { border-collapse: collapse; width: 100%; font-size: .92rem;
  font-variant-numeric: tabular-nums }
th { text-align: left; font-weight: 500; color: var(--quiet) }
th, td { padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top }
tr:last-child td { border-bottom: 0 }
.held td:first-child { color: var(--good) }
.broken td { color: var(--bad); font-weight: 600 }
.pictures { columns: 2 470px; column-gap: 16px }
figure { margin: 0 0 16px; background: #fff; border-radius: 6px; padding: 10px;
  break-inside: avoid }
figcaption { font-weight: 600; font-size: .95rem; padding: 2px 6px 6px }
img { display: block; width: 100%; height: auto }
details { margin-top: 24px } summary { cursor: pointer; font-weight: 600 }
code { font-size: .8rem; overflow-wrap: anywhere }
</style>"""

FRAME = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Solekeeper simulation</title>
{style}</head><body><main>
<p class="note">Solekeeper · a simulation: the real firmware, a modelled body and machine.
Nothing here was measured on a person.</p>
<h1>{title}</h1>
<section class="verdict {mood}"><b>{verdict}</b>{trips}</section>
<dl>{facts}</dl>
{expectations}
<h2>What the simulated feet got</h2>
{numbers}
<h2>The run in pictures</h2>
<p class="note">Dashed lines across are limits. An upright dotted violet line is an injected fault,
an upright red one a trip. “True” is the plant's own value, not what a sensor said.</p>
<div class="pictures">{pictures}</div>
<details><summary>Events</summary>{events}</details>
<p class="note">The model is one-dimensional and not validated on people; it knows no hot spots,
sweat, sock or shoe. The limits are engineering judgement that needs clinical review. This is not a
medical device.<br>Trace <code>{sha}</code></p>
</main></body></html>
"""

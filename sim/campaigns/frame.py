"""The empty page of a campaign's summary: its order and its fixed words. Holds no logic.

`page` fills it; the style is the report's. Nothing is loaded from anywhere.
"""

FRAME = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Solekeeper campaign</title>
{style}</head><body><main>
<p class="note">Solekeeper · a campaign of simulated sessions: the real firmware, a modelled body
and machine. Nothing here was measured on a person.</p>
<h1>{title}</h1>
<section class="verdict {mood}">{claims}</section>
<p class="note">Each bound is Clopper-Pearson, one-sided, for sessions drawn as this campaign draws
them. It says how little of the drawn space may be bad, not how safe a device is.</p>
<dl>{facts}</dl>
<h2>The worst ten</h2>
<p class="note">How far a run went from resting skin, no dose and no pressure towards the limit it
came nearest to: the firmware's latch and the dose cap of its profile, the relief valve of its
stage. The number links to the scenario, which gives the same run again.</p>
{worst}
<h2>Figures over all runs</h2>
{figures}
<h2>By fault</h2>
<p class="note">The worst of all runs that had the fault, alone or among others.</p>
{faults}
<h2>Distributions</h2>
<p class="note">The worse foot of each run. Counts on a logarithmic axis; the upright line is the
highest.</p>
<div class="pictures">{pictures}</div>
<p class="note">The model is one-dimensional and not validated on people; it knows no hot spots,
sweat, sock or shoe. The limits are engineering judgement that needs clinical review. This is not a
medical device.</p>
</main></body></html>
"""

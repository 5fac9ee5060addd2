"""What a campaign leaves for people: summary.html, summary.json, the worst ten, one run again.

Decides names and places below the campaign's folder. The figures are sim.campaigns.digest's. It
may not carry a campaign. host_tools.campaign calls it.
"""

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from host_tools.campaign_progress import Progress, minutes
from host_tools.output import publish
from host_tools.run_one import files_of, lines_of, moments_of, run_one
from sim.campaigns.digest import digest
from sim.campaigns.ledger import NAME, Ledger
from sim.campaigns.plan import Campaign
from sim.errors import BadInput
from sim.reports.summary import held
from sim.scenarios.write import toml_of

WORST = "worst"


def stem_of(run: int) -> str:
    return f"run_{run:07d}"


def write_summary(
    campaign: Campaign, ledger: Ledger, out: Path, progress: Progress
) -> dict[str, Any]:
    """All three, replacing those of an earlier sitting; gives back what was found."""
    from sim.campaigns.page import page  # here, since matplotlib takes half a second

    rows = ledger.rows(campaign.runs)
    found = digest(rows, ledger.summaries(campaign.runs))
    files = {}
    for row in found["worst"]:
        remark = f"Run {row['run']} of {campaign.file}, seed {campaign.seed}: {row['faults']}"
        _, document = campaign.scenario(row["run"])
        files[row["run"]] = (f"{stem_of(row['run'])}.toml", toml_of(document, remark))
        row["scenario"] = str(out / WORST / files[row["run"]][0])
    facts = {
        "Campaign": campaign.file,
        "Seed": str(campaign.seed),
        "Runs": f"{len(rows)} of {campaign.runs}",
        "Simulated": f"{found['sim_s'] / 3600:,.1f} hours",
    }
    if progress.sim_s:
        facts["This sitting"] = f"{minutes(progress.wall_s())} min, {progress.rate()}"
    links = {run: f"{WORST}/{name}" for run, (name, _) in files.items()}
    head = {"schema": 1, "campaign": campaign.name, "file": campaign.file, "seed": campaign.seed}
    found = head | found
    shutil.rmtree(out / WORST, ignore_errors=True)
    publish(out / WORST, dict(files.values()))
    text = page(campaign.name, facts, found, rows, links)
    summary = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    publish(out, {"summary.html": text, "summary.json": summary}, keep=True)
    return found


def rerun(campaign: Campaign, out: Path, given: argparse.Namespace) -> int:
    """One run by its number, with everything `solekeeper sim` leaves, and its scenario file."""
    scenario, document = campaign.scenario(given.number)
    folder = out / stem_of(given.number)
    watch = sys.stdout.isatty() and not given.json
    summary, verdict, recorder = run_one(scenario, "cpython", float("inf"), watch)
    broken = moments_of(scenario, summary, verdict, recorder)
    files = files_of(scenario, summary, verdict, recorder, broken)
    remark = f"Run {given.number} of {campaign.file}, seed {campaign.seed}"
    files["scenario.toml"] = toml_of(document, remark)
    publish(folder, files)
    before = _trace_in(out, campaign, given.number)
    same = before in (None, summary["trace_sha256"])
    if given.json:
        print(json.dumps(summary, ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines_of(summary, verdict, broken, folder)))
        print(f"  {folder / 'scenario.toml'}\n  {folder / 'report.html'}")
        if before and same:
            print("  the same trace as in the campaign")
    if not same:
        print(f"run {given.number}: another trace than in the campaign", file=sys.stderr)
    return 0 if same and held(summary) else 1


def _trace_in(out: Path, campaign: Campaign, run: int) -> str | None:
    """The trace this run left in the ledger, if that is of this campaign and this code."""
    if not (out / NAME).is_file():
        return None
    try:
        with Ledger(out, campaign.identity) as ledger:
            return ledger.column("trace_sha256", run)
    except BadInput as error:  # a look at an old run with new code is what this is for
        print(f"nothing to compare with: {error}", file=sys.stderr)
        return None

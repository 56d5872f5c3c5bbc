"""The command line, run as a user runs it."""

import json
import os
import subprocess
import sys

import pyarrow.parquet
import pytest

from conftest import ROOT, YICHANG


def run(*arguments, **environment):
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "cityvitals", "--lang", "en", *map(str, arguments)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"} | environment,
        timeout=120,
    )


@pytest.fixture
def folder(tmp_path):
    text = "城市,快速路长度,主干路长度,次干路长度,支路长度,建成区面积（公顷）\n某市,120,310.5,402,903.8,20239\n"
    (tmp_path / "city.csv").write_text(text, encoding="utf-8")
    return tmp_path


def test_examine_prints_a_table(folder):
    done = run("examine", folder, "--period", 2025)
    assert (done.returncode, done.stderr) == (0, "")
    assert "8.58" in done.stdout
    assert "Road network density" in done.stdout or "road network density" in done.stdout.lower()


def test_examine_writes_files(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    for name in ("report.json", "report.csv", "report.parquet"):
        done = run("examine", folder, "--out", out / name)
        assert (done.returncode, done.stdout.strip()) == (0, str(out / name)), done.stderr
    results = json.loads((out / "report.json").read_text(encoding="utf-8"))["results"]
    assert len(results) == pyarrow.parquet.read_table(out / "report.parquet").num_rows
    lines = (out / "report.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == len(results) + 1
    assert any(",8.58," in line for line in lines)


def test_values_have_the_digits_of_the_catalogue(tmp_path):
    assert run("examine", YICHANG, "--level", "city", "--out", tmp_path / "city.csv").returncode == 0
    lines = (tmp_path / "city.csv").read_text("utf-8-sig").splitlines()
    (hazard,) = [line for line in lines if line.startswith("residential_buildings_with_structural_hazard,")]
    assert ",42,0,building," in hazard
    assert " 42 " in run("examine", YICHANG).stdout


def test_strict_tells_by_the_exit_code(folder):
    assert run("examine", folder, "--strict").returncode == 0
    (folder / "city.csv").write_text("城市,城市道路网密度\n某市,7.99\n", encoding="utf-8")
    assert run("examine", folder).returncode == 0
    assert run("examine", folder, "--strict").returncode == 3


def test_explain_shows_the_steps():
    done = run("explain", YICHANG, "--indicator", "14", "--area", "district", "西陵区")
    assert done.returncode == 0, done.stderr
    assert "西陵区" in done.stdout
    assert "formula:" in done.stdout
    missing = run("explain", YICHANG, "--indicator", "14", "--area", "district", "东城区")
    assert missing.returncode == 1
    assert "东城区" in missing.stderr


def test_catalogue_lists_and_searches():
    assert "road_network_density" in run("catalogue").stdout.replace("\n", "")
    found = run("catalogue", "道路网")
    assert (found.returncode, "8 km/km" in found.stdout or "km/km2" in found.stdout) == (0, True)
    assert run("catalogue", "没有这样的词").returncode == 1
    assert "built_up_area" in run("catalogue", "--items").stdout


def test_check_prints_everything_that_is_wrong(folder):
    assert run("check", folder).returncode == 0
    (folder / "city.csv").write_text("城市,建成区面积\n某市,约5\n某市,6\n", encoding="utf-8")
    wrong = run("check", folder)
    assert wrong.returncode == 1
    assert "dataset.inexact_number" in wrong.stderr
    assert "dataset.duplicate_area" in wrong.stderr
    local = folder / "local.toml"
    local.write_text("[catalogue]\nid = 5\n", encoding="utf-8")
    assert run("check", local).returncode == 1
    assert "local.toml:2" in run("check", local).stderr
    assert run("check", ROOT / "spec" / "catalogues" / "mohurd-2025").returncode == 0


@pytest.mark.parametrize("arguments", [[], ["examine"], ["examine", "x", "--lang", "fr"], ["melt"]])
def test_wrong_usage_has_a_code_of_its_own(arguments):
    assert run(*arguments).returncode == 2


@pytest.mark.parametrize(
    "arguments", [["examine", "no-such-folder"], ["examine", ".", "--catalogue", "mohurd"], ["examine", YICHANG, "--profile", "x"]]
)
def test_what_cannot_be_done_is_said_without_a_traceback(arguments):
    done = run(*arguments)
    assert done.returncode == 1
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_plain_text_without_rich(folder):
    hide = folder / "hide"
    (hide / "rich").mkdir(parents=True)
    (hide / "rich" / "__init__.py").write_text("raise ImportError\n")
    done = run("examine", folder, PYTHONPATH=str(hide))
    assert done.returncode == 0
    assert "\t8.58\t" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="no terminals to open")
def test_a_bar_shows_how_far_a_long_examination_is(tmp_path):
    import pty

    # A level that few indicators read, and just as many rows as are worth a bar.
    rows = "".join(f"d{row},是\n" for row in range(10_000))
    data = tmp_path / "data"
    data.mkdir()
    (data / "dwelling.csv").write_text("id,非成套住宅\n" + rows, encoding="utf-8")
    leader, follower = pty.openpty()
    arguments = [sys.executable, "-m", "cityvitals", "examine", str(data), "--out", str(tmp_path / "report.csv")]
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=follower, env=environment)  # noqa: S603
    os.close(follower)
    shown = b""
    while chunk := read_some(leader):
        shown += chunk
    os.close(leader)
    assert process.wait(120) == 0
    assert b"examine" in shown
    assert b"100%" in shown
    # Where nobody looks, no bar is drawn.
    assert run("examine", data, "--out", tmp_path / "report.csv").stderr == ""


def read_some(terminal):
    try:
        return os.read(terminal, 65_536)
    except OSError:  # the other end was closed
        return b""


def test_everything_is_in_the_language_that_is_asked_for(folder):
    done = run("--lang", "zh", "examine", folder)
    assert done.returncode == 0
    for word in ("指标", "数值", "状态", "判定", "达到", "缺数据"):
        assert word in done.stdout, word
    assert "missing" not in done.stdout
    found = run("--lang", "zh", "catalogue", "道路网")
    assert "城市道路网密度" in found.stdout
    assert "层级" in found.stdout
    assert "千米/平方千米" in done.stdout
    assert "indicator" not in found.stdout


def test_help_names_every_command():
    text = run("--help").stdout
    assert all(command in text for command in ("examine", "explain", "catalogue", "check", "--lang", "--version"))
    for command in ("examine", "explain", "catalogue", "check"):
        assert "--catalogue" in run(command, "--help").stdout

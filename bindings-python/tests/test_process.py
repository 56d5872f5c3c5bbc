"""What the package does to the process: imports, threads, signals, memory."""

import os
import resource
import signal
import subprocess
import sys
import threading

import pytest

import cityvitals as cv
from conftest import YICHANG

BARE = """
import sys
for name in ("numpy", "pandas", "polars", "pyarrow", "duckdb", "matplotlib", "rich"):
    sys.modules[name] = None
before = set(sys.modules)
import cityvitals as cv
assert not {"typing", "dataclasses", "json", "decimal", "pathlib"} & (set(sys.modules) - before), set(sys.modules) - before
city = {"城市": "某市", "快速路长度": 120, "主干路长度": "310.5", "次干路长度": 402, "支路长度": "903.8", "建成区面积（公顷）": 20239}
report = cv.catalogue("mohurd-2025").examine({"city": city}, period=2025)
assert str(report["35"].value) == "8.58"
assert report.frame().to_dict()["value"].count(report["35"].value) >= 1
report._repr_html_()
"""


def test_nothing_else_is_needed():
    done = subprocess.run([sys.executable, "-S", "-c", BARE], capture_output=True, check=False, env=bare_environment(), text=True)  # noqa: S603
    assert done.returncode == 0, done.stderr


def bare_environment():
    from pathlib import Path

    return os.environ | {"PYTHONPATH": str(Path(cv.__file__).parents[1]), "PYTHONUTF8": "1"}


def test_other_threads_go_on(catalogue):
    dataset = catalogue.dataset(YICHANG)
    turns, done = 0, threading.Event()

    def count():
        nonlocal turns
        while not done.wait(0.0005):
            turns += 1

    thread = threading.Thread(target=count)
    thread.start()
    catalogue.examine(dataset)
    done.set()
    thread.join()
    assert turns > 5


def test_an_examination_can_be_interrupted(catalogue):
    dataset = catalogue.dataset(YICHANG)
    threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()

    def go_on():
        for _ in range(200):
            catalogue.examine(dataset)

    with pytest.raises(KeyboardInterrupt):
        go_on()


def test_progress_is_told_and_its_errors_come_through(catalogue):
    seen = []
    catalogue.examine({"city": "城市\n某市\n"}, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(done, 60) for done in range(1, 61)]

    def stop(done, of):
        raise RuntimeError(f"{done} of {of}")

    with pytest.raises(RuntimeError, match="1 of 60"):
        catalogue.examine({"city": "城市\n某市\n"}, progress=stop)


def test_memory_does_not_grow(catalogue):
    rows = {"社区": [f"c{row}" for row in range(3000)], "停车位缺口数": list(range(3000))}
    frame = catalogue.examine({"community": rows}, indicators=["14"]).frame()

    def run():
        report = catalogue.examine({"community": rows}, indicators=["14"])
        catalogue.dataset({"community": frame_of(report)})
        with pytest.raises(cv.CityvitalsError):
            catalogue.dataset({"community": {"社区": ["a", "a"]}})

    def frame_of(report):
        return {"社区": report.frame(level="community")["area"]}

    for _ in range(10):
        run()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(100):
        run()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after - before < 8 * 1024, f"{after - before} KiB more"
    assert len(frame) >= 3000


@pytest.mark.parametrize(
    ("variables", "lang"),
    [
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.GB18030"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({}, "zh"),
    ],
)
def test_the_language_is_that_of_the_locale(variables, lang):
    code = "import cityvitals as cv; print(cv.get_language()); cv.catalogue('mohurd')"
    environment = {name: value for name, value in bare_environment().items() if name not in ("LANG", "LC_ALL", "LC_MESSAGES")} | variables
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, encoding="utf-8", env=environment)  # noqa: S603
    assert done.stdout.strip() == lang
    assert ("没有" in done.stderr) == (lang == "zh"), done.stderr

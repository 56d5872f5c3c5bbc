"""Measures what the package promises, and prints it: ``make bench-python``, which runs it on the wheel that is shipped.

Import time beyond the interpreter, one indicator from a dict, and ten million rows of one ratio with its verdict in batches of 65,536 from
Arrow columns of whole numbers and of decimals, by steps, beside a Rust program (``benches/src/bin/batches.rs``) that does the same from the
same numbers. Both take turns, and of each the time counts that a tenth of its batches beat, since other programs disturb the rest. The
outcomes of both must be equal, what Python adds less than a fifth, and memory must not grow.

    measure.py [ROWS] [PROGRAM]
"""

import json
import resource
import subprocess
import sys
import time
from decimal import Decimal

ROWS, BATCH = 10_000_000, 65_536
HEADERS = ("快速路长度", "主干路长度", "次干路长度", "支路长度", "建成区面积")
STEPS = ("dataset", "examine", "column", "total")
ROUNDS = 4


def best(call, times):
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        spent.append(time.perf_counter() - start)
    return min(spent)


def imports():
    """Milliseconds that the interpreter spends on the package and on what it imports, by its own account; the best of some runs."""
    command = [sys.executable, "-I", "-X", "importtime", "-c", "import cityvitals"]
    told = (subprocess.run(command, check=True, capture_output=True, text=True).stderr.splitlines()[-1] for _ in range(15))
    return min(int(line.split("|")[1]) for line in told) / 1000


def single(catalogue):
    """Print what one indicator from a dict takes: a prepared one, and an examination of its own."""
    row = {
        "城市": "某市",
        "快速路长度": 120,
        "主干路长度": Decimal("310.5"),
        "次干路长度": 402,
        "支路长度": Decimal("903.8"),
        "建成区面积": 202,
    }
    calculator = catalogue.calculator("35")
    assert calculator(row).value == catalogue.examine({"city": row})["35"].value == Decimal("8.60")
    once = best(lambda: calculator(row).value, 200_000)
    whole = best(lambda: catalogue.examine({"city": row}, indicators=["35"], levels=["city"])["35"].value, 100_000)
    print(f"one indicator from a dict: {1e6 * once:.1f} µs by a calculator, {1e6 * whole:.1f} µs by an examination")
    assert once < 10e-6, once


def tables(pa, kind):
    """The batch as a table; numbers are whole, or decimals with two digits after the point."""
    ids = pa.array([f"a{row}" for row in range(BATCH)])
    numbers = [[1000 + (row * factor) % 99_991 for row in range(BATCH)] for factor in range(7, 12)]
    if kind == "integers":
        columns = [pa.array(column, pa.int64()) for column in numbers]
    else:
        columns = [pa.array([Decimal(number).scaleb(-2) for number in column], pa.decimal128(12, 2)) for column in numbers]
    return pa.table([ids, *columns], names=["城市", *HEADERS])


def batches(pa, catalogue, table, rows, memory):
    """By steps the time that a tenth of the batches beat, in nanoseconds a row, and what came out."""
    import pyarrow.compute as pc

    spent = {step: [] for step in STEPS}
    total, met = 0, 0
    for _ in range(max(rows // BATCH, 1)):
        marks = [time.perf_counter()]
        dataset = catalogue.dataset({"city": table}, period=2025)
        marks.append(time.perf_counter())
        report = catalogue.examine(dataset, indicators=["35"], levels=["city"])
        marks.append(time.perf_counter())
        found = pa.table(report.column("city", "35"))
        marks.append(time.perf_counter())
        for step, start, end in zip(STEPS, [*marks[:3], marks[0]], [*marks[1:], marks[3]], strict=True):
            spent[step].append((end - start) * 1e9 / BATCH)
        total += int(pc.sum(found["value"]).as_py().scaleb(2))
        met += pc.sum(pc.equal(found["outcome"].cast(pa.string()), "met")).as_py()
        memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return {step: sorted(times)[len(times) // 10] for step, times in spent.items()} | {"sum": total, "met": met}


def line(name, rounds):
    """Print the best round of each step, and return it."""
    best_of = {step: min(found[step] for found in rounds) for step in STEPS}
    print(f"  {name:7}" + ", ".join(f"{step} {time:.0f}" for step, time in best_of.items()) + " ns/row")
    return best_of


def main():
    taken = imports()
    print(f"import: {taken:.1f} ms beyond the interpreter")
    assert taken < 20, taken
    import pyarrow as pa

    import cityvitals as cv

    catalogue = cv.catalogue("mohurd-2025")
    single(catalogue)
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    for kind in ("integers", "decimals"):
        table, memory, here, native = tables(pa, kind), [], [], []
        for _ in range(ROUNDS):
            here.append(batches(pa, catalogue, table, rows // ROUNDS, memory))
            if len(sys.argv) > 2:
                command = [sys.argv[2], str(rows // ROUNDS), kind]
                native.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
                assert all(here[-1][key] == native[-1][key] for key in ("sum", "met")), (here, native)
        grown = (memory[-1] - memory[min(9, len(memory) - 1)]) // 1024
        print(f"{len(memory) * BATCH:,} rows of {kind} in batches of {BATCH:,}; {grown} MiB more after the first ten batches")
        python = line("Python", here)
        if native:
            rust = line("Rust", native)
            # Examining is the same code in both, so where it is quicker in Python the difference is not one of languages.
            kernel = rust["dataset"] + min(rust["examine"], python["examine"]) + rust["column"]
            added = (python["dataset"] + python["examine"] + python["column"]) / kernel - 1
            print(f"  equal outcomes; Python adds {100 * added:.0f} %, examining taken where it is quicker")
            assert added < 0.2, added
        assert grown < 32, memory


if __name__ == "__main__":
    main()

"""Measures what the package promises, and prints it: ``make bench-python``, which runs it on the wheel that is shipped.

Import time beyond the interpreter, one indicator from a dict, and ten million rows of one ratio with its verdict in batches of 65,536 from
Arrow columns, by steps, with the memory that they take.
"""

import resource
import subprocess
import sys
import time
from decimal import Decimal

ROWS, BATCH = 10_000_000, 65_536
HEADERS = ("快速路长度", "主干路长度", "次干路长度", "支路长度", "建成区面积")


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


def main():
    print(f"import: {imports():.1f} ms beyond the interpreter")
    import pyarrow as pa

    import cityvitals as cv

    catalogue = cv.catalogue("mohurd-2025")
    row = {
        "城市": "某市",
        "快速路长度": 120,
        "主干路长度": Decimal("310.5"),
        "次干路长度": 402,
        "支路长度": Decimal("903.8"),
        "建成区面积": 202,
    }
    once = best(lambda: catalogue.examine({"city": row}, indicators=["35"], levels=["city"])["35"].value, 300)
    print(f"one indicator from a dict: {1e6 * once:.0f} µs")

    ids = pa.array([f"a{row}" for row in range(BATCH)])
    columns = [pa.array([1000 + (row * (place + 7)) % 99_991 for row in range(BATCH)], pa.int64()) for place in range(5)]
    table = pa.table([ids, *columns], names=["城市", *HEADERS])
    parts = {"dataset": 0.0, "examine": 0.0, "column": 0.0}
    memory = []
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    for batch in range(max(rows // BATCH, 1)):
        marks = [time.perf_counter()]
        dataset = catalogue.dataset({"city": table}, period=2025)
        marks.append(time.perf_counter())
        report = catalogue.examine(dataset, indicators=["35"], levels=["city"])
        marks.append(time.perf_counter())
        found = report.column("city", "35")
        marks.append(time.perf_counter())
        for (name, _), start, end in zip(list(parts.items()), marks, marks[1:], strict=False):
            parts[name] += end - start
        memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        assert len(found) == BATCH, batch
    done = len(memory) * BATCH
    print(
        f"{done:,} rows in batches of {BATCH:,}: " + ", ".join(f"{name} {1e9 * spent / done:.0f} ns/row" for name, spent in parts.items())
    )
    print(f"memory at most: {memory[min(9, len(memory) - 1)] // 1024} MiB after 10 batches, {memory[-1] // 1024} MiB at the end")


if __name__ == "__main__":
    main()

#!/usr/bin/env bash
# Runs fuzz targets one after another: fuzz.sh SECONDS TARGET...
set -euo pipefail
seconds=$1
shift

# No address sanitizer: the crate forbids unsafe code, the runs are three times as many, and the stable compiler will do.
for target in "$@"; do
    echo "fuzzing $target for $seconds s"
    mkdir -p "fuzz/corpus/$target"
    target/tools/bin/cargo-fuzz run --sanitizer none "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- \
        -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=2048 -verbosity=0 -print_final_stats=1 2>&1 |
        sed '/# Uses:/d; /ecommended dictionary/d; /NEW_FUNC/d; /Failed to find function "__sanitizer/d'
done

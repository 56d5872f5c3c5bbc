#!/usr/bin/env bash
# Builds the library with the compiler named by `rust-version` in Cargo.toml.
set -euo pipefail
version=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)

rustup toolchain install "$version" --profile minimal
cargo "+$version" check --locked -p cityvitals --lib --all-features --target-dir "target/msrv-$version"

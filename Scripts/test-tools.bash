# Installs what the tests need where it is missing, and puts it in PATH; sourced by the scripts that run them, from the
# package's directory.

fail() {
    echo "$0: $*" >&2
    exit 1
}

command -v swift >/dev/null || fail "swift is missing: install Swift 6.3 from https://www.swift.org/install"

# The tests compare text functions, numbers and checks with Python's, the checks with its package jsonschema, and the
# metrics with those of its package datadog; Parquet files are read back by pyarrow, DuckDB and Polars.
if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    if ! command -v apt-get >/dev/null || [[ $EUID -ne 0 ]]; then
        fail "python3 is missing, or cannot make virtual environments: install it (on Debian python3 and python3-venv)"
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends python3 python3-venv
fi
if ! python3 -c 'import datadog, jsonschema, pyarrow, duckdb, polars' 2>/dev/null; then
    python=.build/python
    [[ -x $python/bin/python3 ]] || python3 -m venv "$python"
    "$python/bin/pip" install --quiet --disable-pip-version-check datadog jsonschema pyarrow duckdb polars tzdata
    export PATH="$PWD/$python/bin:$PATH"
fi

# The tests of a pipeline's rows run a server of their own.
if ! compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null && ! command -v initdb >/dev/null; then
    if command -v apt-get >/dev/null && [[ $EUID -eq 0 ]]; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends postgresql util-linux procps
    elif [[ ${CI:-} == true ]]; then
        fail "PostgreSQL is missing: install it (on Debian postgresql)"
    else
        echo "$0: PostgreSQL is missing: the tests with a server are left out" >&2
    fi
fi

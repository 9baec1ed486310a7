# Installs what the tests need where it is missing, puts it in PATH, and defines `run_tests`. Sourced by the scripts that
# run tests, from the package's directory.
declare -F fail >/dev/null || source Scripts/prelude.bash

command -v swift >/dev/null || fail "swift is missing: install Swift 6.3 from https://www.swift.org/install"

# The tests compare text functions, numbers and checks with Python's, the checks with its package jsonschema, the
# patterns with regex, and the metrics with those of datadog; Parquet files are read back by pyarrow, DuckDB and Polars.
if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    install_packages python3 python3-venv ||
        fail "python3 is missing, or cannot make virtual environments: install it (on Debian python3 and python3-venv)"
fi
if ! python3 -c 'import datadog, jsonschema, regex, pyarrow, duckdb, polars' 2>/dev/null; then
    python=.build/python
    "$python/bin/python3" -c 'import datadog, jsonschema, regex, pyarrow, duckdb, polars' 2>/dev/null ||
        install_python_packages "$python" datadog jsonschema regex pyarrow duckdb polars tzdata
    export PATH="$PWD/$python/bin:$PATH"
fi

# The tests of a pipeline's rows run a server of their own.
if ! compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null && ! command -v initdb >/dev/null; then
    if install_packages postgresql util-linux procps; then
        :
    elif [[ ${CI:-} == true ]]; then
        fail "PostgreSQL is missing: install it (on Debian postgresql)"
    else
        say "PostgreSQL is missing: the tests with a server are skipped"
    fi
fi

# Compressed inputs are made by the programs, and read with each library.
if ! command -v gzip >/dev/null || ! command -v zstd >/dev/null || ! ldconfig -p | grep -q libisal.so.2; then
    if install_packages gzip zstd libisal2; then
        :
    elif [[ ${CI:-} == true ]]; then
        fail "gzip or zstd is missing: install both (on Debian also libisal2)"
    else
        say "gzip, zstd or libisal is missing: the tests of compressed inputs are incomplete, or fail"
    fi
fi

# Parts are read back by Spark, of each version in an environment of its own.
install_spark() {
    local environment
    command -v java >/dev/null || install_packages default-jre-headless || return 1
    for environment in .build/spark-3.5 .build/spark-4; do
        "$environment/bin/python3" -c 'import pyspark' 2>/dev/null ||
            install_python_packages "$environment" "pyspark==${environment#*-}.*" || return 1
    done
}
if ! install_spark; then
    [[ ${CI:-} != true ]] || fail "Spark is missing: install Java 17 or later, and let pip install pyspark"
    say "Spark is missing: its tests are skipped"
fi

# The completions are tried in the shells that they are for.
if ! command -v zsh >/dev/null || ! command -v fish >/dev/null; then
    if install_packages zsh fish; then
        :
    elif [[ ${CI:-} == true ]]; then
        fail "zsh or fish is missing: install both"
    else
        say "zsh or fish is missing: its completions are not tried"
    fi
fi

# Runs the command that follows the name of a step. Its output goes to .build/logs, and to the terminal too where
# `is_verbose` is set; of a failure it shows what has failed and how the log ends.
run_step() {
    local name=$1 log=.build/logs/$1.log start=$SECONDS status=0
    shift
    mkdir -p .build/logs
    say "$name…"
    if [[ ${is_verbose:-} ]]; then
        "$@" 2>&1 | tee "$log" || status=$?
    else
        "$@" >"$log" 2>&1 || status=$?
    fi
    step_seconds=$((SECONDS - start))
    ((status == 0)) || explain_failure "$name" "$log" "$status"
}

explain_failure() {
    local name=$1 log=$2 status=$3
    if [[ ! ${is_verbose:-} ]]; then
        say "$name: what has failed:"
        # An issue has details in the lines after it, and the compiler repeats its own for every file.
        awk '/^[◇✔➜]/ { shows = 0 } /^✘|error: |Fatal error|ERROR: |WARNING: / { shows = 1 }
            shows && !seen[$0]++ && ++count <= 200' "$log" >&2
        say "$name: the last lines of $log:"
        tail -n 40 "$log" >&2
    fi
    fail "$name failed with status $status after $step_seconds s; the whole log is $log"
}

# Runs `swift test` with the given options as a step, and says how many tests have passed, and which were skipped.
run_tests() {
    local name=$1 log=.build/logs/$1.log all skipped
    shift
    run_step "$name" swift test "$@"
    # It counts those that were skipped as passed.
    all=$(sed -n 's/.*Test run with \([0-9]*\) tests\{0,1\} in .* passed.*/\1/p' "$log" | tail -n 1)
    skipped=$(grep -c '^➜ Test .*skipped' "$log" || true)
    ((${all:-0} > 0)) || fail "no test was run; the log is $log"
    grep '^➜.*skipped' "$log" >&2 || true
    say "$((all - skipped)) tests passed, $skipped skipped, in $step_seconds s"
}

# What the scripts share: their help, refusals, messages, and the installing of packages. They source it before they
# change the directory.

# The comment at the head of a script is its help, and names every option that it takes.
help=
script=$0
if [[ -f $0 ]]; then
    help=$(awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$0")
    script=$(sed -n 's/^Usage: \([^ ]*\).*/\1/p' <<<"$help")
fi

say() { echo "$script: $*" >&2; }

fail() {
    say "$*"
    exit 1
}

# Ends a script that was called in a wrong way.
refuse() {
    say "$*; see $script --help"
    exit 2
}

# Answers --help, and refuses options that the help does not name; words after `--` are another program's. Called with
# the script's arguments before anything else is done.
check_options() {
    local word known
    for word; do
        case $word in
            --) break ;;
            -h | --help)
                echo "$help"
                exit 0
                ;;
        esac
    done
    known=" ${help//[^A-Za-z0-9-]/ } "
    for word; do
        [[ $word != -- ]] || break
        [[ $word != -* || $known == *" $word "* ]] || refuse "unknown option $word"
    done
}

# The same for scripts that take no arguments.
check_no_arguments() {
    check_options "$@"
    (($# == 0)) || refuse "unexpected argument $1"
}

# Takes --verbose out of the arguments of a script that runs tests: what is left are options of `swift test`.
take_test_options() {
    test_options=()
    while (($#)) && [[ $1 != -- ]]; do
        if [[ $1 == --verbose ]]; then is_verbose=true; else test_options+=("$1"); fi
        shift
    done
    test_options+=("${@:2}")
}

# Installs packages of Debian's; fails where that is not possible.
install_packages() {
    command -v apt-get >/dev/null && [[ $EUID -eq 0 ]] || return 1
    say "installing with apt-get: $*"
    apt-get update -qq >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends "$@" >&2
}

# Makes the virtual environment $1 if there is none, and installs the Python packages that follow into it.
install_python_packages() {
    local environment=$1
    shift
    [[ -x $environment/bin/python3 ]] || python3 -m venv "$environment"
    say "installing into $environment: $*"
    "$environment/bin/python3" -m pip install --quiet --disable-pip-version-check "$@" >&2
}

# What every script of the test bed needs: words for the user, the ends of a script, the places.
# Sourced, never run. TESTBED is the folder of the test bed, absolute.

set -euo pipefail
export LC_ALL=C.UTF-8

STARTED_AT=$SECONDS

say() { printf '[testbed] %s\n' "$*"; }

complain() { printf '[testbed] %s\n' "$*" >&2; }

# die STATUS WORDS...: 1 it did not work, 2 wrong use or something is missing here, 3 the test bed is not built.
die() {
    local status=$1
    shift
    complain "$*"
    exit "$status"
}

# minutes SECONDS: 75 -> 1m15s
minutes() {
    if (($1 < 60)); then printf '%ds' "$1"; else printf '%dm%02ds' $(($1 / 60)) $(($1 % 60)); fi
}

elapsed() { minutes $((SECONDS - STARTED_AT)); }

# need PROGRAM WHY: ends with 2 and one line when the program is not on the path.
need() {
    command -v "$1" >/dev/null || die 2 "needs $1 ($2), and it is not on the PATH."
}

need_linux() {
    [[ $(uname -s) == Linux ]] || die 2 "runs on Linux only; this is $(uname -s)."
}

# Built programs: outside the checkout, shared by all checkouts of the user.
cache_root() { printf '%s/prepull-gate-testbed' "${XDG_CACHE_HOME:-$HOME/.cache}"; }

# Folders of running clusters. Short, for a unix socket's path must fit into 107 bytes.
clusters_root() { printf '%s/prepull-gate-testbed-%s' "${TMPDIR:-/tmp}" "$(id -u)"; }

# alive PID: whether the process is there and is no zombie.
alive() {
    local state
    [[ -n ${1:-} ]] && kill -0 "$1" 2>/dev/null || return 1
    state=$(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null) && [[ $state != Z* ]]
}

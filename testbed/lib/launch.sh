# The one way in which the test bed starts processes. Sourced by the supervisor; needs DIR.
# INSIDE is the prefix of every command: empty, or such as (ip netns exec NAME).

INSIDE=()
# A child ends with the supervisor, even when that is killed without a chance to clean up.
TIED=(setpriv --pdeathsig KILL --)

inside() { "${INSIDE[@]}" "$@"; }

# launch NAME COMMAND...: in the background; output to logs/NAME.log, process id to run/NAME.pid, the command to run/NAME.command.
launch() {
    local name=$1
    shift
    printf '%q ' "${INSIDE[@]}" "$@" >"$DIR/run/$name.command"
    launch_command "$name" "${INSIDE[@]}" "$@"
}

# relaunch NAME: once more, with the command that it had.
relaunch() {
    local command
    eval "command=($(<"$DIR/run/$1.command"))"
    launch_command "$1" "${command[@]}"
}

launch_command() {
    local name=$1
    shift
    (cd "$DIR/run" && exec "${TIED[@]}" "$@") >>"$DIR/logs/$name.log" 2>&1 </dev/null &
    echo $! >"$DIR/run/$name.pid"
}

pid_of() { cat "$DIR/run/$1.pid" 2>/dev/null; }

# end_all: at once, for nothing of it is kept. What a child started ends with it only if it belongs to our process group: see `down`.
end_all() {
    local file
    for file in "$DIR"/run/*.pid; do
        if [[ -f $file ]]; then kill -KILL "$(<"$file")" 2>/dev/null || true; fi
    done
    # Bash would report each of them as killed.
    wait 2>/dev/null
}

# await SECONDS NAME COMMAND...: repeats the command until it succeeds; fails when the process NAME ends or time is up.
await() {
    local deadline=$((SECONDS + $1)) name=$2
    shift 2
    until "$@" >/dev/null 2>>"$DIR/logs/await.log"; do
        if ! alive "$(pid_of "$name")"; then
            complain "$name ended; see logs/$name.log"
            return 1
        fi
        if ((SECONDS >= deadline)); then
            complain "$name was not ready in time: $*"
            return 1
        fi
        sleep 0.1
    done
}

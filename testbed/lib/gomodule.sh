# Builds the programs of one Go module of go/ into the cache. Sourced; needs common.sh.
# A built module is one folder, named after a hash of all that decides its content. It appears by a rename when everything in it is
# there, so that a half-finished build is never taken for a finished one.

# Nothing of this machine gets into the programs, and no C compiler is needed.
GO_SETTINGS=(CGO_ENABLED=0 GOFLAGS=-mod=readonly GOWORK=off)
GO_FLAGS=(-trimpath)
LINKER_FLAGS="-s -w"

# module_dir NAME TAGS VARIABLES PROGRAM=PACKAGE...: where its programs are, or will be.
module_dir() {
    local name=$1 hash
    hash=$({
        cat "$TESTBED/go/$name/go.mod" "$TESTBED/go/$name/go.sum"
        printf '%s\n' "$@" "${GO_SETTINGS[@]}" "${GO_FLAGS[@]}" "$LINKER_FLAGS"
        uname -sm
    } | sha256sum)
    printf '%s/%s-%s' "$(cache_root)" "$name" "${hash:0:16}"
}

# build_module LABEL NAME TAGS VARIABLES PROGRAM=PACKAGE...: does nothing when it is built; ends the script when it cannot be built.
build_module() {
    local label=$1 dir work pid
    shift
    dir=$(module_dir "$@")
    if [[ -d $dir ]]; then return 0; fi
    need go "Go 1.25 or later from https://go.dev/dl builds the test bed's programs"
    work=$dir.unfinished
    rm -rf "$work"
    mkdir -p "$work"
    compile_module "$work" "$@" >"$work/build.log" 2>&1 &
    pid=$!
    # Interrupted, the compiler must not go on alone.
    trap 'kill -TERM '"$pid"' 2>/dev/null || true; exit 130' INT TERM
    show_progress "$label" "$pid" "$work"
    if ! wait "$pid"; then
        grep -v '^go: downloading' "$work/build.log" | tail -n 25 >&2
        die 1 "$label: the build failed after $(elapsed); all of its output: $work/build.log"
    fi
    trap - INT TERM
    rm -f "$work/packages"
    mv "$work" "$dir"
    say "$label: done, $(elapsed)"
}

# compile_module DIR NAME TAGS VARIABLES PROGRAM=PACKAGE...: runs in the background; a line of output per package.
compile_module() {
    local work=$1 name=$2 tags=$3 variables=$4 program
    shift 4
    trap 'kill "$!" 2>/dev/null || true; exit 143' TERM
    cd "$TESTBED/go/$name"
    export "${GO_SETTINGS[@]}"
    go list -deps -tags "$tags" "${@#*=}" >"$work/packages.part" &
    wait $!
    mv "$work/packages.part" "$work/packages"
    # All at once: most packages are shared, and the linkers run beside the compilers.
    mkdir "$work/out"
    nice -n 5 go build -v "${GO_FLAGS[@]}" -tags "$tags" -ldflags "$LINKER_FLAGS ${variables//$'\n'/ }" -o "$work/out/" "${@#*=}" &
    wait $!
    for program in "$@"; do
        mv "$work/out/$(go list -f '{{.Target}}' -tags "$tags" "${program#*=}" | sed 's|.*/||')" "$work/${program%%=*}"
    done
    rmdir "$work/out"
}

# show_progress LABEL PID DIR: a line every ten seconds until the build ends.
show_progress() {
    local label=$1 pid=$2 work=$3 ticks=0 doing
    while alive "$pid"; do
        sleep 0.5
        ticks=$((ticks + 1))
        if ((ticks % 20 == 0)); then
            doing="fetching modules, $(grep -c '^go: downloading' "$work/build.log" || true) so far"
            if [[ -f $work/packages ]]; then
                doing="$(grep -vc '^go: ' "$work/build.log" || true) packages compiled of at most $(wc -l <"$work/packages")"
            fi
            say "$label: $doing, $(elapsed)"
        fi
    done
}

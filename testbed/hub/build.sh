# Builds what a real JupyterHub needs: a virtual environment of Python, and the proxy for Node.js. Sourced by `build` and `hub/up`; needs common.sh.

hub_dir() {
    local hash
    hash=$({
        cat "$TESTBED/hub/requirements.txt" "$TESTBED/hub/package.json"
        uname -sm
    } | sha256sum)
    printf '%s/hub-%s' "$(cache_root)" "${hash:0:16}"
}

hub_is_built() { [[ -x $(hub_dir)/venv/bin/python && -f $(proxy_program) ]]; }

proxy_program() { printf '%s/node_modules/configurable-http-proxy/bin/configurable-http-proxy' "$(hub_dir)"; }

# What is missing on this machine, in one line; nothing when a hub can be built.
hub_obstacle() {
    local program
    for program in python3 node npm; do
        if ! command -v "$program" >/dev/null; then
            printf 'needs %s for a real JupyterHub, and it is not on the PATH' "$program"
            return 0
        fi
    done
    if ! python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))' 2>/dev/null; then
        printf 'needs Python 3.9 or later with its modules venv and ensurepip for a real JupyterHub'
    fi
}

build_hub() {
    local dir work missing
    if hub_is_built; then
        say "hub: $(hub_dir)"
        return 0
    fi
    missing=$(hub_obstacle)
    if [[ -n $missing ]]; then die 2 "$missing"; fi
    dir=$(hub_dir)
    work=$dir.unfinished
    rm -rf "$dir" "$work"
    mkdir -p "$work"
    if ! install_hub "$work" >"$work/build.log" 2>&1; then
        tail -n 8 "$work/build.log" >&2
        die 2 "JupyterHub's packages cannot be had from PyPI and npm; all of the output: $work/build.log"
    fi
    mv "$work" "$dir"
    say "hub: $dir, $(elapsed)"
}

# Run as `python -m jupyterhub`: the environment's scripts name the folder in which they were made.
install_hub() {
    nice python3 -m venv "$1/venv" || return 1
    nice "$1/venv/bin/python" -m pip install --disable-pip-version-check --quiet -r "$TESTBED/hub/requirements.txt" || return 1
    cp "$TESTBED/hub/package.json" "$1/"
    nice npm install --prefix "$1" --no-audit --no-fund --omit=dev --no-package-lock
}

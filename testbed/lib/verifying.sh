# What `verify` is made of. Sourced by it, in the checkout's root.

LEFT_OUT=()

# On the test bed a failed test is tried once more. More than this many that needed it are no accident.
SECOND_TRIES=2

note() { printf '[verify] %s\n' "$*"; }

# stop STATUS WORDS...
stop() {
    local status=$1
    shift
    printf '[verify] %s\n' "$*" >&2
    exit "$status"
}

left_out() { LEFT_OUT+=("$*"); }

tell_what_was_left_out() {
    local line
    for line in "${LEFT_OUT[@]}"; do note "left out: $line"; done
}

passed_time() { printf '%dm%02ds' $((SECONDS / 60)) $((SECONDS % 60)); }

need_java_and_maven() {
    local version
    command -v mvn >/dev/null || stop 2 "needs Maven 3.8 or later: mvn is not on the PATH"
    # Maven's own word: it may run on another Java than the one on the PATH.
    version=$(mvn -v 2>&1) || stop 2 "needs Java 17 or later, and Maven finds none: $(tail -n 1 <<<"$version")"
    version=$(sed -n 's/^Java version: \([0-9]*\).*/\1/p' <<<"$version")
    ((${version:-0} >= 17)) || stop 2 "needs Java 17 or later; Maven runs on Java ${version:-of an unknown version} (JAVA_HOME says which)"
}

# Asked through Maven itself, whatever mirrors and proxies it uses.
jenkins_repository_answers() {
    timeout 5 mvn -B -q -N -U -f pom.xml validate >/dev/null 2>&1
}

# run_maven WHAT BUILD ARGUMENTS...: `mvn verify`, its output to BUILD-verify.log; a line now and then, and a count at the end.
run_maven() {
    local what=$1 build=$2 log begin=$SECONDS mark pid status=0
    shift 2
    mkdir -p "$build"
    log=$build/verify.log
    mark=$build/verify.begin
    touch "$mark"
    note "$what: mvn verify, all of its output in $log"
    mvn -B -ntp "$@" verify >"$log" 2>&1 </dev/null &
    pid=$!
    trap 'kill '"$pid"' 2>/dev/null; exit 130' INT TERM
    watch_maven "$what" "$pid" "$log"
    wait "$pid" || status=$?
    trap - INT TERM
    count_tests "$build/surefire-reports" "$mark"
    note "$what: $TESTS tests in $CLASSES classes, $FAILED failed, $SKIPPED skipped; $((SECONDS - begin))s"
    if ((status != 0)); then
        # What failed, and not Maven's advice about how to ask it again.
        sed -n '/Failed to execute goal/{p;q}; /^\[ERROR\]/p' "$log" | cut -c 1-240 >&2
        stop 1 "$what: failed; see $log"
    fi
    if ((TESTS == 0)); then stop 1 "$what: no test has run; see $log"; fi
    judge_second_tries "$what" "$build/surefire-reports" "$mark"
    tell_skipped "$build/surefire-reports" "$mark"
}

# A line every twenty seconds, with the test class at work.
watch_maven() {
    local ticks=0 running
    while kill -0 "$2" 2>/dev/null; do
        sleep 0.5
        ticks=$((ticks + 1))
        if ((ticks % 40 == 0)); then
            running=$(sed -n 's/^\[INFO\] Running .*\.//p' "$3" | tail -n 1)
            note "$1: ${running:-compiling}, $((ticks / 2))s"
        fi
    done
}

# Sums up the reports written since the mark; older ones may be of tests that are gone. A test that was tried twice counts once.
count_tests() {
    local report head twice
    TESTS=0 CLASSES=0 FAILED=0 SKIPPED=0
    while IFS= read -r report; do
        head=$(grep -m 1 -A 3 '<testsuite ' "$report" | tr '\n' ' ')
        twice=$(grep -c '^ *<\(flaky\|rerun\)\(Error\|Failure\) ' "$report" || true)
        TESTS=$((TESTS + $(attribute tests "$head") - twice))
        FAILED=$((FAILED + $(attribute failures "$head") + $(attribute errors "$head") - twice))
        SKIPPED=$((SKIPPED + $(attribute skipped "$head")))
        CLASSES=$((CLASSES + 1))
    done < <(reports "$@")
}

reports() {
    if [[ -d $1 ]]; then find "$1" -name 'TEST-*.xml' -newer "$2"; fi
}

attribute() { sed -n "s/.*<testsuite [^>]*\b$1=\"\([0-9]*\)\".*/\1/p" <<<"$2" | grep . || echo 0; }

# Says which tests passed only at the second try, and how the first one failed. Without the test bed nothing may, nor many with it.
judge_second_tries() {
    local what=$1 report name count=0 alone=0
    shift
    while IFS= read -r report; do
        while IFS= read -r name; do
            count=$((count + 1))
            if [[ ! $name =~ (Cluster|RealNode|RealHub)Test\. ]]; then alone=$((alone + 1)); fi
            note "passed only at the second try: $name"
        done < <(second_tries "$report")
        sed -n '/<flaky\(Error\|Failure\) /,/<\/stackTrace>/{s/.*<!\[CDATA\[//; s/\]\]>.*//; /^[[:space:]]*<flaky/!p;}' "$report" | head -n 12 | cut -c 1-240
    done < <(reports "$@")
    if ((alone > 0)); then stop 1 "$what: failed; what needs no test bed has to pass at once"; fi
    if ((count > SECOND_TRIES)); then stop 1 "$what: failed; $count tests passed only at the second try"; fi
}

# The names of a report's tests that failed first, as Class.method.
second_tries() {
    awk '/<testcase / { name = $0 } /<flaky(Error|Failure) / && name != "" {
            method = name; sub(/.*<testcase name="/, "", method); sub(/".*/, "", method)
            class = name; sub(/.* classname="/, "", class); sub(/".*/, "", class); sub(/.*\./, "", class)
            print class "." method
            name = ""
        }' "$1"
}

# A skipped test says why: once each.
tell_skipped() {
    local why unescape='s/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'
    while IFS= read -r why; do
        left_out "$why"
    done < <(reports "$@" | xargs -r sed -n 's/.*<skipped message="\([^"]*\)".*/\1/p' | sed "$unescape" | sort -u)
}

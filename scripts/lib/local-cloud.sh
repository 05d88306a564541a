# Sourced by the scripts that run the local cloud: builds what has changed, then becomes the local cloud's program.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/lib/java-home.sh"

target=$root/scripts/local-cloud/cloud/target
jar=$target/cloud-1.0.0.jar
services=$root/scripts/local-cloud/services/target/services-1.0.0.jar
archive=$target/local-cloud.aot
stamp=$root/target/local-cloud.stamp
log=$root/target/local-cloud.log

# Whether a source has changed since the last build.
has_changes() {
    [ ! -e "$stamp" ] || [ -n "$(
        cd "$root" && find pom.xml functions shared scripts/local-cloud \
            \( -name target -o -name test \) -prune -o -type f -newer "$stamp" -print -quit
    )" ]
}

# Compiles the local cloud and the functions; no tests, and nothing to do when no source has changed.
build() {
    has_changes || return 0
    echo "Building what has changed ..." >&2
    mkdir -p "$root/target"
    touch "$stamp.next"
    maven -o || maven || {
        grep '^\[ERROR\] .*\.java:\|^\[ERROR\] Failed' "$log" | head -n 20 >&2 || true
        echo "The build failed; the whole of it is in $log." >&2
        exit 1
    }
    mv "$stamp.next" "$stamp"
    [ "$archive" -nt "$jar" ] && [ "$archive" -nt "$services" ] || archive_classes
}

maven() {
    (
        cd "$root"
        ./mvnw -B -q process-classes -pl "scripts/local-cloud/cloud,$(printf ',%s' functions/*/pom.xml | sed 's|/pom.xml||g; s|^,||')" \
            -am -DskipTests -Dspotless.check.skip -Denforcer.skip "$@"
    ) >"$log" 2>&1
}

# Runs a command of the local cloud with the given arguments, after a build unless --no-build is among them.
run_local_cloud() {
    local command=$1 arguments=() jvm=() wants_build=yes isolated=
    [[ " $* " != *" --isolated "* ]] || isolated=yes
    shift
    while [ $# -gt 0 ]; do
        case $1 in
            --no-build) wants_build= ;;
            -h | --help)
                [ ! -f "$jar" ] || wants_build=
                arguments+=("$1")
                ;;
            --debug-port=*)
                set -- "${1%%=*}" "${1#*=}" "${@:2}"
                continue
                ;;
            -d | --debug-port)
                arguments+=("$1")
                if [ "$command" = dev ] && [ -z "$isolated" ]; then # functions run in the JVM that this script starts
                    [[ ${2:-} =~ ^[0-9]+$ ]] || fail "$1 takes a port."
                    jvm+=("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:$2")
                fi
                ;;
            *) arguments+=("$1") ;;
        esac
        shift
    done
    [ -z "$wants_build" ] || build
    [ -f "$jar" ] || fail "The local cloud is not built yet: leave --no-build out once."
    jvm+=("-XX:AOTCache=$archive")
    # What ends in a second gains nothing by the optimising compiler.
    [ "$command" = dev ] || jvm+=(-XX:TieredStopAtLevel=1)
    exec_java "${jvm[@]}" -- "$command" ${arguments[@]+"${arguments[@]}"}
}

# Becomes the local cloud: exec_java JVM-OPTION... -- COMMAND ARGUMENT...
exec_java() {
    local jvm=()
    while [ "$1" != -- ]; do
        jvm+=("$1")
        shift
    done
    # The archive's profiles are those of a start, and compile into code that is slow under load.
    exec "$JAVA_HOME/bin/java" "${jvm[@]}" -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining -XX:+UseParallelGC -Xlog:disable \
        --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -cp "$jar:$(<"$target/classpath")" io.gatehouse.localcloud.cloud.Main \
        "$2" --template "$root/template.yaml" --data "$root/.local" "${@:3}"
}

# Starts the local cloud once and keeps what the JVM loaded and learned: later starts take a third of the time.
archive_classes() {
    echo "Preparing quick starts ..." >&2
    local data=$root/target/first-start cloud
    rm -rf "$data"
    (exec_java "-XX:AOTCacheOutput=$archive" -- dev --port 0 --console-port 0 --data "$data") >"$log" 2>&1 &
    cloud=$!
    until grep -q 'is ready' "$log" || ! kill -0 $cloud 2>/dev/null; do sleep 0.2; done
    kill $cloud 2>/dev/null || true
    wait $cloud || true
    rm -rf "$data"
}

fail() {
    echo "$1" >&2
    exit 2
}

# Sourced by the scripts that run the local cloud or ask it: builds what has changed, then becomes a Java program.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/lib/maven.sh"

target=$root/scripts/local-cloud/cloud/target
jar=$target/cloud-1.0.0.jar
services=$root/scripts/local-cloud/services/target/services-1.0.0.jar
operator=$root/scripts/operator/target
archive=$target/local-cloud.aot
stamp=$root/target/local-cloud.stamp
log=$root/target/local-cloud.log

# Builds what has changed, unless --no-build is among the arguments, or only help is wanted and can be given.
prepare() {
    case " $* " in
        *" --no-build "*) ;;
        *" --help "* | *" -h "*) is_built || build ;;
        *) build ;;
    esac
    is_built || fail "The local cloud is not built yet: leave --no-build out once."
    local libraries
    libraries=$(<"$operator/classpath")
    [ -r "${libraries%%:*}" ] || fail "${libraries%%:*} cannot be read: build as the user who starts the local cloud."
}

is_built() {
    [ -f "$jar" ] && [ -f "$operator/classpath" ]
}

# Compiles the local cloud and the functions; no tests, and nothing to do when no source has changed.
build() {
    if has_changes; then
        echo "Building what has changed ..." >&2
        mkdir -p "$root/target"
        touch "$stamp.next"
        compile -o || compile || {
            grep '^\[ERROR\] .*\.java:\|^\[ERROR\] Failed' "$log" | head -n 20 >&2 || true
            echo "The build failed; the whole of it is in $log." >&2
            exit 1
        }
        mv "$stamp.next" "$stamp"
    fi
    if ! [ "$archive" -nt "$jar" ] || ! [ "$archive" -nt "$services" ]; then
        echo "Preparing quick starts ..." >&2
        # The JVM that writes it crashes now and then, which Bash would report.
        { archive_classes || archive_classes || true; } 2>/dev/null
    fi
}

# Whether a source has changed since the last build.
has_changes() {
    [ ! -e "$stamp" ] || [ -n "$(
        cd "$root" && find pom.xml functions shared scripts/local-cloud scripts/operator \
            \( -name target -o -name test \) -prune -o -type f -newer "$stamp" -print -quit
    )" ]
}

compile() {
    local modules
    modules=$(cd "$root" && printf '%s,' functions/*/pom.xml | sed 's|/pom.xml||g')
    maven -q process-classes -pl "${modules}scripts/local-cloud/cloud,scripts/operator" \
        -am -DskipTests -Dspotless.check.skip -Denforcer.skip "$@" >"$log" 2>&1
}

# Starts the local cloud once and keeps what the JVM loaded and learned: later starts take a third of the time. All
# that a crash leaves lies in a folder that is deleted.
archive_classes() {
    local start=$root/target/first-start cloud
    rm -rf "$start"
    mkdir -p "$start"
    (cd "$start" && exec_local_cloud "-XX:AOTCacheOutput=$start/cache" -- dev --port 0 --console-port 0 --data "$start/data") >"$log" 2>&1 &
    cloud=$!
    until grep -q 'is ready' "$log" || ! kill -0 $cloud 2>/dev/null; do sleep 0.2; done
    kill $cloud 2>/dev/null || true
    wait $cloud || true
    [ ! -f "$start/cache" ] || mv "$start/cache" "$archive"
    rm -rf "$start"
    [ "$archive" -nt "$jar" ]
}

# Runs a command of the local cloud: run_local_cloud COMMAND ARGUMENT...
run_local_cloud() {
    local command=$1 arguments=() jvm=() isolated=
    shift
    prepare "$@"
    [[ " $* " != *" --isolated "* ]] || isolated=yes
    while [ $# -gt 0 ]; do
        case $1 in
            --no-build) ;;
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
    jvm+=("-XX:AOTCache=$archive")
    # What ends in a second gains nothing by the optimising compiler.
    [ "$command" = dev ] || jvm+=(-XX:TieredStopAtLevel=1)
    exec_local_cloud "${jvm[@]}" -- "$command" ${arguments[@]+"${arguments[@]}"}
}

# Becomes the local cloud: exec_local_cloud JVM-OPTION... -- COMMAND ARGUMENT...
exec_local_cloud() {
    local jvm=()
    while [ "$1" != -- ]; do
        jvm+=("$1")
        shift
    done
    # The archive's profiles are those of a start, and compile into code that is slow under load.
    exec "$JAVA_HOME/bin/java" "${jvm[@]}" -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining -XX:+UseParallelGC -Xlog:disable \
        --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -cp "$jar:$(<"$target/classpath")" io.gatehouse.localcloud.cloud.LocalCloudMain \
        "$2" --template "$root/template.yaml" --data "$root/.local" "${@:3}"
}

# Becomes one of the operator's programs: run_operator NAME ARGUMENT...
run_operator() {
    prepare "$@"
    exec "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$operator/classes:$(<"$operator/classpath")" \
        io.gatehouse.operator.OperatorMain "$1" --invoke "$root/scripts/invoke" --data "$root/.local" "${@:2}"
}

fail() {
    echo "$1" >&2
    exit 2
}

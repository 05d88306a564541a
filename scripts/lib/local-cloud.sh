# Sourced by the scripts that run the local cloud: builds what has changed, then becomes the local cloud's program.

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source scripts/lib/java-home.sh

stamp=target/local-cloud.stamp
log=target/local-cloud.log

# Whether a source has changed since the last build.
has_changes() {
    [ ! -e "$stamp" ] ||
        [ -n "$(find pom.xml functions shared scripts/local-cloud \( -name target -o -name test \) -prune -o \
            -type f -newer "$stamp" -print -quit)" ]
}

# Compiles the local cloud and the functions; no tests, and nothing to do when no source has changed.
build() {
    has_changes || return 0
    echo "Building what has changed ..." >&2
    mkdir -p target
    touch "$stamp.next"
    local modules=scripts/local-cloud,functions/auth,functions/users,functions/mail,functions/operations
    maven -o -pl "$modules" || maven -pl "$modules" || {
        grep '^\[ERROR\] .*\.java:\|^\[ERROR\] Failed' "$log" | head -n 20 >&2
        echo "The build failed; the whole of it is in $log." >&2
        exit 1
    }
    mv "$stamp.next" "$stamp"
}

maven() {
    ./mvnw -B -q process-classes -am -DskipTests -Dspotless.check.skip -Denforcer.skip "$@" >"$log" 2>&1
}

# Runs a command of the local cloud with the given arguments, after a build unless --no-build is among them.
run_local_cloud() {
    local arguments=() wants_build=yes jvm=()
    while [ $# -gt 0 ]; do
        case $1 in
            --no-build) wants_build= ;;
            -h | --help) wants_build= && arguments+=("$1") ;;
            --debug-port)
                jvm+=("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:${2:?needs a port}")
                shift
                ;;
            *) arguments+=("$1") ;;
        esac
        shift
    done
    if [ -n "$wants_build" ]; then build; fi
    local target=scripts/local-cloud/target
    [ -f "$target/classpath" ] || {
        echo "The local cloud is not built yet: run scripts/dev without --no-build." >&2
        exit 1
    }
    exec "$JAVA_HOME/bin/java" "${jvm[@]}" \
        --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -cp "$target/classes:$(<"$target/classpath")" io.gatehouse.localcloud.Main "${arguments[@]}"
}

# Sourced by the scripts that measure: builds, then becomes a command of the module scripts/benchmark.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/lib/maven.sh"

# run_benchmark CLASS ARGUMENT...
run_benchmark() {
    if [[ " $* " != *" --help "* ]] || [ ! -f "$root/scripts/benchmark/target/classpath" ]; then
        echo "Building…" >&2
        maven -q -DskipTests verify >&2
    fi
    exec "$JAVA_HOME/bin/java" -cp "$root/scripts/benchmark/target/classes:$(cat "$root/scripts/benchmark/target/classpath")" \
        "io.gatehouse.bench.$1" --checkout "$root" "${@:2}"
}

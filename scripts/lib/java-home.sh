# Sourced by the scripts: exports JAVA_HOME as a JDK 25 or later, wherever that is usual to be; ends with one line when there is none.

unset CDPATH
export TZ=UTC
# File names, and what programs print, are UTF-8 in every language.
{ case $OSTYPE in darwin*) export LC_ALL=en_US.UTF-8 ;; *) export LC_ALL=C.UTF-8 ;; esac; } 2>/dev/null
[ -n "${HOME:-}" ] || { unset HOME && export HOME=~; }

# Prints the folders where a JDK may be, the person's own choice first.
jdk_candidates() {
    printf '%s\n' "${JAVA_HOME:-}"
    local javac
    if javac=$(command -v javac) && javac=$(readlink -f "$javac" 2>/dev/null); then
        printf '%s\n' "${javac%/bin/javac}"
    fi
    /usr/libexec/java_home -v 25+ 2>/dev/null || true # macOS
    printf '%s\n' \
        /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        "$HOME"/.asdf/installs/java/* "${MISE_DATA_DIR:-$HOME/.local/share/mise}"/installs/java/* \
        {,"$HOME"}/Library/Java/JavaVirtualMachines/*/Contents/Home \
        {/opt/homebrew,/usr/local,"${HOMEBREW_PREFIX:-/usr/local}"}/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        "${HOMEBREW_PREFIX:-/usr/local}"/opt/openjdk*/libexec
}

# Whether folder $1 holds a compiler of release 25 or later.
is_jdk_25() {
    local release
    [ -x "$1/bin/javac" ] && release=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null) &&
        [ "${release:-0}" -ge 25 ]
}

while IFS= read -r candidate; do
    if is_jdk_25 "$candidate"; then
        export JAVA_HOME="$candidate"
        return 0
    fi
done < <(jdk_candidates)

echo "No JDK 25 found: install one (https://adoptium.net) or set JAVA_HOME to it." >&2
exit 1

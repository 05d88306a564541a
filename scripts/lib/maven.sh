# Sourced by the scripts that build, which set root to the checkout: runs Maven with a JDK 25.

source "$root/scripts/lib/java-home.sh"

# What Maven downloads is kept in the home that the system knows, as Java has it whatever HOME says; elsewhere when that
# cannot be written.
maven() {
    local home folder options=()
    home=$(unset HOME && echo ~)
    for folder in "$home/.m2" "$HOME/.m2" "$root/target/m2"; do
        mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ] && break
    done
    [ "$folder" = "$home/.m2" ] || options=("-Dmaven.repo.local=$folder/repository")
    (cd "$root" && MAVEN_USER_HOME=${MAVEN_USER_HOME:-$folder} ./mvnw -B ${options[@]+"${options[@]}"} "$@")
}

# Prints the comment that the script begins with.
usage() {
    sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p;}' "$0"
}

# Sourced by the scripts that do an operator's work by a function: what they understand and how they fail.

here=$(cd "$(dirname "$0")" && pwd)
name=scripts/$(basename "$0")
words=()
options=()

# Prints the comment that the script begins with.
usage() {
    sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p;}' "$here/$(basename "$0")"
}

wrong() {
    echo "$1" >&2
    exit 2
}

# Sorts the arguments into words and options of scripts/invoke; an option that is the script's own, $1, is one of the words.
read_arguments() {
    local own=$1
    shift
    while [ $# -gt 0 ]; do
        case $1 in
            -h | --help) usage && exit ;;
            --data) [ $# -ge 2 ] || wrong "--data takes a folder."; options+=(--data "$2"); shift ;;
            --data=* | --no-build) options+=("$1") ;;
            "$own") words+=("$1") ;;
            -*) wrong "There is no option $1; $name --help tells what there is." ;;
            *) words+=("$1") ;;
        esac
        shift
    done
}

# Prints $1 as a JSON string.
json() {
    [[ $1 != *[\"\\[:cntrl:]]* ]] || wrong "An address has no quotes, backslashes or control characters in it."
    printf '"%s"' "$1"
}

# Invokes function $1 with event $2 and prints its answer; fails with the reason that the function gives.
invoke() {
    local answer code reason
    answer=$("$here/invoke" --quiet ${options[@]+"${options[@]}"} "$1" - <<<"$2") || {
        code=$?
        reason=$(sed -n 's/^ *"errorMessage" : "\(.*\)",\{0,1\}$/\1/p' <<<"$answer")
        echo "${reason:-$answer}" >&2
        exit $code
    }
    echo "$answer"
}

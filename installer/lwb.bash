# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of lwb for bash: commands, options, files, and the functions of the workspace.
_lwb() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    local command= workspace=. i
    for ((i = 1; i < COMP_CWORD; i++)); do
        if [[ ${COMP_WORDS[i]} == -C ]]; then
            workspace=${COMP_WORDS[++i]/#\~\//$HOME/}
        elif [[ -z $command && ${COMP_WORDS[i]} != -* ]]; then
            command=${COMP_WORDS[i]}
        fi
    done
    COMPREPLY=()
    case $before in
    -C)
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -d -- "$word")
        return ;;
    --event)
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return ;;
    --payload | --times | --concurrency | --env | --limit | --log) return ;;
    esac
    local words=
    case $command in
    '') words="init functions invoke build trust history runtimes doctor -C --version --help" ;;
    init)
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -d -- "$word")
        return ;;
    functions) words="--json --help" ;;
    invoke) words="--event --payload --times --concurrency --cold --env --json --full-speed --help" ;;
    build) words="--json --help" ;;
    trust) words="--remove --list --help" ;;
    history) words="--limit --json --log --help" ;;
    runtimes | doctor) words="--help" ;;
    esac
    local candidates=($words) # options and commands of ours: no blanks, no patterns
    if [[ ($command == invoke || $command == build || $command == history) && $word != -* ]]; then
        mapfile -t candidates < <(lwb -C "$workspace" functions --json 2>/dev/null |
            sed -n 's/.*"name":"\([^"]*\)".*/\1/p')
    fi
    # Not "compgen -W": it would expand, and so run, what a template calls its functions.
    for word in "${candidates[@]}"; do
        [[ $word == "${COMP_WORDS[COMP_CWORD]}"* ]] && COMPREPLY+=("$word")
    done
}
complete -F _lwb lwb

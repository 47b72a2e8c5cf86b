# bash completion for mqkeep, written by 'mqkeep completion bash'. It needs bash 4.1 and no other package.

# Puts all words up to the cursor into $words, the last of them not finished. Readline has cut them at = and : too; the
# part that it will replace goes into $replaced.
_mqkeep_read_line() {
    local rest=${COMP_LINE:0:COMP_POINT} gap word i
    words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        gap=${rest%%[![:blank:]]*}
        rest=${rest#"$gap"}
        word=${COMP_WORDS[i]}
        ((i == COMP_CWORD)) && word=$rest
        if ((i > 0)) && [[ -z $gap ]]; then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
        rest=${rest#"$word"}
    done
    replaced=$word
    [[ $replaced == [=:] ]] && replaced=
}

# Offers those of the words on standard input, a line each, that begin with what was typed.
_mqkeep_offer() {
    local before=$1 typed=$2 line quoted plain=${2//\\/}
    while IFS= read -r line; do
        line=${line% (in use)}
        [[ -n $line ]] || continue
        if [[ $typed == [\'\"]* ]]; then
            [[ $line == "${typed:1}"* ]] && COMPREPLY+=("$line")
        elif [[ $line == "$plain"* ]]; then
            printf -v quoted '%q' "$line"
            COMPREPLY+=("$before$quoted")
        fi
    done
}

# Offers values of a kind: @ and what is listed, or the words themselves.
_mqkeep_values() {
    local kind=$1 before=$2 typed=$3
    case $kind in
        @anything) ;;
        @files) compopt -o default ;;
        @folders) compopt -o dirnames ;;
        @hosts) _mqkeep_offer "$before" "$typed" < <(compgen -A hostname) ;;
        @variables) _mqkeep_offer "$before" "$typed" < <(compgen -e) ;;
        @profiles) _mqkeep_offer "$before" "$typed" < <(command mqkeep profile list 2>/dev/null) ;;
        @sessions)
            if [[ $typed == */* ]]; then
                compopt -o default
            else
                _mqkeep_offer "$before" "$typed" < <(command mqkeep session list --names 2>/dev/null)
            fi
            ;;
        *) _mqkeep_offer "$before" "$typed" < <(printf '%s\n' $kind) ;;
    esac
}

# Puts the kind of an option's value into $kind: nothing when it takes none, or when the value is in the same word.
_mqkeep_kind_of() {
    local letters
    kind=
    if [[ $2 == --* ]]; then
        _mqkeep_option "$1" "$2"
        return
    fi
    letters=${2#-}
    while [[ -n $letters ]]; do
        _mqkeep_option "$1" "-${letters:0:1}"
        letters=${letters:1}
        if [[ -n $kind ]]; then
            [[ -n $letters ]] && kind=
            return
        fi
    done
}

# Puts the kind of the value of an option of a command into $kind; only the names as they are in the help.
_mqkeep_option() {
    kind=
    case $1 in
@OPTION_VALUES@
    esac
}

# Puts what can stand on the line of a command into $options and $arguments; a last argument with + may be repeated.
_mqkeep_command() {
    options=
    arguments=()
    case $1 in
@COMMANDS@
        *) return 1 ;;
    esac
}

_mqkeep_candidates() {
    local cur=${words[${#words[@]} - 1]} count=${#words[@]}
    local command first i kind options arguments given=0 end=
    if ((count == 2)); then
        _mqkeep_values '@COMMAND_WORDS@ help --help --version' '' "$cur"
        return
    fi
    command=${words[1]}
    first=2
    case $command in
        help)
            ((count == 3)) && _mqkeep_values '@COMMAND_WORDS@' '' "$cur"
            ((count == 4)) && _mqkeep_second_word "${words[2]}" "$cur"
            return
            ;;
        @GROUPS@)
            if ((count == 3)); then
                _mqkeep_second_word "$command" "$cur"
                return
            fi
            command+=" ${words[2]}"
            first=3
            ;;
    esac
    _mqkeep_command "$command" || return
    for ((i = first; i < count - 1; i++)); do
        if [[ -z $end && ${words[i]} == -- ]]; then
            end=1
        elif [[ -z $end && ${words[i]} == --*=* ]]; then
            :
        elif [[ -z $end && ${words[i]} == -?* ]]; then
            _mqkeep_kind_of "$command" "${words[i]}"
            if [[ -n $kind ]]; then
                if ((i == count - 2)); then
                    _mqkeep_values "$kind" '' "$cur"
                    return
                fi
                ((i += 1))
            fi
        else
            ((given += 1))
        fi
    done
    if [[ -z $end && $cur == --*=* ]]; then
        _mqkeep_kind_of "$command" "${cur%%=*}"
        [[ -n $kind ]] && _mqkeep_values "$kind" "${cur%%=*}=" "${cur#*=}"
        return
    fi
    ((given >= ${#arguments[@]} && ${#arguments[@]} > 0)) && [[ ${arguments[${#arguments[@]} - 1]} == *+ ]] &&
        given=$((${#arguments[@]} - 1))
    kind=${arguments[given]-}
    kind=${kind%+}
    if [[ -z $end && $cur == -* ]] || [[ -z $end && -z $cur && ${kind:-@anything} == @anything ]]; then
        _mqkeep_values "$options" '' "$cur"
    elif [[ -n $kind ]]; then
        _mqkeep_values "$kind" '' "$cur"
    fi
}

_mqkeep_second_word() {
    case $1 in
@SECOND_WORDS@
    esac
}

_mqkeep() {
    local words replaced IFS=$' \t\n' kept i
    COMPREPLY=()
    _mqkeep_read_line
    _mqkeep_candidates
    # Readline keeps what stands before the part that it replaces.
    kept=${words[${#words[@]} - 1]}
    kept=${kept%"$replaced"}
    for ((i = 0; i < ${#COMPREPLY[@]}; i++)); do
        COMPREPLY[i]=${COMPREPLY[i]#"$kept"}
    done
}

complete -F _mqkeep mqkeep

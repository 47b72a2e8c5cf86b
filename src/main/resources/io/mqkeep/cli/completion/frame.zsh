#compdef mqkeep
# zsh completion for mqkeep, written by 'mqkeep completion zsh'.

_mqkeep_sessions() {
    local -a names
    local expl
    if [[ $PREFIX == */* ]]; then
        _files
        return
    fi
    names=(${(f)"$(_call_program sessions command mqkeep session list --names 2>/dev/null)"})
    _wanted sessions expl session compadd -a names
}

_mqkeep_profiles() {
    local -a names
    local expl
    names=(${(f)"$(_call_program profiles command mqkeep profile list 2>/dev/null)"})
    names=(${names% \(in use\)})
    _wanted profiles expl profile compadd -a names
}

_mqkeep_commands() {
    local -a commands
    commands=(
@COMMANDS@
    )
    _describe -t commands command commands
}

@GROUPS@
_mqkeep_help() {
    local context state state_descr line
    typeset -A opt_args
    _arguments '1:command:_mqkeep_commands' '2:command:->second'
    if [[ $state == second ]]; then
        case $line[1] in
@HELP_GROUPS@
        esac
    fi
}

_mqkeep() {
    local context state state_descr line ret=1 curcontext=$curcontext
    typeset -A opt_args
    _arguments -C '(- : *)--help[show the commands]' '(- : *)--version[show the version]' \
        '1:command:_mqkeep_commands' '*:: :->line' && ret=0
    if [[ $state == line ]]; then
        curcontext=${curcontext%:*:*}:mqkeep-$words[1]:
        case $words[1] in
            help) _mqkeep_help && ret=0 ;;
@LINES@
        esac
    fi
    return ret
}

if [[ $funcstack[1] == _mqkeep ]]; then
    _mqkeep "$@"
else
    # Sourced, not loaded by compinit.
    compdef _mqkeep mqkeep
fi

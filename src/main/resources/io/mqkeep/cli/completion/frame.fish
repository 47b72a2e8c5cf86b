# fish completion for mqkeep, written by 'mqkeep completion fish'.

function __mqkeep_needs_command
    test (count (commandline -opc)) -eq 1
end

function __mqkeep_begins --description 'the line begins with these words'
    set -l typed (commandline -opc)
    set -e typed[1]
    set -l n (count $argv)
    test (count $typed) -ge $n; and test "$typed[1..$n]" = "$argv"
end

function __mqkeep_is --description 'the line is these words and no more'
    set -l typed (commandline -opc)
    set -e typed[1]
    test "$typed" = "$argv"
end

function __mqkeep_sessions
    if string match -q '*/*' -- (commandline -ct)
        __fish_complete_path (commandline -ct)
    else
        command mqkeep session list --names 2>/dev/null
    end
end

function __mqkeep_profiles
    command mqkeep profile list 2>/dev/null | string replace -r ' \(in use\)$' ''
end

complete -c mqkeep -e
complete -c mqkeep -f
complete -c mqkeep -n __mqkeep_needs_command -l help -d 'Show the commands'
complete -c mqkeep -n __mqkeep_needs_command -l version -d 'Show the version'
complete -c mqkeep -n __mqkeep_needs_command -a help -d 'shows the manual of a command'
@COMMANDS@

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
        'connect')
            case $2 in
                --as | -p | --port | -L | --url | -i | --id | -u | --user | --username | -P | --password | -k | --keep-alive | -x | --session-expiry | --session-expiry-interval | --connect-timeout | --timeout | --max-inflight | --inbox-limit | --wait | --reconnect-limit | --reconnect-delay | --republish-interval | --will-topic | --will-payload | --will-delay | --will-delay-interval | --will-message-expiry | --will-message-expiry-interval | --will-content-type | --will-response-topic | --will-correlation-data | --will-user-property | --receive-maximum | --maximum-packet-size | --topic-alias-maximum | --connect-user-property | --disconnect-reason | --disconnect-reason-string | --disconnect-session-expiry | --disconnect-user-property | -D | --property | --capath | --ciphers | --alpn | --tls-alpn | --sni | --fingerprint | --unix | -A | --bind | --ws-path | --ws-header | --proxy | --authentication-data | --reauthenticate-interval) kind='@anything' ;;
                --session) kind='@sessions' ;;
                --on-session-lost) kind='fail republish discard' ;;
                -h | --host) kind='@hosts' ;;
                -V | --mqtt-version) kind='3.1.1 5' ;;
                --password-file | --will-file | --cafile | --cert | --key | --private-key | --key-password-file | --keystore | --keystore-password-file | --truststore | --truststore-password-file | --proxy-password-file | --authentication-data-file) kind='@files' ;;
                --password-env) kind='@variables' ;;
                --password-command) kind='@commands' ;;
                --will-qos) kind='0 1 2' ;;
                --tls-version) kind='1.2 1.3' ;;
                --authentication-method) kind='SCRAM-SHA-256 SCRAM-SHA-512 SCRAM-SHA-1' ;;
                --profile) kind='@profiles' ;;
            esac
            ;;
        'pub')
            case $2 in
                -t | --topic | -m | --message | --idempotency-key | -p | --port | -L | --url | -i | --id | -u | --user | --username | -P | --password | -k | --keep-alive | -x | --session-expiry | --session-expiry-interval | --connect-timeout | --timeout | --max-inflight | --inbox-limit | --repeat | --repeat-delay | --rate | --wait-subscriber | --message-expiry | --message-expiry-interval | --content-type | -e | --response-topic | --correlation-data | --user-property | --wait | --reconnect-limit | --reconnect-delay | --republish-interval | --will-topic | --will-payload | --will-delay | --will-delay-interval | --will-message-expiry | --will-message-expiry-interval | --will-content-type | --will-response-topic | --will-correlation-data | --will-user-property | --receive-maximum | --maximum-packet-size | --topic-alias-maximum | --connect-user-property | --disconnect-reason | --disconnect-reason-string | --disconnect-session-expiry | --disconnect-user-property | -D | --property | --capath | --ciphers | --alpn | --tls-alpn | --sni | --fingerprint | --unix | -A | --bind | --ws-path | --ws-header | --proxy | --authentication-data | --reauthenticate-interval) kind='@anything' ;;
                -f | --file | --password-file | --will-file | --cafile | --cert | --key | --private-key | --key-password-file | --keystore | --keystore-password-file | --truststore | --truststore-password-file | --proxy-password-file | --authentication-data-file) kind='@files' ;;
                -q | --qos | --will-qos) kind='0 1 2' ;;
                --session) kind='@sessions' ;;
                --on-session-lost) kind='fail republish discard' ;;
                -h | --host) kind='@hosts' ;;
                -V | --mqtt-version) kind='3.1.1 5' ;;
                --password-env) kind='@variables' ;;
                --password-command) kind='@commands' ;;
                --payload-encoding) kind='text hex base64' ;;
                --tls-version) kind='1.2 1.3' ;;
                --authentication-method) kind='SCRAM-SHA-256 SCRAM-SHA-512 SCRAM-SHA-1' ;;
                --profile) kind='@profiles' ;;
            esac
            ;;
        'sub')
            case $2 in
                -t | --topic | -C | --count | -W | --duration | -p | --port | -L | --url | -i | --id | -u | --user | --username | -P | --password | -k | --keep-alive | -x | --session-expiry | --session-expiry-interval | --connect-timeout | --timeout | --max-inflight | --inbox-limit | -T | --filter-out | -U | --unsubscribe | --idle-timeout | --until-match | --until-json | -F | --output-format | --exec | --exec-retry | --subscription-identifier | --user-property | --wait | --reconnect-limit | --reconnect-delay | --republish-interval | --will-topic | --will-payload | --will-delay | --will-delay-interval | --will-message-expiry | --will-message-expiry-interval | --will-content-type | --will-response-topic | --will-correlation-data | --will-user-property | --receive-maximum | --maximum-packet-size | --topic-alias-maximum | --connect-user-property | --disconnect-reason | --disconnect-reason-string | --disconnect-session-expiry | --disconnect-user-property | -D | --property | --capath | --ciphers | --alpn | --tls-alpn | --sni | --fingerprint | --unix | -A | --bind | --ws-path | --ws-header | --proxy | --authentication-data | --reauthenticate-interval) kind='@anything' ;;
                -q | --qos | --will-qos) kind='0 1 2' ;;
                -o | --output | --password-file | --will-file | --cafile | --cert | --key | --private-key | --key-password-file | --keystore | --keystore-password-file | --truststore | --truststore-password-file | --proxy-password-file | --authentication-data-file) kind='@files' ;;
                --session) kind='@sessions' ;;
                --on-session-lost) kind='fail republish discard' ;;
                -h | --host) kind='@hosts' ;;
                -V | --mqtt-version) kind='3.1.1 5' ;;
                --password-env) kind='@variables' ;;
                --password-command) kind='@commands' ;;
                --format) kind='raw hex base64 json pretty msgpack cbor' ;;
                --retain-handling) kind='always new never' ;;
                --tls-version) kind='1.2 1.3' ;;
                --authentication-method) kind='SCRAM-SHA-256 SCRAM-SHA-512 SCRAM-SHA-1' ;;
                --profile) kind='@profiles' ;;
            esac
            ;;
        'unsub')
            case $2 in
                -t | --topic | -p | --port | -L | --url | -i | --id | -u | --user | --username | -P | --password | -k | --keep-alive | -x | --session-expiry | --session-expiry-interval | --connect-timeout | --timeout | --max-inflight | --inbox-limit | --user-property | --will-topic | --will-payload | --will-delay | --will-delay-interval | --will-message-expiry | --will-message-expiry-interval | --will-content-type | --will-response-topic | --will-correlation-data | --will-user-property | --receive-maximum | --maximum-packet-size | --topic-alias-maximum | --connect-user-property | --disconnect-reason | --disconnect-reason-string | --disconnect-session-expiry | --disconnect-user-property | -D | --property | --capath | --ciphers | --alpn | --tls-alpn | --sni | --fingerprint | --unix | -A | --bind | --ws-path | --ws-header | --proxy | --authentication-data | --reauthenticate-interval) kind='@anything' ;;
                --session) kind='@sessions' ;;
                --on-session-lost) kind='fail republish discard' ;;
                -h | --host) kind='@hosts' ;;
                -V | --mqtt-version) kind='3.1.1 5' ;;
                --password-file | --will-file | --cafile | --cert | --key | --private-key | --key-password-file | --keystore | --keystore-password-file | --truststore | --truststore-password-file | --proxy-password-file | --authentication-data-file) kind='@files' ;;
                --password-env) kind='@variables' ;;
                --password-command) kind='@commands' ;;
                --will-qos) kind='0 1 2' ;;
                --tls-version) kind='1.2 1.3' ;;
                --authentication-method) kind='SCRAM-SHA-256 SCRAM-SHA-512 SCRAM-SHA-1' ;;
                --profile) kind='@profiles' ;;
            esac
            ;;
        'request')
            case $2 in
                -t | --topic | -m | --message | -C | --count | -W | --duration | -p | --port | -L | --url | -i | --id | -u | --user | --username | -P | --password | -k | --keep-alive | -x | --session-expiry | --session-expiry-interval | --connect-timeout | --timeout | --max-inflight | --inbox-limit | --message-expiry | --message-expiry-interval | --content-type | -e | --response-topic | --correlation-data | --user-property | -F | --output-format | --will-topic | --will-payload | --will-delay | --will-delay-interval | --will-message-expiry | --will-message-expiry-interval | --will-content-type | --will-response-topic | --will-correlation-data | --will-user-property | --receive-maximum | --maximum-packet-size | --topic-alias-maximum | --connect-user-property | --disconnect-reason | --disconnect-reason-string | --disconnect-session-expiry | --disconnect-user-property | -D | --property | --capath | --ciphers | --alpn | --tls-alpn | --sni | --fingerprint | --unix | -A | --bind | --ws-path | --ws-header | --proxy | --authentication-data | --reauthenticate-interval) kind='@anything' ;;
                -f | --file | --password-file | --will-file | --cafile | --cert | --key | --private-key | --key-password-file | --keystore | --keystore-password-file | --truststore | --truststore-password-file | --proxy-password-file | --authentication-data-file) kind='@files' ;;
                -q | --qos | --will-qos) kind='0 1 2' ;;
                --session) kind='@sessions' ;;
                --on-session-lost) kind='fail republish discard' ;;
                -h | --host) kind='@hosts' ;;
                -V | --mqtt-version) kind='3.1.1 5' ;;
                --password-env) kind='@variables' ;;
                --password-command) kind='@commands' ;;
                --format) kind='raw hex base64 json pretty msgpack cbor' ;;
                --tls-version) kind='1.2 1.3' ;;
                --authentication-method) kind='SCRAM-SHA-256 SCRAM-SHA-512 SCRAM-SHA-1' ;;
                --profile) kind='@profiles' ;;
            esac
            ;;
        'respond')
            case $2 in
                -t | --topic | -C | --count | -W | --duration | -e | --response-topic | --exec | --exec-retry | -p | --port | -L | --url | -i | --id | -u | --user | --username | -P | --password | -k | --keep-alive | -x | --session-expiry | --session-expiry-interval | --connect-timeout | --timeout | --max-inflight | --inbox-limit | --will-topic | --will-payload | --will-delay | --will-delay-interval | --will-message-expiry | --will-message-expiry-interval | --will-content-type | --will-response-topic | --will-correlation-data | --will-user-property | --receive-maximum | --maximum-packet-size | --topic-alias-maximum | --connect-user-property | --disconnect-reason | --disconnect-reason-string | --disconnect-session-expiry | --disconnect-user-property | -D | --property | --capath | --ciphers | --alpn | --tls-alpn | --sni | --fingerprint | --unix | -A | --bind | --ws-path | --ws-header | --proxy | --authentication-data | --reauthenticate-interval) kind='@anything' ;;
                -q | --qos | --will-qos) kind='0 1 2' ;;
                --session) kind='@sessions' ;;
                --on-session-lost) kind='fail republish discard' ;;
                -h | --host) kind='@hosts' ;;
                -V | --mqtt-version) kind='3.1.1 5' ;;
                --password-file | --will-file | --cafile | --cert | --key | --private-key | --key-password-file | --keystore | --keystore-password-file | --truststore | --truststore-password-file | --proxy-password-file | --authentication-data-file) kind='@files' ;;
                --password-env) kind='@variables' ;;
                --password-command) kind='@commands' ;;
                --tls-version) kind='1.2 1.3' ;;
                --authentication-method) kind='SCRAM-SHA-256 SCRAM-SHA-512 SCRAM-SHA-1' ;;
                --profile) kind='@profiles' ;;
            esac
            ;;
        'retained list')
            case $2 in
                -t | --topic | -T | --filter-out | --idle-timeout | -p | --port | -L | --url | -i | --id | -u | --user | --username | -P | --password | -k | --keep-alive | -x | --session-expiry | --session-expiry-interval | --connect-timeout | --timeout | --max-inflight | --inbox-limit | -F | --output-format | --will-topic | --will-payload | --will-delay | --will-delay-interval | --will-message-expiry | --will-message-expiry-interval | --will-content-type | --will-response-topic | --will-correlation-data | --will-user-property | --receive-maximum | --maximum-packet-size | --topic-alias-maximum | --connect-user-property | --disconnect-reason | --disconnect-reason-string | --disconnect-session-expiry | --disconnect-user-property | -D | --property | --capath | --ciphers | --alpn | --tls-alpn | --sni | --fingerprint | --unix | -A | --bind | --ws-path | --ws-header | --proxy | --authentication-data | --reauthenticate-interval) kind='@anything' ;;
                -h | --host) kind='@hosts' ;;
                -V | --mqtt-version) kind='3.1.1 5' ;;
                --password-file | --will-file | --cafile | --cert | --key | --private-key | --key-password-file | --keystore | --keystore-password-file | --truststore | --truststore-password-file | --proxy-password-file | --authentication-data-file) kind='@files' ;;
                --password-env) kind='@variables' ;;
                --password-command) kind='@commands' ;;
                --format) kind='raw hex base64 json pretty msgpack cbor' ;;
                --will-qos) kind='0 1 2' ;;
                --tls-version) kind='1.2 1.3' ;;
                --authentication-method) kind='SCRAM-SHA-256 SCRAM-SHA-512 SCRAM-SHA-1' ;;
                --profile) kind='@profiles' ;;
            esac
            ;;
        'retained clear')
            case $2 in
                -t | --topic | -T | --filter-out | --idle-timeout | -p | --port | -L | --url | -i | --id | -u | --user | --username | -P | --password | -k | --keep-alive | -x | --session-expiry | --session-expiry-interval | --connect-timeout | --timeout | --max-inflight | --inbox-limit | --will-topic | --will-payload | --will-delay | --will-delay-interval | --will-message-expiry | --will-message-expiry-interval | --will-content-type | --will-response-topic | --will-correlation-data | --will-user-property | --receive-maximum | --maximum-packet-size | --topic-alias-maximum | --connect-user-property | --disconnect-reason | --disconnect-reason-string | --disconnect-session-expiry | --disconnect-user-property | -D | --property | --capath | --ciphers | --alpn | --tls-alpn | --sni | --fingerprint | --unix | -A | --bind | --ws-path | --ws-header | --proxy | --authentication-data | --reauthenticate-interval) kind='@anything' ;;
                -h | --host) kind='@hosts' ;;
                -V | --mqtt-version) kind='3.1.1 5' ;;
                --password-file | --will-file | --cafile | --cert | --key | --private-key | --key-password-file | --keystore | --keystore-password-file | --truststore | --truststore-password-file | --proxy-password-file | --authentication-data-file) kind='@files' ;;
                --password-env) kind='@variables' ;;
                --password-command) kind='@commands' ;;
                --will-qos) kind='0 1 2' ;;
                --tls-version) kind='1.2 1.3' ;;
                --authentication-method) kind='SCRAM-SHA-256 SCRAM-SHA-512 SCRAM-SHA-1' ;;
                --profile) kind='@profiles' ;;
            esac
            ;;
        'ping')
            case $2 in
                -q | --qos | --will-qos) kind='0 1 2' ;;
                -C | --count | --interval | -W | --duration | -p | --port | -L | --url | -i | --id | -u | --user | --username | -P | --password | -k | --keep-alive | -x | --session-expiry | --session-expiry-interval | --connect-timeout | --timeout | --max-inflight | --inbox-limit | --will-topic | --will-payload | --will-delay | --will-delay-interval | --will-message-expiry | --will-message-expiry-interval | --will-content-type | --will-response-topic | --will-correlation-data | --will-user-property | --receive-maximum | --maximum-packet-size | --topic-alias-maximum | --connect-user-property | --disconnect-reason | --disconnect-reason-string | --disconnect-session-expiry | --disconnect-user-property | -D | --property | --capath | --ciphers | --alpn | --tls-alpn | --sni | --fingerprint | --unix | -A | --bind | --ws-path | --ws-header | --proxy | --authentication-data | --reauthenticate-interval) kind='@anything' ;;
                -h | --host) kind='@hosts' ;;
                -V | --mqtt-version) kind='3.1.1 5' ;;
                --password-file | --will-file | --cafile | --cert | --key | --private-key | --key-password-file | --keystore | --keystore-password-file | --truststore | --truststore-password-file | --proxy-password-file | --authentication-data-file) kind='@files' ;;
                --password-env) kind='@variables' ;;
                --password-command) kind='@commands' ;;
                --tls-version) kind='1.2 1.3' ;;
                --authentication-method) kind='SCRAM-SHA-256 SCRAM-SHA-512 SCRAM-SHA-1' ;;
                --profile) kind='@profiles' ;;
            esac
            ;;
        'shell')
            case $2 in
                -c | --command) kind='@anything' ;;
            esac
            ;;
        'save-session')
            case $2 in
                -o | --output) kind='@files' ;;
            esac
            ;;
        'restore-session')
            case $2 in
                -i | --input | --password-file | --cafile | --cert | --key | --private-key | --key-password-file | --keystore | --keystore-password-file | --truststore | --truststore-password-file | --proxy-password-file | --authentication-data-file) kind='@files' ;;
                --password-env) kind='@variables' ;;
                --password-command) kind='@commands' ;;
                -P | --password | --connect-timeout | --capath | --ciphers | --alpn | --tls-alpn | --sni | --fingerprint | --unix | -A | --bind | --ws-path | --ws-header | --proxy | --authentication-data | --reauthenticate-interval) kind='@anything' ;;
                --tls-version) kind='1.2 1.3' ;;
                --authentication-method) kind='SCRAM-SHA-256 SCRAM-SHA-512 SCRAM-SHA-1' ;;
                --profile) kind='@profiles' ;;
            esac
            ;;
        'session remove')
            case $2 in
                --password-file | --cafile | --cert | --key | --private-key | --key-password-file | --keystore | --keystore-password-file | --truststore | --truststore-password-file | --proxy-password-file | --authentication-data-file) kind='@files' ;;
                --password-env) kind='@variables' ;;
                --password-command) kind='@commands' ;;
                -P | --password | --connect-timeout | --capath | --ciphers | --alpn | --tls-alpn | --sni | --fingerprint | --unix | -A | --bind | --ws-path | --ws-header | --proxy | --authentication-data | --reauthenticate-interval) kind='@anything' ;;
                --tls-version) kind='1.2 1.3' ;;
                --authentication-method) kind='SCRAM-SHA-256 SCRAM-SHA-512 SCRAM-SHA-1' ;;
                --profile) kind='@profiles' ;;
            esac
            ;;
        'broker')
            case $2 in
                -p | --port) kind='@anything' ;;
                --data) kind='@folders' ;;
            esac
            ;;
    esac
}

# Puts what can stand on the line of a command into $options and $arguments; a last argument with + may be repeated.
_mqkeep_command() {
    options=
    arguments=()
    case $1 in
        'connect')
            options='--stay --as --session --adopt --force --rebind --on-session-lost -h --host -p --port -L --url -i --id -V --mqtt-version -u --user --username --password-file --password-env --password-command --password-prompt -P --password -k --keep-alive -x --session-expiry --session-expiry-interval --connect-timeout --timeout --max-inflight --inbox-limit --json -d --debug --quiet --help --help-all --wait --reconnect-limit --reconnect-delay --no-reconnect --republish-interval --will-topic --will-payload --will-file --will-qos --will-retain --disconnect-with-will --will-delay --will-delay-interval --will-payload-format-indicator --will-message-expiry --will-message-expiry-interval --will-content-type --will-response-topic --will-correlation-data --will-user-property --receive-maximum --maximum-packet-size --topic-alias-maximum --request-response-information --no-request-problem-information --connect-user-property --disconnect-reason --disconnect-reason-string --disconnect-session-expiry --disconnect-user-property -D --property --tls --tls-use-os-certs --cafile --capath --cert --key --private-key --key-password-file --keystore --keystore-password-file --truststore --truststore-password-file --tls-version --ciphers --alpn --tls-alpn --sni --fingerprint --insecure --unix -A --bind --ws --ws-path --ws-header --proxy --proxy-password-file --authentication-method --authentication-data --authentication-data-file --reauthenticate-interval --profile'
            ;;
        'pub')
            options='-t --topic -m --message -f --file -s --stdin-file -n --null-message -l --stdin-line --restart -q --qos -r --retain --offline --idempotency-key --session --adopt --force --rebind --on-session-lost -h --host -p --port -L --url -i --id -V --mqtt-version -u --user --username --password-file --password-env --password-command --password-prompt -P --password -k --keep-alive -x --session-expiry --session-expiry-interval --connect-timeout --timeout --max-inflight --inbox-limit --json -d --debug --quiet --help --help-all --null-delimited --json-lines --payload-encoding --repeat --repeat-delay --rate --template --progress --wait-subscriber --payload-format-indicator --message-expiry --message-expiry-interval --content-type -e --response-topic --correlation-data --user-property --wait --reconnect-limit --reconnect-delay --no-reconnect --republish-interval --will-topic --will-payload --will-file --will-qos --will-retain --disconnect-with-will --will-delay --will-delay-interval --will-payload-format-indicator --will-message-expiry --will-message-expiry-interval --will-content-type --will-response-topic --will-correlation-data --will-user-property --receive-maximum --maximum-packet-size --topic-alias-maximum --request-response-information --no-request-problem-information --connect-user-property --disconnect-reason --disconnect-reason-string --disconnect-session-expiry --disconnect-user-property -D --property --tls --tls-use-os-certs --cafile --capath --cert --key --private-key --key-password-file --keystore --keystore-password-file --truststore --truststore-password-file --tls-version --ciphers --alpn --tls-alpn --sni --fingerprint --insecure --unix -A --bind --ws --ws-path --ws-header --proxy --proxy-password-file --authentication-method --authentication-data --authentication-data-file --reauthenticate-interval --profile'
            ;;
        'sub')
            options='-t --topic -q --qos -C --count -W --duration -o --output -v --verbose -N --no-newline --raw --json --session --adopt --force --rebind --on-session-lost -h --host -p --port -L --url -i --id -V --mqtt-version -u --user --username --password-file --password-env --password-command --password-prompt -P --password -k --keep-alive -x --session-expiry --session-expiry-interval --connect-timeout --timeout --max-inflight --inbox-limit -d --debug --quiet --help --help-all -T --filter-out -R --no-retained --retained-only --remove-retained -U --unsubscribe --idle-timeout --until-match --until-json -E --exit-when-subscribed -F --output-format --pretty --format --timestamps --buffered --count-by-topic --exec --exec-retry --exec-skip --no-local --retain-as-published --retain-handling --subscription-identifier --user-property --wait --reconnect-limit --reconnect-delay --no-reconnect --republish-interval --will-topic --will-payload --will-file --will-qos --will-retain --disconnect-with-will --will-delay --will-delay-interval --will-payload-format-indicator --will-message-expiry --will-message-expiry-interval --will-content-type --will-response-topic --will-correlation-data --will-user-property --receive-maximum --maximum-packet-size --topic-alias-maximum --request-response-information --no-request-problem-information --connect-user-property --disconnect-reason --disconnect-reason-string --disconnect-session-expiry --disconnect-user-property -D --property --tls --tls-use-os-certs --cafile --capath --cert --key --private-key --key-password-file --keystore --keystore-password-file --truststore --truststore-password-file --tls-version --ciphers --alpn --tls-alpn --sni --fingerprint --insecure --unix -A --bind --ws --ws-path --ws-header --proxy --proxy-password-file --authentication-method --authentication-data --authentication-data-file --reauthenticate-interval --profile'
            arguments=('@anything+')
            ;;
        'unsub')
            options='-t --topic --session --adopt --force --rebind --on-session-lost -h --host -p --port -L --url -i --id -V --mqtt-version -u --user --username --password-file --password-env --password-command --password-prompt -P --password -k --keep-alive -x --session-expiry --session-expiry-interval --connect-timeout --timeout --max-inflight --inbox-limit -d --debug --quiet --help --help-all --user-property --will-topic --will-payload --will-file --will-qos --will-retain --disconnect-with-will --will-delay --will-delay-interval --will-payload-format-indicator --will-message-expiry --will-message-expiry-interval --will-content-type --will-response-topic --will-correlation-data --will-user-property --receive-maximum --maximum-packet-size --topic-alias-maximum --request-response-information --no-request-problem-information --connect-user-property --disconnect-reason --disconnect-reason-string --disconnect-session-expiry --disconnect-user-property -D --property --tls --tls-use-os-certs --cafile --capath --cert --key --private-key --key-password-file --keystore --keystore-password-file --truststore --truststore-password-file --tls-version --ciphers --alpn --tls-alpn --sni --fingerprint --insecure --unix -A --bind --ws --ws-path --ws-header --proxy --proxy-password-file --authentication-method --authentication-data --authentication-data-file --reauthenticate-interval --profile'
            arguments=('@anything+')
            ;;
        'request')
            options='-t --topic -m --message -f --file -s --stdin-file -n --null-message -q --qos -C --count -W --duration -v --verbose -N --no-newline --raw --json --session --adopt --force --rebind --on-session-lost -h --host -p --port -L --url -i --id -V --mqtt-version -u --user --username --password-file --password-env --password-command --password-prompt -P --password -k --keep-alive -x --session-expiry --session-expiry-interval --connect-timeout --timeout --max-inflight --inbox-limit -d --debug --quiet --help --help-all --payload-format-indicator --message-expiry --message-expiry-interval --content-type -e --response-topic --correlation-data --user-property -F --output-format --pretty --format --timestamps --will-topic --will-payload --will-file --will-qos --will-retain --disconnect-with-will --will-delay --will-delay-interval --will-payload-format-indicator --will-message-expiry --will-message-expiry-interval --will-content-type --will-response-topic --will-correlation-data --will-user-property --receive-maximum --maximum-packet-size --topic-alias-maximum --request-response-information --no-request-problem-information --connect-user-property --disconnect-reason --disconnect-reason-string --disconnect-session-expiry --disconnect-user-property -D --property --tls --tls-use-os-certs --cafile --capath --cert --key --private-key --key-password-file --keystore --keystore-password-file --truststore --truststore-password-file --tls-version --ciphers --alpn --tls-alpn --sni --fingerprint --insecure --unix -A --bind --ws --ws-path --ws-header --proxy --proxy-password-file --authentication-method --authentication-data --authentication-data-file --reauthenticate-interval --profile'
            ;;
        'respond')
            options='-t --topic -q --qos -C --count -W --duration -e --response-topic --exec --exec-retry --exec-skip --session --adopt --force --rebind --on-session-lost -h --host -p --port -L --url -i --id -V --mqtt-version -u --user --username --password-file --password-env --password-command --password-prompt -P --password -k --keep-alive -x --session-expiry --session-expiry-interval --connect-timeout --timeout --max-inflight --inbox-limit -d --debug --quiet --help --help-all --will-topic --will-payload --will-file --will-qos --will-retain --disconnect-with-will --will-delay --will-delay-interval --will-payload-format-indicator --will-message-expiry --will-message-expiry-interval --will-content-type --will-response-topic --will-correlation-data --will-user-property --receive-maximum --maximum-packet-size --topic-alias-maximum --request-response-information --no-request-problem-information --connect-user-property --disconnect-reason --disconnect-reason-string --disconnect-session-expiry --disconnect-user-property -D --property --tls --tls-use-os-certs --cafile --capath --cert --key --private-key --key-password-file --keystore --keystore-password-file --truststore --truststore-password-file --tls-version --ciphers --alpn --tls-alpn --sni --fingerprint --insecure --unix -A --bind --ws --ws-path --ws-header --proxy --proxy-password-file --authentication-method --authentication-data --authentication-data-file --reauthenticate-interval --profile'
            arguments=('@anything+')
            ;;
        'retained list')
            options='-v --verbose -t --topic -T --filter-out --idle-timeout --json -h --host -p --port -L --url -i --id -V --mqtt-version -u --user --username --password-file --password-env --password-command --password-prompt -P --password -k --keep-alive -x --session-expiry --session-expiry-interval --connect-timeout --timeout --max-inflight --inbox-limit -d --debug --quiet --help --help-all -F --output-format --pretty --format --timestamps --will-topic --will-payload --will-file --will-qos --will-retain --disconnect-with-will --will-delay --will-delay-interval --will-payload-format-indicator --will-message-expiry --will-message-expiry-interval --will-content-type --will-response-topic --will-correlation-data --will-user-property --receive-maximum --maximum-packet-size --topic-alias-maximum --request-response-information --no-request-problem-information --connect-user-property --disconnect-reason --disconnect-reason-string --disconnect-session-expiry --disconnect-user-property -D --property --tls --tls-use-os-certs --cafile --capath --cert --key --private-key --key-password-file --keystore --keystore-password-file --truststore --truststore-password-file --tls-version --ciphers --alpn --tls-alpn --sni --fingerprint --insecure --unix -A --bind --ws --ws-path --ws-header --proxy --proxy-password-file --authentication-method --authentication-data --authentication-data-file --reauthenticate-interval --profile'
            arguments=('@anything+')
            ;;
        'retained clear')
            options='--dry-run --yes -t --topic -T --filter-out --idle-timeout -h --host -p --port -L --url -i --id -V --mqtt-version -u --user --username --password-file --password-env --password-command --password-prompt -P --password -k --keep-alive -x --session-expiry --session-expiry-interval --connect-timeout --timeout --max-inflight --inbox-limit -d --debug --quiet --help --help-all --will-topic --will-payload --will-file --will-qos --will-retain --disconnect-with-will --will-delay --will-delay-interval --will-payload-format-indicator --will-message-expiry --will-message-expiry-interval --will-content-type --will-response-topic --will-correlation-data --will-user-property --receive-maximum --maximum-packet-size --topic-alias-maximum --request-response-information --no-request-problem-information --connect-user-property --disconnect-reason --disconnect-reason-string --disconnect-session-expiry --disconnect-user-property -D --property --tls --tls-use-os-certs --cafile --capath --cert --key --private-key --key-password-file --keystore --keystore-password-file --truststore --truststore-password-file --tls-version --ciphers --alpn --tls-alpn --sni --fingerprint --insecure --unix -A --bind --ws --ws-path --ws-header --proxy --proxy-password-file --authentication-method --authentication-data --authentication-data-file --reauthenticate-interval --profile'
            arguments=('@anything+')
            ;;
        'ping')
            options='-q --qos -C --count --interval -W --duration -h --host -p --port -L --url -i --id -V --mqtt-version -u --user --username --password-file --password-env --password-command --password-prompt -P --password -k --keep-alive -x --session-expiry --session-expiry-interval --connect-timeout --timeout --max-inflight --inbox-limit -d --debug --quiet --help --help-all --will-topic --will-payload --will-file --will-qos --will-retain --disconnect-with-will --will-delay --will-delay-interval --will-payload-format-indicator --will-message-expiry --will-message-expiry-interval --will-content-type --will-response-topic --will-correlation-data --will-user-property --receive-maximum --maximum-packet-size --topic-alias-maximum --request-response-information --no-request-problem-information --connect-user-property --disconnect-reason --disconnect-reason-string --disconnect-session-expiry --disconnect-user-property -D --property --tls --tls-use-os-certs --cafile --capath --cert --key --private-key --key-password-file --keystore --keystore-password-file --truststore --truststore-password-file --tls-version --ciphers --alpn --tls-alpn --sni --fingerprint --insecure --unix -A --bind --ws --ws-path --ws-header --proxy --proxy-password-file --authentication-method --authentication-data --authentication-data-file --reauthenticate-interval --profile'
            ;;
        'shell')
            options='-c --command --keep-going -d --debug --quiet --help --help-all'
            ;;
        'save-session')
            options='-o --output --move -d --debug --quiet --help --help-all'
            arguments=('@sessions')
            ;;
        'restore-session')
            options='-i --input --force --check --trust --password-file --password-env --password-command --password-prompt -P --password --connect-timeout -d --debug --quiet --help --help-all --tls --tls-use-os-certs --cafile --capath --cert --key --private-key --key-password-file --keystore --keystore-password-file --truststore --truststore-password-file --tls-version --ciphers --alpn --tls-alpn --sni --fingerprint --insecure --unix -A --bind --ws --ws-path --ws-header --proxy --proxy-password-file --authentication-method --authentication-data --authentication-data-file --reauthenticate-interval --profile'
            arguments=('@sessions')
            ;;
        'session list')
            options='--names --json -d --debug --quiet --help --help-all'
            ;;
        'session show')
            options='--json -d --debug --quiet --help --help-all'
            arguments=('@sessions')
            ;;
        'session remove')
            options='--local --password-file --password-env --password-command --password-prompt -P --password --connect-timeout -d --debug --quiet --help --help-all --tls --tls-use-os-certs --cafile --capath --cert --key --private-key --key-password-file --keystore --keystore-password-file --truststore --truststore-password-file --tls-version --ciphers --alpn --tls-alpn --sni --fingerprint --insecure --unix -A --bind --ws --ws-path --ws-header --proxy --proxy-password-file --authentication-method --authentication-data --authentication-data-file --reauthenticate-interval --profile'
            arguments=('@sessions')
            ;;
        'session reset')
            options='--force -d --debug --quiet --help --help-all'
            arguments=('@sessions')
            ;;
        'session drop')
            options='-d --debug --quiet --help --help-all'
            arguments=('@sessions' '@anything')
            ;;
        'session verify')
            options='-d --debug --quiet --help --help-all'
            arguments=('@sessions')
            ;;
        'session repair')
            options='-d --debug --quiet --help --help-all'
            arguments=('@sessions')
            ;;
        'profile list')
            options='--json -d --debug --quiet --help --help-all'
            ;;
        'profile show')
            options='--effective --json -d --debug --quiet --help --help-all'
            arguments=('@profiles')
            ;;
        'profile set')
            options='-d --debug --quiet --help --help-all'
            arguments=('@profiles' '@anything' '@anything+')
            ;;
        'profile use')
            options='--none -d --debug --quiet --help --help-all'
            arguments=('@profiles')
            ;;
        'profile remove')
            options='-d --debug --quiet --help --help-all'
            arguments=('@profiles' '@anything+')
            ;;
        'broker')
            options='-p --port --data -d --debug --quiet --help --help-all'
            ;;
        'demo')
            options='-d --debug --quiet --help --help-all'
            ;;
        'completion')
            options='-d --debug --quiet --help --help-all'
            arguments=('bash zsh fish')
            ;;
        *) return 1 ;;
    esac
}

_mqkeep_candidates() {
    local cur=${words[${#words[@]} - 1]} count=${#words[@]}
    local command first i kind options arguments given=0 end=
    if ((count == 2)); then
        _mqkeep_values 'connect pub sub unsub request respond retained ping shell save-session restore-session session profile broker demo completion help --help --version' '' "$cur"
        return
    fi
    command=${words[1]}
    first=2
    case $command in
        help)
            ((count == 3)) && _mqkeep_values 'connect pub sub unsub request respond retained ping shell save-session restore-session session profile broker demo completion' '' "$cur"
            ((count == 4)) && _mqkeep_second_word "${words[2]}" "$cur"
            return
            ;;
        retained | session | profile)
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
        retained) _mqkeep_values 'list clear --help' '' "$2" ;;
        session) _mqkeep_values 'list show remove reset drop verify repair --help' '' "$2" ;;
        profile) _mqkeep_values 'list show set use remove --help' '' "$2" ;;
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

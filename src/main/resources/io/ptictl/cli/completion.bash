# bash completion for ptictl(1), nopti(1) and pti(1), made from the model of their --help.

# What may stand where: commands and options by the words so far, values by those and the option.
declare -gA _ptictl_commands _ptictl_options _ptictl_values
@MODEL@

# _ptictl_value KIND WORD: completes the word as one of a kind, or as one of the words of a list.
_ptictl_value()
{
    local words= flag=-W
    case $1 in
        @user) flag=-u ;;
        @group) flag=-g ;;
        @file) flag=-f ;;
        @directory) flag=-d ;;
        @pid) words=$(command ps -A -o pid= 2>/dev/null) ;;
        @unit)
            words=$(command systemctl list-unit-files --type=service --no-legend --plain --full \
                2>/dev/null | while read -r unit _; do echo "$unit"; done)
            ;;
        *) words=$1 ;;
    esac
    [[ $flag != -[fd] ]] || compopt -o filenames 2>/dev/null
    if [[ $flag == -W ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$2")
    else
        mapfile -t COMPREPLY < <(compgen $flag -- "$2")
    fi
}

# _ptictl_command AT: completes the command line that begins there.
_ptictl_command()
{
    if declare -F _command_offset >/dev/null; then
        _command_offset "$1"
    elif ((COMP_CWORD == $1)) && [[ ${COMP_WORDS[COMP_CWORD]} != */* ]]; then
        mapfile -t COMPREPLY < <(compgen -c -- "${COMP_WORDS[COMP_CWORD]}")
    else
        _ptictl_value @file "${COMP_WORDS[COMP_CWORD]}"
    fi
}

_ptictl()
{
    local at called word kind operands= cur=${COMP_WORDS[COMP_CWORD]}
    COMPREPLY=()
    case ${COMP_WORDS[0]##*/} in
        nopti) called="ptictl run" ;;
        pti) called="ptictl protect" ;;
        *) called=ptictl ;;
    esac

    for ((at = 1; at < COMP_CWORD; at++)); do
        word=${COMP_WORDS[at]}
        if [[ $word == -- ]]; then
            operands=1
            ((at++))
            break
        elif [[ $word == -* && -v _ptictl_values["$called $word"] ]]; then
            # Bash makes three words of --option=value.
            [[ ${COMP_WORDS[at + 1]} != = ]] || ((at++))
            if ((at + 1 >= COMP_CWORD)); then
                [[ $cur != = ]] || cur=
                _ptictl_value "${_ptictl_values[$called $word]}" "$cur"
                return
            fi
            ((at++))
        elif [[ " ${_ptictl_commands[$called]-} " == *" $word "* ]]; then
            # "help" takes the words of a command as well, and adds nothing to them.
            [[ $word == help ]] || called+=" $word"
        elif [[ $word != -* && ${_ptictl_values[$called]-} == @command ]]; then
            operands=1
            break
        fi
    done

    kind=${_ptictl_values[$called]-}
    if [[ $kind == @command && ($operands || $cur != -*) ]]; then
        _ptictl_command "$at"
    elif [[ ! $operands && $cur == -* ]]; then
        _ptictl_value "${_ptictl_options[$called]}" "$cur"
        [[ ${#COMPREPLY[@]} != 1 || $COMPREPLY != *= ]] || compopt -o nospace 2>/dev/null
    elif [[ -v _ptictl_commands[$called] ]]; then
        _ptictl_value "${_ptictl_commands[$called]}" "$cur"
    elif [[ $kind ]]; then
        _ptictl_value "$kind" "$cur"
    fi
}

complete -F _ptictl ptictl nopti pti

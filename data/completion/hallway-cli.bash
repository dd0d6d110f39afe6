# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Completion of hallway-cli in bash. A test compares it with hallway-cli --help.
#
# Rooms and people are not completed: to know them hallway-cli has to be on the network, where the
# others would see somebody come and go with each press of the Tab key.

# Sets expected (the option whose value comes next, or nothing), cur and arguments (the command and
# what follows it): what readline has split at "=" and ":" is one word again.
_hallway_cli_parse ()
{
  local word glued= ended= index

  expected= cur=${COMP_WORDS[COMP_CWORD]} arguments=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=${COMP_WORDS[index]}
    if [[ $word == '=' && -n $expected ]]; then
      continue
    elif [[ $word == [:=] ]]; then
      glued=1
    elif [[ -n $expected || -n $glued ]]; then
      expected= glued=
    elif [[ -n $ended ]]; then
      arguments+=("$word")
    else
      case $word in
        --) ended=1 ;;
        --profile | --name | --wait | --topic | --history | --passphrase-file | --invite | \
          --limit | --room | --reply | --group | --port | --broadcast | --tcp-port | \
          --exclude-interface | --interface | --peer) expected=$word ;;
        -?*) ;;
        *) arguments+=("$word") ;;
      esac
    fi
  done
  [[ $cur == '=' && -n $expected ]] && cur=
  [[ -n $ended ]] && cur_is_text=1
}

# The options that go with a command; all of them while there is none.
_hallway_cli_options ()
{
  local general='--profile --name --json --group --port --broadcast --tcp-port
                 --exclude-interface --interface --peer --debug --version --help -h'

  case $1 in
    '') echo "$general --wait --topic --history --passphrase-file --invite --stay --yes --limit
              --room --reply --off" ;;
    host) echo "$general --topic --history --passphrase-file --invite --stay" ;;
    join) echo "$general --passphrase-file --wait --stay" ;;
    send) echo "$general --reply --wait" ;;
    history) echo "$general --limit" ;;
    search) echo "$general --room --limit" ;;
    forget) echo "$general --yes" ;;
    react | pin) echo "$general --off --wait" ;;
    trust) echo "$general --yes --wait" ;;
    people | rooms | dm | edit | leave | kick | ban | block | doctor) echo "$general --wait" ;;
    *) echo "$general" ;;
  esac
}

# The words that may stand where an argument does: $1 is how many come before it, $2 the command.
_hallway_cli_words ()
{
  case $1-$2 in
    0-*) echo 'people rooms host join send dm edit react pin history search export leave forget
               reopens kick ban trust block status stats doctor' ;;
    2-reopens | 3-ban | 2-block) echo 'on off' ;;
    2-trust) echo 'on off distinct same' ;;
    1-status) echo 'available away dnd invisible' ;;
  esac
}

# The names of network interfaces. Not by compgen -W, which does what a name says: $(reboot) is one.
_hallway_cli_interfaces ()
{
  local folder name

  for folder in /sys/class/net/*/; do
    name=${folder%/}
    name=${name##*/}
    [[ -d $folder && $name == "$1"* ]] && printf '%q\n' "$name"
  done
}

_hallway_cli ()
{
  local expected cur arguments cur_is_text=

  _hallway_cli_parse
  COMPREPLY=()
  case $expected in
    --profile)
      compopt -o filenames 2> /dev/null
      mapfile -t COMPREPLY < <(compgen -d -- "$cur") ;;
    --passphrase-file)
      compopt -o filenames 2> /dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
    --history)
      mapfile -t COMPREPLY < <(compgen -W 'all joined' -- "$cur") ;;
    --interface | --exclude-interface)
      mapfile -t COMPREPLY < <(_hallway_cli_interfaces "$cur") ;;
    '')
      if [[ $cur == -* && -z $cur_is_text ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_hallway_cli_options "${arguments[0]}")" -- "$cur")
      elif [[ ${arguments[0]} == export && ${#arguments[@]} == 2 ]]; then
        compopt -o filenames 2> /dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
      else
        mapfile -t COMPREPLY < <(compgen -W \
          "$(_hallway_cli_words "${#arguments[@]}" "${arguments[0]}")" -- "$cur")
      fi ;;
  esac
}

complete -F _hallway_cli hallway-cli

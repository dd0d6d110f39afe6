# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What an interactive zsh offers for each line of $QUERIES, into $ANSWERS: the number of the line,
# a word, and what is said of it, parted by tabs. See test-completion.py.

fpath=($COMPLETION $fpath)
autoload -Uz compinit
compinit -D -u

number=0
# Sentences are shown whole.
COLUMNS=1000

# In place of the builtin: what would be offered is written down.
compadd ()
{
  local -a hits descriptions
  local index=${@[(I)-d]} prefix

  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
    builtin compadd "$@"
    return
  fi
  (( index )) && descriptions=("${(@P)${@[index + 1]}}")
  builtin compadd -A hits -D descriptions "$@"
  for ((index = 1; index <= $#hits; index++)); do
    print -r -- "$number"$'\t'"$hits[index]"$'\t'"${descriptions[index]}" >> $ANSWERS
  done
  (( $#hits ))
}

zle -C offer complete-word _main_complete

zle-line-init ()
{
  local query

  while IFS= read -r query; do
    (( number++ ))
    BUFFER=$query
    CURSOR=$#BUFFER
    zle offer
  done < $QUERIES
  exit 0
}

zle -N zle-line-init

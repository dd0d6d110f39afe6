# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Completion of hallway-cli in fish. A test compares it with hallway-cli --help.
#
# Rooms and people are not completed: to know them hallway-cli has to be on the network, where the
# others would see somebody come and go with each press of the Tab key.

# The command and what follows it, without options and their values, a word a line.
function __hallway_cli_arguments
    set -l words (commandline -opc)
    set -l skip 1
    set -l ended 0
    for word in $words
        if test $skip = 1
            set skip 0
        else if test $ended = 1
            printf '%s\n' $word
        else
            switch $word
                case --
                    set ended 1
                case --profile --name --wait --topic --history --passphrase-file --invite --limit \
                    --room --reply --group --port --broadcast --tcp-port --exclude-interface \
                    --interface --peer
                    set skip 1
                case -
                    printf '%s\n' $word
                case '-*'
                case '*'
                    printf '%s\n' $word
            end
        end
    end
end

# The names of network interfaces, which are folders; bonding_masters is a file.
function __hallway_cli_interfaces
    set -l folders /sys/class/net/*/
    for folder in $folders
        string replace -r '^.*/([^/]+)/$' '$1' -- $folder
    end
end

# Whether the command is still missing, or one of these: then an option may go with it.
function __hallway_cli_may_be
    set -l arguments (__hallway_cli_arguments)
    test (count $arguments) = 0; or contains -- $arguments[1] $argv
end

# Whether this many arguments stand before the cursor, after one of these commands.
function __hallway_cli_after
    set -l arguments (__hallway_cli_arguments)
    test (count $arguments) = (math $argv[1] + 1); and contains -- $arguments[1] $argv[2..-1]
end

function __hallway_cli_needs_command
    test (count (__hallway_cli_arguments)) = 0
end

complete -c hallway-cli -f

complete -c hallway-cli -n __hallway_cli_needs_command -a people \
    -d 'The people on the network'
complete -c hallway-cli -n __hallway_cli_needs_command -a rooms \
    -d 'The rooms on the network, and one\'s own'
complete -c hallway-cli -n __hallway_cli_needs_command -a host \
    -d 'Host a room; each line of standard input is sent'
complete -c hallway-cli -n __hallway_cli_needs_command -a join \
    -d 'Join a room by name, id, ADDRESS:PORT or hallway: link; each line of standard input is sent'
complete -c hallway-cli -n __hallway_cli_needs_command -a send \
    -d 'Send one message, and return when it is acknowledged'
complete -c hallway-cli -n __hallway_cli_needs_command -a dm \
    -d 'Send one private message, and return when it is delivered'
complete -c hallway-cli -n __hallway_cli_needs_command -a edit \
    -d 'Change a message of one\'s own'
complete -c hallway-cli -n __hallway_cli_needs_command -a react \
    -d 'React to a message with an emoji'
complete -c hallway-cli -n __hallway_cli_needs_command -a pin \
    -d 'Pin a message'
complete -c hallway-cli -n __hallway_cli_needs_command -a history \
    -d 'What this profile has stored of a room, or of the private conversation with a person, oldest first'
complete -c hallway-cli -n __hallway_cli_needs_command -a search \
    -d 'What this profile has stored, newest first, by words and filters: from:NAME in:ROOM before:DATE after:DATE has:link'
complete -c hallway-cli -n __hallway_cli_needs_command -a export \
    -d 'Write all of a room to a file; - is standard output'
complete -c hallway-cli -n __hallway_cli_needs_command -a leave \
    -d 'Leave a room for good; what was said in it stays here'
complete -c hallway-cli -n __hallway_cli_needs_command -a forget \
    -d 'Leave a room, and delete what this profile has of it'
complete -c hallway-cli -n __hallway_cli_needs_command -a reopens \
    -d 'Whether a room opens here by itself when its members are around'
complete -c hallway-cli -n __hallway_cli_needs_command -a kick \
    -d 'Put somebody out of a room'
complete -c hallway-cli -n __hallway_cli_needs_command -a ban \
    -d 'Put somebody out of a room for good; “off” takes that back'
complete -c hallway-cli -n __hallway_cli_needs_command -a trust \
    -d 'Show the safety number, and mark it as compared; “off” takes that back; “distinct” or “same” says who bears the name of somebody known'
complete -c hallway-cli -n __hallway_cli_needs_command -a block \
    -d 'Hear nothing private from somebody; “off” takes that back'
complete -c hallway-cli -n __hallway_cli_needs_command -a status \
    -d 'Show or set how one appears to others, and a status text'
complete -c hallway-cli -n __hallway_cli_needs_command -a stats \
    -d 'The counters of this profile'
complete -c hallway-cli -n __hallway_cli_needs_command -a doctor \
    -d 'Examine the network: what is wrong, and what to do'

complete -c hallway-cli -n '__hallway_cli_after 1 reopens block' -a 'on off'
complete -c hallway-cli -n '__hallway_cli_after 2 ban' -a 'on off'
complete -c hallway-cli -n '__hallway_cli_after 1 trust' -a 'on off distinct same'
complete -c hallway-cli -n '__hallway_cli_after 0 status' -a 'available away dnd invisible'
complete -c hallway-cli -n '__hallway_cli_after 1 export' -F

complete -c hallway-cli -l profile -x -a '(__fish_complete_directories)' \
    -d 'Keep all of this instance\'s state in DIR'
complete -c hallway-cli -l name -x \
    -d 'The name that others see'
complete -c hallway-cli -l json \
    -d 'Print one JSON object a line'
complete -c hallway-cli -n '__hallway_cli_may_be people rooms join send dm edit react pin leave kick ban trust block doctor' \
    -l wait -x \
    -d 'How long to listen or to try'
complete -c hallway-cli -n '__hallway_cli_may_be host' -l topic -x \
    -d 'What the room is about'
complete -c hallway-cli -n '__hallway_cli_may_be host' -l history -x -a 'all joined' \
    -d 'What newcomers see: all, or what was said since they joined'
complete -c hallway-cli -n '__hallway_cli_may_be host join' -l passphrase-file -r -F \
    -d 'The room\'s passphrase is the first line of FILE'
complete -c hallway-cli -n '__hallway_cli_may_be host' -l invite -x \
    -d 'Let only invited people in, and invite PERSON (may be given again)'
complete -c hallway-cli -n '__hallway_cli_may_be host join' -l stay \
    -d 'Stay in the room after the end of input'
complete -c hallway-cli -n '__hallway_cli_may_be forget trust' -l yes \
    -d 'Forget or trust without being asked'
complete -c hallway-cli -n '__hallway_cli_may_be history search' -l limit -x \
    -d 'The newest N messages only'
complete -c hallway-cli -n '__hallway_cli_may_be search' -l room -x \
    -d 'Search in one room alone'
complete -c hallway-cli -n '__hallway_cli_may_be send' -l reply -x \
    -d 'Answer the message with that id'
complete -c hallway-cli -n '__hallway_cli_may_be react pin' -l off \
    -d 'Take the reaction or the pin back'
complete -c hallway-cli -l group -x \
    -d 'The multicast group of people'
complete -c hallway-cli -l port -x \
    -d 'The UDP port of people and rooms'
complete -c hallway-cli -l broadcast -x \
    -d 'Where rooms are announced'
complete -c hallway-cli -l tcp-port -x \
    -d 'The TCP port of rooms hosted here'
complete -c hallway-cli -l exclude-interface -x -a '(__hallway_cli_interfaces)' \
    -d 'Leave out a network interface (may be given again)'
complete -c hallway-cli -l interface -x -a '(__hallway_cli_interfaces)' \
    -d 'Use this network interface alone (may be given again)'
complete -c hallway-cli -l peer -x \
    -d 'Ask this computer who is there (may be given again)'
complete -c hallway-cli -l debug \
    -d 'Say on standard error what is going on'
complete -c hallway-cli -l version \
    -d 'Print the version and exit'
complete -c hallway-cli -s h -l help \
    -d 'Print this help and exit'

# Completes lines in an interactive zsh, and prints what becomes of each: zsh complete.zsh SETUP LINE...
#
# SETUP is a line of zsh that loads the completion. Each LINE is typed, followed by a tab.
emulate zsh
zmodload zsh/zpty || exit 99
results=$(mktemp)
setup=$(mktemp)
cat >$setup <<END
PS1=
autoload -Uz compinit
compinit -u -D
report() { print -r -- "\$BUFFER" >>$results; BUFFER= }
finish() { exit }
zle -N report
zle -N finish
bindkey '^X' report
bindkey '^Z' finish
bindkey '^I' complete-word
$1
print -r -- LOADED
END
zpty shell zsh -f -i
zpty -w shell "source $setup"
zpty -r -m shell output '*LOADED*' || { print -r -- "not loaded: $output" >&2; exit 98 }
typed=0
for line in "${@[2,-1]}"; do
    zpty -w -n shell "$line"$'\t\x18'
    (( typed += 1 ))
    # One line at a time, so that neither side fills the other's buffer.
    for ((tries = 0; tries < 500 && $(wc -l <$results) < typed; tries++)); do
        while zpty -r -t shell output; do :; done
        sleep 0.01
    done
done
zpty -w -n shell $'\x1a'
cat $results
rm -f $results $setup

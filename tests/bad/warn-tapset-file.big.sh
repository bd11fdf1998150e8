# why: a library file that is no text of a sensible size is left out
dir=$(mktemp -d)
truncate -s 65M "$dir/big.stpm"
stap -r "$rel" -W -I "$dir" -p2 -e 'probe begin { exit() }' 2>&1 | sed "s|$dir|DIR|" >&2
rm -r "$dir"
exit 1

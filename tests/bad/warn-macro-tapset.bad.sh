# why: a file of macros with something else in it is left out
dir=$(mktemp -d)
echo 'probe begin { }' >"$dir/bad.stpm"
stap -r "$rel" -W -I "$dir" -p2 -e 'probe begin { exit() }' 2>&1 | sed "s|$dir|DIR|" >&2
rm -r "$dir"
exit 1

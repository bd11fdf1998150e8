# why: files of the library with errors are said and left out; a script that needs none of them runs
dir=$(mktemp -d)
echo 'probe begin { }' >"$dir/bad.stpm"
echo 'broken {' >"$dir/bad.stp"
stap -r "$rel" -I "$dir" -p2 -e 'probe begin { exit() }' 2>&1 | sed "s|$dir|DIR|" >&2
rm -r "$dir"
exit 1

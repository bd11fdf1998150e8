# why: a library file uses a global that the script declares
dir=$(mktemp -d)
printf 'global shared\nfunction bump() { shared++ }\n' >"$dir/bump.stp"
stap -r "$rel" -W -I "$dir" -p2 -e 'global shared; probe begin { bump(); println(shared) }' 2>&1 |
	sed "s|$dir|DIR|" >&2
rm -r "$dir"
exit 1

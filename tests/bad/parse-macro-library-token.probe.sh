# why: a file of macros defines macros and nothing else; it is left out
dir=$(mktemp -d) && cd "$dir" || exit 2
echo 'probe begin { }' >m.stpm
stap -I . -p1 -e 'probe end { }' 2>&1 | grep -v '^ \|^$'
rm -r "$dir"
exit 1

# why: two files of macros define the same; the second is left out
dir=$(mktemp -d) && cd "$dir" || exit 2
echo '@define m_twice %( 1 %)' >a.stpm
echo '@define m_twice %( 2 %)' >b.stpm
stap -I . -p1 -e 'probe end { x = @m_twice }' 2>&1 | grep -v '^ \|^$'
rm -r "$dir"
exit 1

# why: the linker is not installed; the compiler is there, and the runtime
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 2
stap -r "$rel" -p4 -m first -e 'probe begin { exit() }' >said 2>&1 || cat said
mkdir bin
ln -s /usr/bin/* bin
rm bin/ld bin/*-ld
stap=$(command -v stap)
PATH=$dir/bin "$stap" -r "$rel" -p4 -m second -e 'probe begin { exit() }' >said 2>&1
st=$?
sed 's/\(with: \).* /\1COMMAND /' said
exit $st

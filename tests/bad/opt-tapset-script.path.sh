# why: a file of the library, by whatever path, is no script
mkdir -p "$PWD/lib.$$"
echo 'function f() { return 1 }' >lib.$$/lib.stp
stap -r $rel -I lib.$$ -p2 ./lib.$$/../lib.$$/lib.stp 2>&1 | sed "s/\.$$//g" >&2
rm -r lib.$$
exit 1

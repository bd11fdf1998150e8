# why: a file is where the build wants a directory
. ./fake-kernel
fake_kernel true
mkdir "$dir/t"
: >"$dir/t/kept"
fake_stap -r "$dir/k" -p4 --tmpdir="$dir/t" -e 'probe begin { exit() }'

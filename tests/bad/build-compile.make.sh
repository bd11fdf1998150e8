# why: make itself says what is wrong, and nobody else does
. ./fake-kernel
fake_kernel false
echo 'modules: /no/such/file' >"$dir/k/Makefile"
fake_stap -r "$dir/k" -p4 -e 'probe begin { exit() }'

# why: the runtime does not compile for a kernel
. ./fake-kernel
fake_kernel 'echo "main.c:1:1: error: not this kernel"; false'
fake_stap -r "$dir/k" -p4 -e 'probe begin { exit() }'

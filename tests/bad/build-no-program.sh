# why: the kernel wants a compiler that is not installed
. ./fake-kernel
fake_kernel 'echo "/bin/sh: 1: gcc-99: not found"; exit 127'
fake_stap -r "$dir/k" -p4 -e 'probe begin { exit() }'

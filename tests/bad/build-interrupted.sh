# why: Ctrl-C while the kernel's build runs
. ./fake-kernel
fake_kernel 'kill -INT $$PPID'
fake_stap -r "$dir/k" -p4 -e 'probe begin { exit() }'

# why: the runtime is not where it was said to be
. ./fake-kernel
fake_kernel true
SYSTEMTAP_RUNTIME=/nonexistent
export SYSTEMTAP_RUNTIME
fake_stap -r "$dir/k" -p4 -e 'probe begin { exit() }'

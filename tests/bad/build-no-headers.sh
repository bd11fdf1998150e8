# why: a kernel that is not installed
. ./fake-kernel
fake_stap -r 0.0.0-none -p4 -e 'probe begin { exit() }'

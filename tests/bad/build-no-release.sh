# why: -r names a directory that is no kernel tree
. ./fake-kernel
fake_stap -r "$dir" -p4 -e 'probe begin { exit() }'

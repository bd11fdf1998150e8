# why: a cache that anybody may write to is not trusted, and is said to be so
. ./fake-kernel
fake_kernel 'echo "main.c:1:1: error: not this kernel"; false'
mkdir -p "$dir/data/cache"
chmod 777 "$dir/data/cache"
fake_stap -r "$dir/k" -p4 -e 'probe begin { exit() }'

# why: something in the cache cannot be removed
. ./fake-kernel
mkdir -p "$dir/data/cache/00/stap_0.ko"
fake_stap --clean-cache

# why: a signal that reaches stap alone ends it, whatever its children make of it
. ./fake-kernel
mkdir "$dir/bin"
printf '#!/bin/sh\nkill -INT $PPID\nexec %s "$@"\n' "$(command -v make)" >"$dir/bin/make"
chmod +x "$dir/bin/make"
PATH=$dir/bin:$PATH
fake_stap --slow-build -p4 -r $rel -e 'probe begin { exit() }'

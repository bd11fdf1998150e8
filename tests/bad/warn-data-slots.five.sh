# why: a fifth watchpoint
stap -r $rel -p2 -e 'probe kernel.data(8).rw, kernel.data(16).rw, kernel.data(24).rw, kernel.data(32).rw, kernel.data(40).rw { exit() }' 2>&1
false

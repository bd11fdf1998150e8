# why: a function that only the symbol table knows has no variables
stap -r "$rel" -p2 -e 'probe kernel.function("__SCT__tp_func_sched_switch") { println($x) }' 2>&1 |
	sed -e "s|$rel|REL|g" -e 's|: /.*: [0-9]* |: FILE: N |' >&2
exit 1

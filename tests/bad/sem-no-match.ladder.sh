# why: a function that does not exist; all steps that were asked are named
stap -r "$rel" -p2 -e 'probe kernel.function("vfs_reed") { exit() }' 2>&1 |
	sed -e "s|$rel|REL|g" -e 's|: /.*: [0-9]* |: FILE: N |' >&2
exit 1

# why: the kernel's makefiles could not live with such a directory
TMPDIR='/tmp/a b' stap -r "$rel" -p4 --disable-cache -e 'probe begin { exit() }' 2>&1

# why: a TMPDIR that is not there, with what would help
TMPDIR=/nowhere stap -r "$rel" -p4 --disable-cache -e 'probe begin { exit() }' 2>&1

# why: without a place for the cache the run goes on, and says so
SYSTEMTAP_DIR=/proc/nowhere stap -r "$rel" -W -p2 -e 'probe begin { exit() }' 2>&1

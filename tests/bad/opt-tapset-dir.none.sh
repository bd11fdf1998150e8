# why: the tapset is not where it was said to be
SYSTEMTAP_TAPSET=/nonexistent stap -r "$rel" -p1 -e 'probe begin { exit() }'

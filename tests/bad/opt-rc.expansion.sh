# why: an rc file that would run a command is refused
mkdir -p rc.tmp && echo '-D A=$(id)' >rc.tmp/rc
SYSTEMTAP_DIR=rc.tmp stap -p1 -e 'probe begin {}' 2>&1
status=$?
rm -rf rc.tmp
exit $status

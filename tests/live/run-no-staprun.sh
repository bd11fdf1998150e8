# why: pass 5 without a staprun: one line, status 1
SYSTEMTAP_STAPRUN=/nonexistent/staprun stap -e 'probe begin { exit() }' 2>&1
echo "status $?"

# why: the first script ever on a kernel: the runtime is compiled in the guest, and used again
SYSTEMTAP_DIR=/tmp/cold
export SYSTEMTAP_DIR
stap -e 'probe begin { println("cold"); exit() }'
echo "status $?"
stap -vv -e 'probe begin { println("warm"); exit() }' 2>err
echo "status $?"
grep -c 'make ' err
rm -rf /tmp/cold err

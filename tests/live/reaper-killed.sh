# why: when the process that removes the module was killed, stapio removes it and says so
stap -e 'probe begin { println("on") } probe end { println("end") }' >out 2>err &
stap=$!
while ! grep -q on out; do sleep 0.1; done
kill -9 $(ps | sed -n "s,^ *\([0-9]*\) .*staprun -d --wait-stdin.*,\1,p")
sleep 0.2
kill -INT $stap
wait $stap
echo "status $?"
cat out
sed 's|"[^"]*staprun"|staprun|; s|/[^ ]*staprun|staprun|' err
lsmod | grep -c '^stap'
rm -f out err

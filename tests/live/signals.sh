# why: whatever ends a run, the module goes; end probes run unless the reader was killed
script='probe begin { println("begin") } probe end { println("end") }'
gone()
{
	i=0
	while grep -q '^stap' /proc/modules && [ $i -lt 100 ]; do
		sleep 0.1
		i=$((i + 1))
	done
	grep -q '^stap' /proc/modules && echo "still loaded" || echo "gone"
}
started()
{
	while ! grep -q begin out; do sleep 0.1; done
}
for sig in INT TERM HUP; do
	echo "SIG$sig to stap"
	: >out
	stap -e "$script" >out &
	started
	kill -$sig $!
	wait $!
	echo "status $?"
	cat out
	gone
done
echo "SIGKILL to stapio"
: >out
stap -e "$script" >out 2>/dev/null &
started
kill -KILL $(pidof stapio)
wait $!
echo "status $?"
gone
echo "SIGKILL to all of them"
: >out
stap -e "$script" >out 2>/dev/null &
started
kill -KILL $! $(pidof stapio)
gone
rm -f out

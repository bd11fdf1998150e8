# why: detach, attach, load only, remove, background, rotated files, a name of its own
stap -p4 -m modes_of_staprun -e 'global lines = 0, quit = 0
probe begin {
	println("begin")
	for (i = 0; i < lines; i++)
		println("0123456789012345678901234567890123456789012345678")
	if (quit) exit()
}
probe end { println("end") }' -DMAXACTION=1000000 >/dev/null
loaded()
{
	echo "$(grep -c ^modes /proc/modules) loaded"
}
until_says()
{
	while ! grep -q "$1" out; do sleep 0.1; done
}
echo "-- SIGQUIT detaches, -A attaches"
: >out
staprun modes_of_staprun.ko >out 2>&1 &
until_says begin
kill -QUIT $!
wait $!
echo "status $?"
cat out
loaded
: >out
staprun -A modes_of_staprun >out &
while ! pidof stapio >/dev/null; do sleep 0.1; done
sleep 0.5
staprun -d modes_of_staprun 2>&1
echo "status $?"
kill -INT $!
wait $!
echo "status $?"
cat out
loaded
echo "-- -L and -d"
staprun -L modes_of_staprun.ko
echo "status $?"
staprun modes_of_staprun.ko 2>&1 | sed "s|$PWD/||"
staprun -d modes_of_staprun
echo "status $?"
staprun -L modes_of_staprun.ko >/dev/null
staprun -d '*'
echo "status $?"
staprun -d modes_of_staprun 2>&1
echo "status $?"
staprun -d virtio_ring 2>&1
loaded
echo "-- -D"
pid=$(staprun -D -o out modes_of_staprun.ko)
echo "status $?"
kill -TERM $pid
while kill -0 $pid 2>/dev/null; do sleep 0.1; done
cat out
loaded
echo "-- -o and -S"
staprun -o 'files.%%' -S 1,2 modes_of_staprun.ko lines=100000 quit=1
echo "status $?"
ls files.*
cat files.* | tail -n 1
du -m files.* | awk '$1 > 1 { print "too big" }'
echo "-- -R"
: >out
staprun -R modes_of_staprun.ko >out &
until_says begin
ls /proc/systemtap | sed 's/_[0-9]*$/_PID/; s/[a-z_]*_PID/it ends in _PID/'
kill -INT $!
wait $!
echo "-- -b"
staprun -b 64 modes_of_staprun.ko quit=1
staprun -b 4095 modes_of_staprun.ko quit=1 2>&1 | sed "s|$PWD/||"
loaded
echo "-- output that cannot be written"
staprun modes_of_staprun.ko lines=1000 quit=1 2>&1 >/dev/full
echo "status $?"
staprun -o /no/dir/file modes_of_staprun.ko quit=1 2>&1
echo "status $?"
loaded
rm -f modes_of_staprun.ko out err files.*
exit 0

# why: who may load and remove what; stapio keeps nothing of root's rights
stap -p4 -m blessed -e 'probe begin { println("runs"); if (n) exit() } global n = 1' >/dev/null
staprun=$(command -v staprun)
blessed=/lib/modules/$(uname -r)/systemtap
mkdir -p $blessed /tmp/own && chmod 755 $blessed && cp blessed.ko $blessed
cp blessed.ko /tmp/own/own.ko && chmod 644 /tmp/own/own.ko
as()
{
	user=$1
	shift
	su $user -c "cd /tmp/own; $*" >out 2>&1
	status=$?
	sed "s|$(uname -r)|REL|; s|$PWD|HERE|" out
	echo "$user: status $status"
}
echo "-- from root's directory"
as guest $staprun blessed
as member $staprun blessed
as system $staprun blessed
as developer $staprun blessed
echo "-- from elsewhere"
as member $staprun ./own.ko
as system $staprun ./own.ko
as developer $staprun ./own.ko
ln -s /tmp/own/own.ko $blessed/link.ko
as member $staprun link
rm $blessed/link.ko
echo "-- files that others can change"
chmod 646 $blessed/blessed.ko
as member $staprun blessed
chmod 644 $blessed/blessed.ko
chown member $blessed/blessed.ko
as member $staprun blessed
chown root $blessed/blessed.ko
chmod 777 $blessed
as member $staprun blessed
chmod 755 $blessed
echo "-- files that the user cannot see"
chmod 700 /root
as developer $staprun /root/there.ko
as developer $staprun $PWD/blessed.ko
chmod 600 /tmp/own/own.ko
as developer $staprun ./own.ko
echo "-- variables do not choose the program"
su member -c "SYSTEMTAP_STAPIO=/bin/echo $staprun blessed"
echo "-- rights of a running stapio"
su member -c "$staprun -L blessed n=0"
su member -c "$staprun -A blessed" &
i=0
while ! pidof stapio >/dev/null && [ $i -lt 200 ]; do sleep 0.1; i=$((i + 1)); done
sed -n '/^[UG]id/p; /^CapEff/p' /proc/$(pidof stapio)/status
as developer $staprun -d blessed
as developer $staprun -A blessed
as developer "$staprun -d '*'"
su member -c "kill -9 $(pidof stapio)"
wait
i=0
while grep -q ^blessed /proc/modules && [ $i -lt 100 ]; do sleep 0.1; i=$((i + 1)); done
grep -c ^blessed /proc/modules
rm -rf /tmp/own $blessed blessed.ko out
exit 0

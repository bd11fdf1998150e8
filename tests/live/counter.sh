# why: a shared global loses nothing when two CPUs count at once
count=20000
stap -e 'global n, started
probe timer.ms(100) { if (!started++) println("counting") }
probe vfs.read { if (bytes_to_read == 1) n++ }
probe end { println(n) }' >out 2>err &
stap=$!
while ! grep -q counting out; do sleep 0.1; done
dd if=/dev/zero of=/dev/null bs=1 count=$count status=none &
a=$!
dd if=/dev/zero of=/dev/null bs=1 count=$count status=none &
wait $a $!
kill -INT $stap
wait $stap
echo "status $?"
n=$(tail -n 1 out)
[ "$n" -eq $((2 * count)) ] && echo "all counted" || echo "counted $n of $((2 * count))"
cat err
rm -f out err

# why: a shared global loses nothing when two CPUs count at once
count=20000
cat >readers <<'C'
dd if=/dev/zero of=/dev/null bs=1 count=$1 status=none &
dd if=/dev/zero of=/dev/null bs=1 count=$1 status=none &
wait
C
stap -e 'global n
probe vfs.read { if (bytes_to_read == 1) n++ }
probe end { println(n) }' -c "sh readers $count" >out
echo "status $?"
n=$(tail -n 1 out)
[ "$n" -eq $((2 * count)) ] && echo "all counted" || echo "counted $n of $((2 * count))"
rm -f out readers

# why: a module of the fast path and one through the kernel's own build do the same
for how in fast slow; do
	staprun both_$how.ko -c 'dd if=/proc/version of=/dev/null bs=3 count=1 status=none' >out
	echo "status $?"
	grep -v '^vfs_read' out
	grep -c '^vfs_read' out
done
rm -f out

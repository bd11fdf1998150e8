# limits that only a kernel can show: memory of the module, instances of return probes;
# what --modinfo and -m put into the module; -F, which leaves it running
stap -DSTP_MAXMEMORY=100 -e 'global a; probe begin { a[1] = 2; exit() } probe end { println(a[1]) }' 2>&1 |
	sed 's/takes [0-9]* KiB/takes N KiB/; s/status: .*/status/; s|"[^ ]*staprun"|staprun|; s|/[^ ]*staprun|staprun|'
stap -DSTP_MAXMEMORY=10000000 -DKRETACTIVE=2 -e 'global a; probe kernel.function("vfs_read").return { a[1]++ }
	probe timer.ms(200) { println(a[1] > 0); exit() }'
stap -p4 -m limits_note --modinfo note='a b' --modinfo note2=c -e 'probe begin { println(1) exit() }'
strings -a limits_note.ko | grep '^note'
stap -F -m limits_flight -e 'global n; probe timer.s(100) { n++ }'; echo "left it: $?"
grep -c '^limits_flight ' /proc/modules
staprun -d limits_flight; echo "removed it: $?"

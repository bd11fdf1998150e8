# why: hits that cannot be handled are counted, each at its own probe
#
# The handler of vfs_read takes 50 ms, so that the clock ticks while it runs: a
# timer finds the lane busy, and the kernel itself misses a kprobe on top.
stap -DMAXACTION=100000000 -e 'global n
probe kernel.function("vfs_read") {
  if (pid() == target())
    for (t = gettimeofday_ms(); gettimeofday_ms() - t < 50; )
      ;
}
probe kernel.function("hrtimer_interrupt") { n = 1 }
probe timer.profile { n = 1 }' \
	-c 'dd if=/dev/zero of=/dev/null bs=1 count=10 status=none' 2>err
echo "status $?"
sed 's/: [0-9][0-9]*$/: N/' err
rm -f err

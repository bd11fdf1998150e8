# why: who writes and who reads a variable of the kernel, by name and by address
address=0x$(sed -n 's/ [A-Za-z] panic_timeout$//p' /proc/kallsyms)
before=$(cat /proc/sys/kernel/panic)
cat >watch.stp <<'S'
global writes, who
probe kernel.data("panic_timeout").write { writes++; who = execname(); println("now ", @kderef(4, $1)) }
probe end { println(who, " wrote ", writes) }
S
echo 'echo 17 >/proc/sys/kernel/panic; echo 18 >/proc/sys/kernel/panic' >work.sh
stap -g -c 'sh ./work.sh' watch.stp $address
stap -e 'global n; probe kernel.data("panic_timeout").rw { n++ } probe end { println("read ", n > 0) }' \
	-c 'cat /proc/sys/kernel/panic'
echo "$before" >/proc/sys/kernel/panic
stap -e 'probe kernel.data(0xffffffff81000001).length(8).write { exit() }' 2>&1
echo "status $?"

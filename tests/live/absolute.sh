# why: probes by address: as the kernel runs, and as it was linked
running() { sed -n "s/ T $1\$//p" /proc/kallsyms; }
cat >absolute.stp <<S
global hits, by_kprobe, others
probe kernel.statement(0x$(running vfs_read)).absolute { if (pid() == target()) hits++ }
probe kprobe.statement(0x$(running vfs_read)).absolute { if (pid() == target()) by_kprobe++ }
probe kernel.statement(0xffff).absolute? { others++ }
probe end { println(hits > 0, hits == by_kprobe, others) }
S
stap -g absolute.stp -c 'exec head -c 1 /proc/version >/dev/null'
linked=$((0x$(running vfs_read) - 0x$(running _stext) + 0xffffffff81000000))
stap -l "kernel.function($(printf '%#x' $((linked + 9))))"
stap -l "kernel.function($(printf '%#x' $linked)).return"

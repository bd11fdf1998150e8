# why: the names of perf's events: which event each is, and what is said of one that is not there
cat >names.stp <<'S'
probe perf.hw.cpu_cycles { println(pp()) }
probe perf.hw.instructions { println(pp()) }
probe perf.hw.cache_references { println(pp()) }
probe perf.hw.cache_misses { println(pp()) }
probe perf.hw.branch_instructions { println(pp()) }
probe perf.hw.branch_misses { println(pp()) }
probe perf.hw.bus_cycles { println(pp()) }
probe perf.hw.stalled_cycles_frontend { println(pp()) }
probe perf.hw.stalled_cycles_backend { println(pp()) }
probe perf.hw.ref_cpu_cycles { println(pp()) }
probe perf.sw.cpu_clock { println(pp()) }
probe perf.sw.task_clock { println(pp()) }
probe perf.sw.page_faults { println(pp()) }
probe perf.sw.context_switches { println(pp()) }
probe perf.sw.cpu_migrations { println(pp()) }
probe perf.sw.page_faults_min { println(pp()) }
probe perf.sw.page_faults_maj { println(pp()) }
probe perf.sw.alignment_faults { println(pp()) }
probe perf.sw.emulation_faults { println(pp()) }
probe perf.hw_cache.l1d.read.access { println(pp()) }
probe perf.hw_cache.l1d.read.miss { println(pp()) }
probe perf.hw_cache.l1d.write.access { println(pp()) }
probe perf.hw_cache.l1d.write.miss { println(pp()) }
probe perf.hw_cache.l1d.prefetch.access { println(pp()) }
probe perf.hw_cache.l1d.prefetch.miss { println(pp()) }
probe perf.hw_cache.l1i.read.access { println(pp()) }
probe perf.hw_cache.l1i.read.miss { println(pp()) }
probe perf.hw_cache.l1i.prefetch.access { println(pp()) }
probe perf.hw_cache.l1i.prefetch.miss { println(pp()) }
probe perf.hw_cache.ll.read.access { println(pp()) }
probe perf.hw_cache.ll.read.miss { println(pp()) }
probe perf.hw_cache.ll.write.access { println(pp()) }
probe perf.hw_cache.ll.write.miss { println(pp()) }
probe perf.hw_cache.ll.prefetch.access { println(pp()) }
probe perf.hw_cache.ll.prefetch.miss { println(pp()) }
probe perf.hw_cache.dtlb.read.access { println(pp()) }
probe perf.hw_cache.dtlb.read.miss { println(pp()) }
probe perf.hw_cache.dtlb.write.access { println(pp()) }
probe perf.hw_cache.dtlb.write.miss { println(pp()) }
probe perf.hw_cache.dtlb.prefetch.access { println(pp()) }
probe perf.hw_cache.dtlb.prefetch.miss { println(pp()) }
probe perf.hw_cache.itlb.read.access { println(pp()) }
probe perf.hw_cache.itlb.read.miss { println(pp()) }
probe perf.hw_cache.bpu.read.access { println(pp()) }
probe perf.hw_cache.bpu.read.miss { println(pp()) }
probe perf.hw_cache.node.read.access { println(pp()) }
probe perf.hw_cache.node.read.miss { println(pp()) }
probe perf.hw_cache.node.write.access { println(pp()) }
probe perf.hw_cache.node.write.miss { println(pp()) }
S
stap -p2 names.stp | sed -n 's,^perf.*<- \(perf.*\) <- \(perf.*\) [*]/ *$,\2 = \1,p'
stap -e 'probe perf.hw.instructions { exit() }' 2>&1
echo "status $?"

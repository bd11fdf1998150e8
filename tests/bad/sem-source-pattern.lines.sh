# why: lines are numbers, ranges of them, or all
stap -r $fixture -p2 -e 'probe kernel.statement("area@*/kernel.c:a few") { exit() }'

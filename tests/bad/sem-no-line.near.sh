# why: a line without code, the ones next to it are offered
stap -r $fixture -p2 -e 'probe kernel.statement("area@*/kernel.c:37") { exit() }'

# why: a function is probed as a whole, whatever the line
stap -r $fixture -W -p2 -e 'probe kernel.function("area@*/kernel.c:38") { exit() }'

# why: no function of that name in that file
stap -r $fixture -p2 -e 'probe kernel.function("area@helper.h") { exit() }'

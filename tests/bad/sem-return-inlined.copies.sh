# why: a copy in another function does not return
stap -r $fixture -p2 -e 'probe kernel.function("twice").return { exit() }'

# why: the compiler cannot write its object
. ./fake-kernel
fake_kernel 'echo "fatal error: error writing to x.o: No space left on device"; false'
fake_stap -r "$dir/k" -p4 -e 'probe begin { exit() }'

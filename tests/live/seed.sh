# why: the command that everybody types first: five passes, its output, and nothing is left
rm -rf ~/.systemtap/cache/[0-9a-f][0-9a-f]
dmesg -c >/dev/null
stap -v -e 'probe vfs.read {printf("Hello World\n"); exit()}' >out 2>passes
echo "status $?"
sort -u out
grep '^Pass' passes | sed -E 's/[0-9]+/N/g; s/"[^"]*"/FILE/; s/using cached .*/using cached FILE/'
lsmod | grep -c '^stap'
ls /proc/systemtap 2>/dev/null
dmesg | grep -v -e 'loading out-of-tree module taints' -e 'module verification failed'
rm -f out passes

# why: the second run of a script takes its module from the cache and does the same
for i in 1 2; do
	stap -v -e 'probe begin { println("again"); exit() }' 2>passes
	grep -c 'using cached' passes
done
rm -f passes

# why: 300,000 lines at full speed all arrive, from a begin probe and from a timer's
stap -DMAXACTION=10000000 -e 'probe begin { for (i = 0; i < 300000; i++) printf("line %d\n", i); exit() }' >out
echo "status $?"
wc -l <out
awk '$2 != NR - 1 { bad++ } END { print bad + 0, "out of order" }' out
stap -DMAXACTION=10000000 -e 'global n
probe timer.ms(1) { for (i = 0; i < 1000; i++) printf("line %d\n", n++); if (n >= 300000) exit() }' >out
echo "status $?"
awk '$2 != NR - 1 { bad++ } END { print (NR >= 300000), bad + 0, "out of order" }' out
rm -f out

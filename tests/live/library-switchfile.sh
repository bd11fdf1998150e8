# why: switch_file() ends one output file and begins the next
stap -o switched -S 1,5 -e 'probe begin { println("one"); switch_file() } probe timer.ms(700) { println("two"); exit() }'
echo "status $?"
for f in switched*; do echo "$f: $(tr '\n' ' ' <$f)"; done
rm -f switched*

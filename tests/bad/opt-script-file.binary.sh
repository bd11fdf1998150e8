# why: a program given as script
printf '\177ELF\002\001\001\000\000' >binary.tmp
stap -p1 binary.tmp 2>&1
status=$?
rm -f binary.tmp
exit $status

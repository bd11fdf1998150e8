# why: staprun runs a module made before, and sets a global of it
stap -p4 -m simple -e 'global n = 1, s = "one"
probe begin { printf("n is %d, s is %s\n", n, s); exit() }'
echo "status $?"
staprun simple.ko
echo "status $?"
staprun simple.ko n=42 s=many
echo "status $?"
staprun simple.ko nobody=1
echo "status $?"
lsmod | grep -c '^simple'
rm -f simple.ko

# why: exit() lets the handler finish, abort() does not, warn() goes to stderr, printk() to the log
stap -g -e 'probe begin { warn("careful"); printk(6, "here we are"); exit(); println("after exit") } probe end { println("end") }' 2>err
echo "status $?"
cat err
dmesg | grep -c 'here we are$'
stap -e 'probe begin { try { abort() } catch { println("caught") } println("after abort") } probe end { println("end") }' 2>&1
echo "status $?"
stap -e 'probe end { system("echo $0 by a shell") } probe begin { exit() }' 2>&1
stap -e 'probe begin { system("echo one"); println(target()) } probe timer.ms(500) { exit() }' 2>&1
rm -f err

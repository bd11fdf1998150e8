# why: an address in the middle of a statement, where no instruction may begin
first=$(nm "$fixture/vmlinux" | sed -n 's/ t area$//p')
stap -r $fixture -p2 -e "probe kernel.statement(0x${first%0}1) { exit() }" 2>&1 | sed "s/${first%0}/ADDRESS/g" >&2
exit 1

# why: a limit that does not exist is no limit; C of the user's own may ask for any name
stap -r $rel -DMAXACTIONS=3 -DFOO -p4 -m x -e 'probe begin { exit() }' >/dev/null
stap -r $rel -DFOO -g -p4 -m x -e 'probe begin { exit() }' >/dev/null
rm x.ko
exit 1

# why: a cache that can only be read still serves what is in it
stap -p4 -e 'probe begin { println("kept") exit() }' | wc -l
mount --bind /root/.systemtap /root/.systemtap
mount -o remount,ro,bind /root/.systemtap
stap -v -e 'probe begin { println("kept") exit() }' 2>&1 | grep -E '^kept|^WARNING|using cached|Compiling' |
	sed 's/cached .*/cached/'
stap -v -e 'probe begin { println("new") exit() }' 2>&1 | grep -E '^new|^WARNING: nothing|using cached|Compiling'
umount /root/.systemtap
# and one that cannot even be made says why
mkdir /root/read-only
mount -t tmpfs -o ro none /root/read-only
SYSTEMTAP_DIR=/root/read-only/new stap -p2 -e 'probe begin { exit() }' 2>&1 >/dev/null
umount /root/read-only
rmdir /root/read-only

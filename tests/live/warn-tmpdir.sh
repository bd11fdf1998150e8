# why: a temporary directory that cannot be removed is said, and the run is as good as before
cat >mounts <<'END'
#!/bin/sh
for last; do :; done
mount -t tmpfs none "${last%/*}"
END
chmod +x mounts
SYSTEMTAP_STAPRUN=$PWD/mounts stap --poison-cache -e 'probe begin { exit() }' >err 2>&1
echo "status $?"
sed 's/stap......:/stapXXXXXX:/' err
umount /tmp/stap??????
rm -rf /tmp/stap?????? err mounts

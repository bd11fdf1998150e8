# why: a temporary directory that cannot be removed is said, and the run is as good as before
cat >mounts <<'END'
#!/bin/sh
mount -t tmpfs none "$TMPDIR"/stap??????
END
chmod +x mounts
mkdir busy
TMPDIR=$PWD/busy SYSTEMTAP_STAPRUN=$PWD/mounts stap --poison-cache -e 'probe begin { exit() }' >err 2>&1
echo "status $?"
sed 's|[^ ]*/stap......:|DIR:|' err
umount busy/stap??????
rm -rf busy err mounts

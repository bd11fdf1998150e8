# why: who may not start staprun is told so before anything is built, and how that is changed
su guest -c "$(command -v stap) -e 'probe begin { exit() }'; echo status \$?" 2>&1
[ -d /home/guest/.systemtap/cache/runtime ] || echo "nothing was built"

# why: a staprun that the kernel cannot execute
printf 'no program\n' >odd && chmod +x odd
SYSTEMTAP_STAPRUN=$PWD/odd stap -e 'probe begin { exit() }' 2>&1 | sed "s|$PWD|HERE|"
rm odd

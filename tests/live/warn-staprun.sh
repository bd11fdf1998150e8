# why: staprun failed without a word: stap says so and fails as well
printf '#!/bin/sh\nexit 7\n' >failing && chmod +x failing
SYSTEMTAP_STAPRUN=./failing stap -e 'probe begin { exit() }' 2>&1
echo "status $?"
printf '#!/bin/sh\nkill -9 $$\n' >killed && chmod +x killed
SYSTEMTAP_STAPRUN=./killed stap -e 'probe begin { exit() }' 2>&1
echo "status $?"

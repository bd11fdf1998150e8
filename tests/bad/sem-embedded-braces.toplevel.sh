# why: blocks outside of functions are one text: only their sum must match
stap -g -r "$rel" -p3 -e '%{ static int x[] = { %} %{ 1 }; %} probe begin { exit() }' >/dev/null || echo "status $?"
stap -g -r "$rel" -p3 -e '%{ static int x[] = { %} %{ 1 ; %} probe begin { exit() }' >/dev/null

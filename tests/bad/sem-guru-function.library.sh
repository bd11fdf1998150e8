# why: a function that may do anything is called without -g
dir=$(mktemp -d)
echo 'function all_power() %{ /* guru */ %}' >"$dir/power.stp"
stap -r "$rel" -I "$dir" -p2 -e 'probe begin { all_power() }'
st=$?
rm -r "$dir"
exit $st

d=$(mktemp -d)
mkdir "$d/io" "$d/net"
export SYSTEMTAP_EXAMPLES="$d"
{
	stap --example top
	echo 'probe begin { println(1) }' >"$d/io/top.stp"
	stap -p1 --example top | sed 1d
	cp "$d/io/top.stp" "$d/net/top.stp"
	stap --example top || status=$?
} 2>&1 | sed "s|$d|DIR|" | sort
rm -r "$d"
exit 1

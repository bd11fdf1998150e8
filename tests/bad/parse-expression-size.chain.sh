# why: an expression of more operators than later passes can walk
x=1 i=0
while [ $i -lt 2001 ]; do
	x=$x+1 i=$((i + 1))
done
stap -p1 -e "probe begin {
x = $x }" 2>&1 | cut -c 1-60
exit 1

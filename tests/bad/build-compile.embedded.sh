# why: a mistake in the user's C is shown as the compiler tells it, and no more
said=$(stap -g -r "$rel" -p4 -e 'function f:long() %{
	STAP_RETVALUE = undeclared_thing;
%}
probe begin { println(f()) }' 2>&1)
st=$?
echo "$said" | sed "s/$rel/RELEASE/"
exit $st

# why: told at the block, not where the compiler finds out
try()
{
	stap -g -r "$rel" -p3 -e "$1" >/dev/null
	st=$?
}
try '%{
#include <linux/types.h>
#define BOTH { }
%}
function more:long() %{ /* } */
	if (1) { // }
		STAP_RETVALUE = "}"[0];
%}
probe begin { println(more()) }'
try 'function fewer() %{ printk("{"); } %} probe begin { fewer() }'
try 'probe begin { println(%{ ({ 1; }) + ({ 2; %}) }'
exit $st

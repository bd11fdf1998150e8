# one warning switched off, one made an error, one that stays a warning under -W
s='probe begin { x = 1; println(@defined(3)) }'
stap -r "$rel" -p2 --warn=no-elide-assignment,no-elide-expression -e "$s" a
stap -r "$rel" -p2 --warn=error-defined -e "$s" >/dev/null 2>&1; echo "error-defined: $?"
stap -r "$rel" -p2 --warn=error-unused-argument -e "$s" >/dev/null 2>&1; echo "error-unused-argument: $?"
stap -r "$rel" -p2 -W --warn=no-error-defined,no-elide-assignment,no-elide-expression -e "$s" >/dev/null 2>&1
echo "no-error-defined: $?"
stap -r "$rel" -p2 -w --warn=elide-assignment -v -e "$s" 2>&1 >/dev/null | grep -v '^Pass'
exit 1

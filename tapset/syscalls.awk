# SPDX-License-Identifier: GPL-2.0-or-later
# syscalls.awk - writes syscall_FAMILY.stp, the aliases of system calls, of syscalls.tbl.
#
#	awk -v dir=DIR -f syscalls.awk syscall_numbers.tbl syscalls.tbl
#
# What the columns of the table mean is at its head.

function fail(what)
{
	printf "%s:%d: %s\n", FILENAME, FNR, what >"/dev/stderr"
	status = 1
	exit 1
}

# Script that reads argument n as what it is in C.
function argument(kind, n)
{
	if (!(kind in reader))
		fail("argument of kind " kind)
	return reader[kind] "(" n ")"
}

# An expression of the table, in which ul#2 is the second argument as unsigned long.
function expression(e,    at, out)
{
	out = ""
	while (match(e, /[a-z]+#[0-9]/)) {
		at = substr(e, RSTART, RLENGTH)
		out = out substr(e, 1, RSTART - 1) argument(substr(at, 1, RLENGTH - 2), substr(at, RLENGTH))
		e = substr(e, RSTART + RLENGTH)
	}
	return out e
}

# An assignment of the body, and what `## ` says of it.  What is decoded may look
# at any argument, so arguments come first.
function set(var, value, doc)
{
	decoded = decoded "\t" var " = " value "\n"
	docs = docs "## " var ": " doc "\n"
}

# A user string: quoted, and as it is.
function set_string(var, address, n)
{
	set(var, "user_string_quoted(" address ")", "argument " n " as quoted text")
	set(var "_unquoted", "user_string_nofault(" address ")", "the same text as it is")
}

function show(format, value)
{
	formats = formats (formats == "" ? "" : ", ") format
	values = values ", " value
	if (condition != "" && shorter == "")
		shorter = "s"
}

# ">VAR=EXPRESSION" and "=DECODER" and "?EXPRESSION" behind an argument.
function decode(rest, name, n, shown,    mark, part, var)
{
	while (rest != "") {
		mark = substr(rest, 1, 1)
		rest = substr(rest, 2)
		part = match(rest, />[a-z_0-9]+=/) ? substr(rest, 1, RSTART - 1) : rest
		rest = substr(rest, length(part) + 1)
		if (mark == "=") {
			set(name "_str", part "(" name ")", name " as text")
			if (!shown++)
				show("%s", name "_str")
		} else if (mark == "?") {
			if (!shown++)
				show("%s", part ~ /\(/ ? expression(part) : part "(" name ")")
		} else {
			var = part
			sub(/=.*/, "", var)
			part = substr(part, length(var) + 2)
			if (part == "str")
				set_string(var, name, n)
			else
				set(var, expression(part), "what argument " n " says, decoded")
			if (!shown++)
				show("%s", var)
		}
	}
	return shown
}

# One argument: [#N ]NAME:KIND[%FORMAT][decoders][|CONDITION]
function one(a, n,    name, kind, format, rest)
{
	if (match(a, /\|/)) {
		condition = substr(a, RSTART + 1)
		a = substr(a, 1, RSTART - 1)
		shorter = formats SUBSEP values
	}
	if (!match(a, /^[a-z_0-9]+:[a-z]+/))
		fail("argument " a)
	rest = substr(a, RLENGTH + 1)
	name = kind = substr(a, 1, RLENGTH)
	sub(/:.*/, "", name)
	sub(/.*:/, "", kind)
	if (kind == "s") {
		set_string(name, argument("ul", n), n)
		show("%s", name)
		return
	}
	format = default_format[kind]
	if (match(rest, /^%[#a-z]+/)) {
		format = substr(rest, 1, RLENGTH)
		rest = substr(rest, RLENGTH + 1)
	}
	body = body "\t" name " = " argument(kind, n) "\n"
	docs = docs "## " name ": argument " n "\n"
	epilogue = epilogue "\tif (@probewrite(" name "))\n\t\t__sys_set(" n ", " name ")\n"
	if (!decode(rest, name, n, 0))
		show(format, name)
}

function arguments(list,    i, n, at, all, eq)
{
	n = split(list, all, /; /)
	at = 0
	for (i = 1; i <= n; i++) {
		if (all[i] ~ /^~/) {
			eq = index(all[i], "=")
			set(substr(all[i], 2, eq - 2), expression(substr(all[i], eq + 1)), "of the arguments")
			continue
		}
		at++
		if (all[i] ~ /^#[0-9] /) {
			at = substr(all[i], 2, 1)
			sub(/^#. /, "", all[i])
		}
		one(all[i], at)
	}
	body = body decoded
	decoded = ""
}

function joined(formats, values)
{
	return formats == "" ? "\"\"" : "sprintf(\"" formats "\"" values ")"
}

function argstr(given,    cut)
{
	if (given != "")
		return expression(given)
	if (condition == "")
		return joined(formats, values)
	split(shorter, cut, SUBSEP)
	return condition " ? " joined(formats, values) " : " joined(cut[1], cut[2])
}

# Where the kernel has tracepoints of system calls, by number; else by function.
function points(list, suffix, no_args,    i, n, all, out, kind, calls, n_calls, seen, functions)
{
	n = split(list, all, " ")
	for (i = 1; i <= n; i++) {
		kind = substr(all[i], 1, 2)
		if (!(kind in prefix))
			fail("entry " all[i])
		if (all[i] in number && !(number[all[i]] in seen)) {
			seen[number[all[i]]]
			calls[++n_calls] = number[all[i]]
		}
		# without arguments both are one function
		if (no_args && i > 1 && kind == "i:" && substr(all[i], 3) == substr(all[1], 3))
			continue
		functions = functions ",\n\tkernel.function(\"" prefix[kind] substr(all[i], 3) "\")" suffix "?"
	}
	out = ""
	for (i = 1; i <= n_calls; i++)
		out = out ",\n\tkernel.syscall(" calls[i] suffix (i < n_calls ? "?" : "!")
	return substr(out functions, 2)
}

function names(call, suffix)
{
	return "probe syscall." call suffix " = nd_syscall." call suffix " = dw_syscall." call suffix \
		" = tp_syscall." call suffix " ="
}

BEGIN {
	FS = "\t"
	split("i __sys_int u __sys_uint l __sys_long ul __sys_ulong p __sys_ulong h __sys_short", p, " ")
	for (i = 1; i in p; i += 2)
		reader[p[i]] = p[i + 1]
	split("i %d u %u l %d ul %u p %p h %d", p, " ")
	for (i = 1; i in p; i += 2)
		default_format[p[i]] = p[i + 1]
	split("x: __x64_sys_ i: __ia32_sys_ c: __ia32_compat_sys_", p, " ")
	for (i = 1; i in p; i += 2)
		prefix[p[i]] = p[i + 1]
}
/^#/ || /^$/ { next }
# The table of numbers: "2)" or "5).compat" of "x:open" and of "c:open".
NR == FNR {
	n = split($4, all, " ")
	for (i = 1; i <= n; i++)
		number[all[i]] = $2 ($1 == 32 ? ").compat" : ")")
	next
}
/^\[/ {
	if (file)
		close(file)
	family = substr($0, 2, index($0, "]") - 2)
	file = dir "/syscall_" family ".stp"
	printf "# SPDX-License-Identifier: GPL-2.0-or-later\n" \
	       "# syscall_%s.stp - system calls: %s; written by syscalls.awk.\n", family, $2 >file
	next
}
{
	call = text = $1
	sub(/\/.*/, "", call)
	sub(/.*\//, "", text)
	body = docs = epilogue = formats = values = condition = shorter = ""
	arguments($3)
	text_argstr = argstr($4)
	printf "\n## The system call %s begins.\n## name: \"%s\"\n%s## argstr: the arguments as text\n", \
		text, text, docs >file
	printf "%s%s\n{\n\tname = \"%s\"\n%s\targstr = %s\n}%s\n", names(call, ""), points($2, "", $3 == ""), \
		text, body, text_argstr, epilogue == "" ? "" : ",\n{\n" epilogue "}" >file
	if ($5 ~ /-/)
		next
	format = $5 ~ /hex/ ? 2 : $5 ~ /oct/ ? 3 : 1
	if ($5 !~ /args/)
		body = docs = ""
	else {
		body = body "\targstr = " text_argstr "\n"
		docs = docs "## argstr: the arguments as text\n"
	}
	arguments($6)
	printf "\n## The system call %s returns.\n## name: \"%s\"\n## retval: what it returns\n" \
		"## retstr: the same as text, errors with their names\n%s", text, text, docs >file
	printf "%s%s\n{\n\tname = \"%s\"\n\tretval = returnval()\n\tretstr = return_str(%d, retval)\n%s}\n", \
		names(call, ".return"), points($2, ".return", $3 == ""), text, format, body >file
}
END { exit status }

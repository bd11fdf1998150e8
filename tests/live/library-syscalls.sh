# why: what system calls say of themselves is what strace says, argument by argument
# A line is a call: of each argument and of the result whether it is the same (=), the
# same number where strace decodes what it reads after the call or has another name (#),
# the same but for the form (~: sec.nsec, PF_ and AF_, names of signals without SIG), or
# both texts where they differ.  r: both succeed, with a number of their own.
# Why they differ: argstr has the flags in the order of the table and all that are set,
# and says what is known before the call (pipe2: nothing), structures in the short form
# that scripts know, and arguments that the call does not look at.
run() { # strace, which needs its own libraries
	strace.d/ld-linux-x86-64.so.2 --library-path strace.d strace.d/strace -o "$@" ./calls
}
staprun stap_calls.ko -c ./calls >ours 2>err || cat err
run decoded -v -s 50 -X abbrev
run raw -e raw=all
cat >compare.awk <<'A'
function trim(s) { sub(/^ +/, "", s); sub(/ +$/, "", s); return s }
# Splits the arguments of a call at the commas that are not within anything.
function split_args(s, out,    i, c, depth, quoted, n, at) {
	n = 0; at = ""
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		if (c == "\\" && quoted) { at = at c substr(s, ++i, 1); continue }
		if (c == "\"") quoted = !quoted
		if (!quoted && index("[{(", c)) depth++
		if (!quoted && index("]})", c)) depth--
		if (c == "," && !quoted && !depth) { out[++n] = trim(at); at = "" } else at = at c
	}
	if (trim(at) != "") out[++n] = trim(at)
	return n
}
function hex(s,    i, n) {
	for (i = 3; i <= length(s); i++) n = n * 16 + index("0123456789abcdef", substr(s, i, 1)) - 1
	return n
}
function octal(s,    i, n) { for (i = 1; i <= length(s); i++) n = n * 8 + substr(s, i, 1); return n }
function number(s) {
	if (s ~ /^0x[0-9a-f]+$/) return hex(s)
	if (s ~ /^0[0-7]*$/) return octal(s)
	if (s ~ /^-?[0-9]+$/) return s + 0
	return s == "NULL" ? 0 : s == "AT_FDCWD" ? -100 : "no"
}
function low(n) { return n < 0 ? n + 4294967296 : n % 4294967296 }
function same_number(a, raw,    x, y) {
	x = number(a); y = number(raw)
	return x != "no" && y != "no" && (x == y || (length(raw) > 10 || x < 0) && low(x) == (length(raw) > 10 ? hex("0x" substr(raw, length(raw) - 7)) : low(y)))
}
function form(s,    a) {
	gsub(/PF_/, "AF_", s); gsub(/AF_LOCAL/, "AF_UNIX", s); gsub(/SIG/, "", s); gsub(/ /, "", s); gsub(/\|/, "", s)
	while (match(s, /[{]tv_sec=[0-9]+,tv_[nu]*sec=(UTIME_OMIT|[0-9]+)[}]/)) {
		a = substr(s, RSTART, RLENGTH)
		split(a, p, /[=,}]/)
		a = p[4] ~ /U/ ? "[" p[4] "]" : sprintf(a ~ /nsec/ ? "[%d.%09d]" : "[%d.%06d]", p[2], p[4])
		s = substr(s, 1, RSTART - 1) a substr(s, RSTART + RLENGTH)
	}
	gsub(/it_(interval|value)=/, "", s); gsub(/rlim_(cur|max)=/, "", s)
	gsub(/\[|\]|[{]|[}]|,/, "", s)
	return s
}
function verdict(a, decoded, raw) {
	if (a == decoded) return "="
	if (same_number(a, raw)) return "#"
	if (form(a) == form(decoded)) return "~"
	return "<" a " : " decoded ">"
}
function result(a, b,    e) {
	if (a == b) return "="
	if (match(a, /\([A-Z0-9]+\)/)) {
		e = substr(a, RSTART + 1, RLENGTH - 2)
		return index(b, "-1 " e " ") == 1 ? "=" : "<" a " : " b ">"
	}
	sub(/ \(.*/, "", b)
	if (number(a) == number(b)) return "="
	return number(a) >= 0 && number(b) >= 0 ? "r" : "<" a " : " b ">"
}
# A line of strace into name, args and result.
function take(line, into, i,    at) {
	at = match(line, /\) += /)
	into[i, "name"] = substr(line, 1, index(line, "(") - 1)
	into[i, "args"] = substr(line, index(line, "(") + 1, RSTART - index(line, "(") - 1)
	into[i, "ret"] = substr(line, RSTART + RLENGTH)
}
function is_mark(line, mark) { return index(line, "\"/" mark "\"") }
FILENAME == "ours" && /^[a-z]/ { if (is_mark($0, "end")) on = 0; if (on) { n++; ours[n, "name"] = substr($0, 1, index($0, "(") - 1); ours[n, "args"] = substr($0, index($0, "(") + 1, length($0) - index($0, "(") - 1) } if (is_mark($0, "begin")) on = 1; next }
FILENAME == "ours" { if (on && n) ours[n, "ret"] = substr($0, 3); next }
FILENAME == "decoded" { if (is_mark($0, "end")) on2 = 0; if (on2) take($0, dec, ++n2); if (is_mark($0, "begin")) { on2 = 1; first = FNR } if (!on2 && n2 && !last) last = FNR; next }
FILENAME == "raw" { if (FNR > first && FNR < last) take($0, bare, ++n3) }
END {
	for (i = 1; i <= n; i++) {
		na = split_args(ours[i, "args"], a); nb = split_args(dec[i, "args"], b); split_args(bare[i, "args"], c)
		line = ours[i, "name"] (ours[i, "name"] == dec[i, "name"] ? "" : "/" dec[i, "name"]) ":"
		for (k = 1; k <= na; k++) line = line " " (k <= nb ? verdict(a[k], b[k], c[k]) : "<" a[k] ">")
		for (; k <= nb; k++) line = line " < : " b[k] ">"
		print line " | " result(ours[i, "ret"], dec[i, "ret"])
	}
	print n " calls, " n2 " of strace, " n3 " raw"
}
A
awk -f compare.awk ours decoded raw

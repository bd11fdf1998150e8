# SPDX-License-Identifier: GPL-2.0-or-later
# syscall_names.awk - writes syscall_names.stp, numbers as names, of syscall_names.tbl.
#
#	awk -f syscall_names.awk syscall_names.tbl >syscall_names.stp
BEGIN {
	FS = "\t"
	print "# SPDX-License-Identifier: GPL-2.0-or-later"
	print "# syscall_names.stp - numbers of system calls as names; written by syscall_names.awk."
}
/^#/ || /^$/ { next }
{
	printf "\n# %s of %s.\nfunction %s:string(value:long)\n%%{ /* pure */\n", $1, $3, $2
	print "\tstatic const struct stp_name names[] = {"
	n = split($4, all, " ")
	for (i = 1; i <= n; i++) {
		name = value = all[i]
		sub(/=.*/, "", name)
		sub(/.*=/, "", value)
		mask = value
		if (!sub(/.*\//, "", mask))
			mask = value
		sub(/\/.*/, "", value)
		printf "\t\t{ \"%s\", %s, %s },\n", name, value, mask
	}
	printf "\t};\n\n\tstp_name_%s(STAP_RETVALUE, STP_MAXSTRINGLEN, names,\n\t\t\t%ssizeof(names) / sizeof(names[0]), STAP_ARG_value);\n%%}\n", \
		$1 == "enum" ? "one" : "flags", $1 == "enum" ? "" : "  "
}

# SPDX-License-Identifier: GPL-2.0-or-later
# syscall_numbers.awk - writes syscall_table.stp, names and numbers, of syscall_numbers.tbl.
#
#	awk -f syscall_numbers.awk syscall_numbers.tbl >syscall_table.stp
function table(bits,    i) {
	printf "\tstatic const char *const names%d[] = {\n", bits
	for (i = 0; i < n[bits]; i++)
		printf "\t\t[%d] = \"%s\",\n", number[bits, i], name[bits, i]
	print "\t};"
}
function tables() {
	table(64)
	table(32)
	print "\tconst int is_32bit = stp_syscall_is_32bit();"
	print "\tconst char *const *names = is_32bit ? names32 : names64;"
	print "\tconst stp_s64 n = is_32bit ? sizeof(names32) / sizeof(*names32) : sizeof(names64) / sizeof(*names64);"
}
BEGIN {
	FS = "\t"
	print "# SPDX-License-Identifier: GPL-2.0-or-later"
	print "# syscall_table.stp - system calls by number and by name; written by syscall_numbers.awk."
}
/^#/ || /^$/ { next }
{
	number[$1, n[$1] + 0] = $2
	name[$1, n[$1]++ + 0] = $3
}
END {
	print "\n## The name of a system call, as the kernel's tables say it."
	print "## nr: its number, for the kind of program that the current process is"
	print "## value: such as \"openat\" or \"newfstatat\", \"\" when there is no such call"
	print "function syscall_name:string(nr:long)\n%{ /* pure */ /* unprivileged */"
	tables()
	print "\n\tif (STAP_ARG_nr >= 0 && STAP_ARG_nr < n && names[STAP_ARG_nr])"
	print "\t\tSTAP_RETURN(names[STAP_ARG_nr]);\n%}"
	print "\n## The number of a system call."
	print "## name: as syscall_name() gives it"
	print "## value: the number, for the kind of program that the current process is; -1: none"
	print "function syscall_num:long(name:string)\n%{ /* pure */ /* unprivileged */"
	tables()
	print "\tstp_s64 i;\n\n\tfor (i = 0; i < n; i++)"
	print "\t\tif (names[i] && !stp_strcmp(names[i], STAP_ARG_name))\n\t\t\tSTAP_RETURN(i);"
	print "\tSTAP_RETURN(-1);\n%}"
}

# why: a kernel image without .BTF: its functions are found, what needs types says who was asked
. ./fake-kernel
fake_kernel false
{
	echo .text
	for f in _stext _text vfs_read $(seq -f 'f%g' 2000); do
		printf '%s: ret\n\t.type %s,@function\n\t.size %s,1\n' $f $f $f
	done
} >"$dir/image.s"
cc -c -o "$dir/image.o" "$dir/image.s" 2>&1 && ld -e 0 -o "$dir/k/vmlinux" "$dir/image.o" 2>&1
fake_stap -r "$dir/k" -p2 -e 'probe kernel.function("vfs_read") { exit() }'
fake_stap -r "$dir/k" -p2 -e 'probe kernel.function("vfs_read") { println($count) }'

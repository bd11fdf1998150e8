# why: where a function was inlined, BTF does not say; nor where it stands, nor its lines
for point in 'function("vfs_read").inline' 'function("*@fs/open.c")' \
	'statement("vfs_read@fs/read_write.c:450")'; do
	stap -r "$rel" -p2 -e "probe kernel.$point { exit() }" 2>&1 |
		sed -e "s|$rel|REL|g" -e 's|help: .* |help: ... |' >&2
done
exit 1

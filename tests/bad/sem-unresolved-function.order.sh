# several mistakes of several steps, each told once, from top to bottom; in the
# library with the user's probe; nothing that only follows from another one
d=$(mktemp -d); mkdir "$d/lib"
cat >"$d/lib/t.stp" <<'T'
probe here.once = timer.s(1) { value = typo_of_mine(1) }
probe here.type = timer.s(2) { value = 1 . 2 }
T
cat >"$d/s.stp" <<'T'
probe here.type { println(value) }
probe begin { println(first_typo(1)) }
probe end { x = 1; x = "second" }
probe thrid { }
probe here.once { println(value) }
probe begin { y = fourth_typo(); println(y) }
probe begin { println("fifth" =~ "[") }
probe kernel.function("vfs_read") { z = $sixth; println(z) }
T
(cd "$d" && stap --check -r "$rel" -I "$d/lib" s.stp) 2>&1 | sed "s|$d/||; s| (similar:[^)]*)||"
rm -r "$d"
exit 1

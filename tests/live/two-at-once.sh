# why: several modules run side by side and each prints its own
for i in 1 2 3; do
	stap -e "probe begin { println(\"run $i\") } probe timer.ms(300) { exit() } probe end { println(\"end $i\") }" >out$i &
done
wait
cat out1 out2 out3
lsmod | grep -c '^stap'
rm -f out1 out2 out3

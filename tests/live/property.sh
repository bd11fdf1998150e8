# why: random scripts print on a kernel what the model of the language says
for ko in property/*.ko; do
	name=$(basename "$ko" .ko | tr .- __)
	cp "$ko" "$name.ko"
	staprun "$name.ko" >got
	cmp got "${ko%.ko}.out" || diff got "${ko%.ko}.out" | head -n 10
done
ls property/*.ko | wc -l

# why: what ../README.md shows is what happens
sed -n '/^```console/,/^```$/p' ../README.md | grep -v '^```' >examples
while IFS= read -r line; do
	case $line in
	'# '*)
		printf '%s\n' "$line"
		sh -c "${line#??}" 2>&1 | sort -u ;;
	esac
done <examples >got
diff examples got && echo "as shown"
rm -f examples got

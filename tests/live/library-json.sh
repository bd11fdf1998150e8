# why: the metrics of a script as JSON and in the format of Prometheus
cat >m.stp <<'S'
global one, two, hits, wide
function hex:string(x:long) { return sprintf("%#x", x) }
function same(x) { return x }
@define twice(x) %( (@x * 2) %)
function add_again() {
	try { json_add_string_metric("n", "") } catch (e) { println(e) }
	try { json_add_array_string_metric("no", "x", "") } catch (e) { println(e) }
	try { json_add_array_string_metric("arr", "x", "") } catch (e) { println(e) }
}
probe begin {
	one["k\"1"] = 5; two[3, "b"] = 7; wide[1, 2, 3, 4, 5, 6, 7, "x y"] = -1
	json_set_prefix("pre"); json_add_numeric_metric("n", "a \"num\"\tber", "count"); json_add_string_metric("s", "")
	json_add_array("arr", "the array")
	json_add_array_numeric_metric("arr", "x", "an x", "bytes"); json_add_array_string_metric("arr", "y", "")
	add_again()
}
probe json_data {
	hits++
	@json_output_data_start
	@json_output_array_numeric_value("arr", 1, "x", 5)
	@json_output_array_string_value("arr", 1, "y", "text")
	@json_output_array_numeric_value("arr", "two", "x", -6)
	@json_output_numeric_value("n", hits)
	@json_output_string_value("s", "a\"b\\c\n")
	@json_output_array_numeric_value("more", 1, "x", 5)
	@json_output_data_end
}
probe prometheus {
	@prometheus_dump_array1(one, "m_one", "key")
	@prometheus_dump_array2(two, "m_two", "n", "s")
	@prometheus_dump_array2_map(two, "m_map", "n", "s", hex, @twice, same)
	@prometheus_dump_array2_map_unquoted(two, "m_bare", "n", "s", @twice, hex, string_quoted)
	@prometheus_dump_array8(wide, "m8", "a", "b", "c", "d", "e", "f", "g", "h")
}
probe end { println(hits) }
S
stap -m metrics m.stp -c 'cd /proc/systemtap/metrics; cat metadata.json data.json data.json __prometheus'
echo "status $?"
rm -f m.stp

# Places in the source and variables there, by debug information.
staprun source_test.ko -c 'dd if=/proc/version of=/dev/null bs=3 count=1 status=none'
staprun other_test.ko 2>&1 | sed 's/0x[0-9a-f]*/ADDRESS/; s/[0-9a-f]\{40\}/ID/g'

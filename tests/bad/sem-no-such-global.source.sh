# why: a variable of the kernel, in a file that has none of that name
stap -r $fixture -p2 -e 'probe begin { println(@var("shapes_made@helper.h")) }'

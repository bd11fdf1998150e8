# why: -m NAME where NAME.ko is a directory
kept=$SYSTEMTAP_DIR
. ./fake-kernel
SYSTEMTAP_DIR=$kept
mkdir "$dir/mine.ko"
cd "$dir" && fake_stap -r "$rel" -p4 -m mine -e 'probe begin { exit() }'

#!/bin/bash
# run-on-kernel.sh [--few] FOLDER FILTER USERS ASSEMBLY...: runs all that needs a kernel that lets it in, here or in a guest:
# the test assemblies, some tests of the first also by seccomp alone as an ordinary user, and then what packed.sh has built in USERS, unless that is empty.
# With --few only the tests that take a few minutes in a guest, if that.
# FOLDER gets the results, and its folder 'user' those of the second run.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")

few='' launched=--launched-few
[[ $1 != --few ]] || { few=$1 launched=--launched-fewest; shift; }
folder=$1 filter=$2 users=$3
shift 3

result=0
"$here/run-tests.sh" ${few:+"$few"} "$folder" "$filter" "$@" || result=1
mkdir -p "$folder/user"
((EUID)) || chown nobody "$folder/user"
"$here/as-user.sh" "$here/run-tests.sh" "$launched" "$(realpath "$folder/user")" "$filter" "$1" || result=1
[[ ! $users ]] || "$here/packed.sh" run "$users" "$folder" || result=1
exit "$result"

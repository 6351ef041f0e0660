#!/bin/bash
# real-programs.sh: sweeps programs as the distribution ships them, and prints a table of what was found.
#
#   real-programs.sh [NAME...]     only these of the scenarios
#
# Takes the tool as 'minderbinder' or as $MINDERBINDER, jq, and the programs themselves; one that is not installed is left out.
# $RUNS is how many runs each sweep has at most. The reports stay in $REPORTS.
# shellcheck disable=SC2016 # what is quoted is for the shell of a run
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
read -r -a tool <<<"${MINDERBINDER:-minderbinder}"
runs=${RUNS:-2000}
reports=${REPORTS:-$(mktemp -d)}
mkdir -p "$reports"
export HERE=$here LC_ALL=C
wanted=("$@")

# scenario NAME PACKAGE RESET CHECK COMMAND...: CHECK is the invariant; it finds the program's exit code in $MINDERBINDER_EXIT_CODE.
scenario() {
  local name=$1 package=$2 reset=$3 check=$4 version found
  shift 4
  if ((${#wanted[@]})) && [[ " ${wanted[*]} " != *" $name "* ]]; then return; fi
  version=$(dpkg-query -W -f '${Version}' "$package" 2>/dev/null) || version=''
  [[ $version ]] || { echo "$name is left out: $package is not installed" >&2; return; }
  "${tool[@]}" sweep --own-folder --parallel "${PARALLEL:-2}" --max-runs "$runs" --seed 1 --timeout "${TIMEOUT:-60s}" \
    --json "$reports/$name.json" --html "$reports/$name.html" --reset "$reset" --check "{ $check; } >/dev/null 2>&1" "${extra[@]}" -- "$@" \
    >"$reports/$name.txt" 2>"$reports/$name.err" || (($? == 1)) || { echo "$name: $(tail -n 1 "$reports/$name.err")" >&2; return; }
  found=$(jq -r '[.findings[].key | split(" | ") | "\(.[0]): \(.[1]) \(.[2])"] | unique | join("; ")' "$reports/$name.json")
  jq -r --arg name "$name" --arg package "$package $version" --arg found "${found:-nothing}" \
    '"| \($name) | \($package) | \(.points | length) | \(.made) of \(.possible) | \(.reached) | \($found) | \(.silences | length) |"' "$reports/$name.json"
}

extra=()
echo '| scenario | package | points | runs | reached | found | silent |'
echo '| --- | --- | --- | --- | --- | --- | --- |'

# A commit is there if git says so, and the repository is sound.
scenario git-commit git \
  'git init -q -b main . && git config user.name a && git config user.email a@b && git config commit.gpgsign false && git config gc.auto 0 &&
   echo one >f && git add f && git commit -qm one && echo two >f && git add f' \
  'git fsck --strict && { [ $MINDERBINDER_EXIT_CODE != 0 ] || [ "$(git log -1 --format=%s)" = two ]; } && git log -1' \
  git commit -qm two

# A copy is whole if cp says so.
tree='mkdir -p src/sub && seq 5000 >src/numbers && ln -s numbers src/link && echo x >src/sub/x && chmod 600 src/sub/x'
scenario cp-a coreutils "$tree" \
  '[ $MINDERBINDER_EXIT_CODE != 0 ] || { diff -r src dst && [ "$(stat -c %a dst/sub/x)" = 600 ] && [ -L dst/link ]; }' \
  cp -a src dst

# An archive is whole if tar says so, and so is what comes out of it.
scenario tar-create tar "$tree" \
  '[ $MINDERBINDER_EXIT_CODE != 0 ] || tar -df a.tar' tar -cf a.tar src
scenario tar-extract tar "$tree && tar -cf a.tar src && mkdir out" \
  '[ $MINDERBINDER_EXIT_CODE != 0 ] || diff -r src out/src' tar -xf a.tar -C out

# The text is there, compressed or not, and whole.
scenario gzip gzip 'seq 20000 >f && cp f copy' \
  'if [ $MINDERBINDER_EXIT_CODE = 0 ]; then gzip -dc f.gz | cmp - copy; else cmp f copy || gzip -dc f.gz | cmp - copy; fi' gzip f

# What redis has said OK to is there after a restart.
extra=(--target redis-server)
scenario redis-aof redis-server 'true' 'sh $HERE/redis-check.sh' sh "$here/redis-set.sh"

# What nginx answers 200 to is the file.
extra=(--target nginx)
scenario nginx nginx-light 'mkdir www logs && seq 5000 >www/f && cp $HERE/nginx.conf .' \
  'read -r code <code; [ "$code" != 200 ] || cmp body www/f' sh "$here/nginx-get.sh"
extra=()

# A file that is replaced is the old or the new one.
old_or_new='grep -qx -e "{\"n\": 1}" -e "{\"n\": 2}" f && { [ $MINDERBINDER_EXIT_CODE != 0 ] || grep -q 2 f; }'
scenario python-json.dump python3-minimal 'echo "{\"n\": 1}" >f' "$old_or_new" \
  /usr/bin/python3 -Ic 'import json; f = open("f", "w"); json.dump({"n": 2}, f); f.write("\n"); f.close()'
scenario python-shutil.move python3-minimal 'seq 5000 >f && cp f copy && mkdir to' \
  '{ cmp f copy || cmp to/f copy; } && { [ $MINDERBINDER_EXIT_CODE != 0 ] || cmp to/f copy; }' \
  /usr/bin/python3 -Ic 'import shutil; shutil.move("f", "to/f")'
scenario jq jq 'echo "{\"n\":1}" >f' 'grep -qx -e "{\"n\":1}" -e "{\"n\":2}" f && { [ $MINDERBINDER_EXIT_CODE != 0 ] || grep -q 2 f; }' \
  sh -c 'jq -c ".n = 2" f >tmp && mv tmp f'
scenario jq-alone jq 'seq 5000 | jq -s . >f && cp f copy' '[ $MINDERBINDER_EXIT_CODE != 0 ] || cmp out copy' sh -c 'exec jq . f >out'
scenario vim-wq vim 'seq 1000 >f && cp f old && sed s/5/x/ old >new' \
  '{ cmp f old || cmp f new; } && { [ $MINDERBINDER_EXIT_CODE != 0 ] || cmp f new; }' \
  vim -u NONE -es -c '%s/5/x/' -c wq f
scenario sed-i sed 'seq 1000 >f && cp f old && sed s/5/x/ old >new' \
  '{ cmp f old || cmp f new; } && { [ $MINDERBINDER_EXIT_CODE != 0 ] || cmp f new; }' sed -i s/5/x/ f
scenario sort-o coreutils 'seq 3000 >f && cp f old && sort -r old >new' \
  '{ cmp f old || cmp f new; } && { [ $MINDERBINDER_EXIT_CODE != 0 ] || cmp f new; }' sort -r -o f f

# A package is unpacked whole if dpkg-deb says so.
scenario dpkg-deb-x dpkg "$tree && mkdir -p pack/DEBIAN && cp -a src pack/ && printf 'Package: p\nVersion: 1\nArchitecture: all\nMaintainer: a <a@b>\nDescription: p\n' >pack/DEBIAN/control && dpkg-deb -b pack p.deb >/dev/null" \
  '[ $MINDERBINDER_EXIT_CODE != 0 ] || diff -r src out/src' dpkg-deb -x p.deb out

# .NET: File.WriteAllText, and File.Replace. Built beside this script.
replace=$here/Replace/bin/Release/net10.0/Replace.dll
if [[ -e $replace ]]; then
  net=$(dpkg-query -W -f '${Package}\n' 'dotnet-runtime-10*' 2>/dev/null | head -n 1) || true
  # An exception that nobody handles ends a program of .NET with SIGABRT.
  extra=(--path 'folder-1/**' --expected-crash SIGABRT)
  scenario dotnet-WriteAllText "${net:-libc6}" 'echo "{\"n\": 1}" >f' "$old_or_new" dotnet "$replace" in-place f
  scenario dotnet-Replace "${net:-libc6}" 'echo "{\"n\": 1}" >f' "$old_or_new" dotnet "$replace" replace f
fi
echo "The reports are in $reports" >&2

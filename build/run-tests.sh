#!/bin/bash
# run-tests.sh [OPTION] FOLDER FILTER ASSEMBLY...: runs test assemblies one after the other, here or in a guest.
#   --few              only some tests
#   --launched         the tests make calls fail by seccomp alone, in processes that they launch; what takes programs in the kernel is left out
#   --launched-few     of these only those that another kernel may answer otherwise, for a guest, in which all would take many minutes
#   --launched-fewest  of these again only some
# FILTER is a part of the names of the tests to run, or empty. For each assembly FOLDER then has
# NAME.xml, xunit's results, unless it crashed, and NAME.ended, its exit code and the seconds it took.
set -euo pipefail

options=(-noLogo -noColor)
only() { # CLASS...
  local class
  for class in "$@"; do
    options+=(-class "Minderbinder.Testing.KernelTests.$class")
  done
}
if [[ $1 == --few ]]; then
  only SqliteTests
  shift
elif [[ $1 == --launched* ]]; then
  export MINDERBINDER_MECHANISM=seccomp_notification
  options+=(-trait- Needs=KernelPrograms)
  [[ $1 != --launched-fewest ]] || only SqliteTests
  if [[ $1 == --launched-few ]]; then
    only Effects.* FilterTests MembershipTests NestedScopeTests SqliteTests
  fi
  shift
else
  # Connections are redirected by seccomp alone, so the runs with --launched have those tests, and a guest needs no minutes for them.
  options+=(-namespace- Minderbinder.Testing.KernelTests.Connections)
fi
folder=$1 filter=$2
shift 2

[[ ! $filter ]] || options+=(-method "*$filter*")

result=0
for assembly in "$@"; do
  name=$(basename "$assembly" .dll)
  began=$SECONDS code=0
  dotnet "$assembly" "${options[@]}" -xml "$folder/$name.xml" || code=$?
  echo "$code $((SECONDS - began))" >"$folder/$name.ended"
  ((code == 0)) || result=1
done
exit "$result"

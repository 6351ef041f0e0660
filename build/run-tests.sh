#!/bin/bash
# run-tests.sh [--launched | --launched-few] FOLDER FILTER ASSEMBLY...: runs test assemblies one after the other, here or in a guest.
# With --launched they make calls fail by seccomp alone, in processes that they launch, and what takes programs in the kernel is left out. With
# --launched-few these are those tests alone that another kernel may answer otherwise, for a guest, in which all would take many minutes.
# FILTER is a part of the names of the tests to run, or empty. For each assembly FOLDER then has
# NAME.xml, xunit's results, unless it crashed, and NAME.ended, its exit code and the seconds it took.
set -euo pipefail

options=(-noLogo -noColor)
if [[ $1 == --launched* ]]; then
  export MINDERBINDER_MECHANISM=seccomp_notification
  options+=(-trait- Needs=KernelPrograms)
  if [[ $1 == --launched-few ]]; then
    for class in Effects.* FilterTests MembershipTests NestedScopeTests SqliteTests; do
      options+=(-class "Minderbinder.Testing.KernelTests.$class")
    done
  fi
  shift
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

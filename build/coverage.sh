#!/bin/bash
# coverage.sh: says how much of the library's managed code its unit tests reach, in one line. What only a kernel, a launched process or another assembly's tests
# reach counts as not covered. artifacts/coverage/library.xml has the report, line by line, as Cobertura has it.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"

cd "$here/.."
tests=Minderbinder.Testing.Tests
built=tests/$tests/bin/Release/net10.0
folder=$PWD/artifacts/coverage
[[ -e $built/$tests.dll ]] || die "the unit tests are not built: dotnet build Minderbinder.Testing.sln -c Release"

# A copy, as coverlet writes into the assemblies that it looks at.
rm -rf "$folder"
mkdir -p "$folder"
cp -r "$built" "$folder/$tests"

# These go over the same code many times, or start many processes, and would take most of the time.
options=(-noLogo -noColor)
for class in Analyzers.AnalyzerTests Launching.GuardianTests Launching.SurroundingsTests MutilatedYamlTests RoundTripTests Sweeps.KnownBugsTests; do
  options+=(-class- "$tests.$class")
done

output=$(timeout 600 dotnet msbuild build/coverage/Coverage.csproj -nologo -restore -target:Cover "-property:TargetPath=$folder/$tests/$tests.dll" \
  "-property:TestOptions=${options[*]}" "-property:CoverletOutput=$folder/library.xml" 2>&1) || die "coverage cannot be measured:"$'\n'"$output"
rm -rf "${folder:?}/$tests"

rate() { # KIND: in percent, of the report's first tag
  sed -n "s/.*<coverage .*$1-rate=\"\([0-9.]*\)\".*/\1/p" "$folder/library.xml" | awk '{ printf "%.1f", $1 * 100 }'
}
echo "the library's unit tests cover $(rate line) % of its lines and $(rate branch) % of its branches"

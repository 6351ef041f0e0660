#!/bin/bash
# docs.sh: makes a site of README.md, docs/ and the comments of the public API, in artifacts/docs/site. A dead link is an error.
# It wants the assemblies to be built (dotnet build -c Release), and installs docfx in artifacts/docs if it is not there.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"

docfx_version=2.81.0
cd "$here/.."
artifacts=artifacts/docs
source=$artifacts/source
rm -rf "$source" "$artifacts/site"
mkdir -p "$source/assemblies"

# docfx takes what lies below it, and no folder as the target of a link.
git ls-files -z -- '*.md' LICENSE docs samples build/icon.png ':!.github' | tar -c --null --files-from - | tar -x -C "$source"
cp build/docs/docfx.json "$source"
find "$source" -name '*.md' -exec sed -i -E 's|\]\(([A-Za-z./]+)/\)|](\1/README.md)|g' {} +
for assembly in Minderbinder.Testing Minderbinder.Testing.SayYes Minderbinder.Testing.XunitV3; do
  cp "src/$assembly/bin/Release/net10.0/$assembly".{dll,xml} "$source/assemblies" || die "first: dotnet build Minderbinder.Testing.sln -c Release"
done

# The index is by task: the questions of README.md.
{
  printf -- '- name: Overview\n  href: README.md\n'
  sed -nE 's/^\| (.+\?) \| \[[^]]*\]\(([^)]+\.md)\) \|$/- name: "\1"\n  href: \2/p' README.md
  printf -- '- name: API\n  href: api/\n- name: Changes\n  href: CHANGELOG.md\n- name: Contributing\n  href: CONTRIBUTING.md\n'
} >"$source/toc.yml"

[[ -x $artifacts/tool/docfx ]] || dotnet tool install docfx --version "$docfx_version" --tool-path "$artifacts/tool"
"$artifacts/tool/docfx" metadata "$source/docfx.json"
"$artifacts/tool/docfx" build "$source/docfx.json" --warningsAsErrors
cp "$artifacts/site/README.html" "$artifacts/site/index.html"
say "the site is in $artifacts/site"

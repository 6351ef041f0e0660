#!/bin/bash
# pack.sh: makes all packages, in artifacts/packages, and checks that the folder has these and no older ones.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"

cd "$here/.."
rm -rf artifacts/packages
dotnet pack Minderbinder.Testing.sln -c Release -o artifacts/packages "$@"
ls -l artifacts/packages >&2

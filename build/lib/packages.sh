# shellcheck shell=bash
# For projects that take the packages as their users do: from artifacts/packages, and never an older build of them.
# Wants $repository, an absolute path.

# shellcheck disable=SC2154 # the script that reads this sets $repository
feed=$repository/artifacts/packages

# Gives NuGet a cache of its own. Other packages stay in it from run to run.
use_own_cache() {
  export NUGET_PACKAGES=$repository/artifacts/packed/nuget
}

forget_packages() {
  rm -rf "$repository"/artifacts/packed/nuget/minderbinder.*
}

package_version() {
  local packages=("$feed"/Minderbinder.Testing.[0-9]*.nupkg) name
  [[ ${#packages[@]} == 1 && -e ${packages[0]} ]] || die "artifacts/packages does not have the packages, or has several versions; run build/pack.sh"
  name=${packages[0]##*/Minderbinder.Testing.}
  echo "${name%.nupkg}"
}

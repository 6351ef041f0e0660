#!/bin/bash
# published.sh: a program that takes the package from artifacts/packages and is published for a machine without .NET.
#
#   published.sh build FOLDER [RID]  makes it in FOLDER, outside the repository; RID is linux-arm64 by default
#   published.sh run FOLDER          runs it, here or in a guest, as root, and what needs no privileges also as an ordinary user
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
repository=$(dirname "$here")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/packages.sh
. "$here/lib/packages.sh"

build() { # FOLDER RID
  use_own_cache
  rm -rf "$1"
  mkdir -p "$1/source"
  cp "$here/published/Program.cs" "$1/source/"
  cat >"$1/source/nuget.config" <<CONFIG
<configuration>
  <packageSources>
    <add key="packed" value="$feed" />
  </packageSources>
</configuration>
CONFIG
  cat >"$1/source/published.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Minderbinder.Testing" Version="$(package_version)" />
  </ItemGroup>
</Project>
PROJECT
  dotnet publish "$1/source" -c Release --runtime "$2" --self-contained --output "$1/published" >&2
}

case ${1:-}:$# in
  build:2) build "$2" linux-arm64 ;;
  build:3) build "$2" "$3" ;;
  run:2)
    result=0
    "$2/published/published" || result=1
    setpriv --reuid nobody --regid nogroup --clear-groups --inh-caps=-all "$2/published/published" user || result=1
    exit "$result"
    ;;
  *) die "usage: published.sh build FOLDER [RID] | run FOLDER" ;;
esac

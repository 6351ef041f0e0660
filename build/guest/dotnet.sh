#!/bin/bash
# dotnet.sh PROCESSOR ROOT: puts a .NET for another processor into ROOT, of the version that this machine has: from the packages that
# 'dotnet publish --self-contained' takes, laid out as an installed one.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=../lib/common.sh
. "$here/../lib/common.sh"

processor=$1 root=$2
folder=/opt/dotnet
install_missing gcc-aarch64-linux-gnu libc6-dev-arm64-cross || true

version=$(dotnet --list-runtimes | sed -n 's/^Microsoft\.NETCore\.App \([^ ]*\) .*/\1/p' | tail -n 1)
installed=$(dotnet --list-runtimes | sed -n "s/^Microsoft\.NETCore\.App $version \[\(.*\)\]$/\1/p" | tail -n 1)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cat >"$scratch/runtime.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
  <ItemGroup>
    <PackageDownload Include="Microsoft.NETCore.App.Runtime.linux-$processor" Version="[$version]" />
    <PackageDownload Include="Microsoft.AspNetCore.App.Runtime.linux-$processor" Version="[$version]" />
  </ItemGroup>
</Project>
PROJECT
dotnet restore "$scratch/runtime.csproj" --packages "$scratch/packages" >"$scratch/log" || { cat "$scratch/log"; die "could not fetch .NET $version for $processor"; }

for framework in NETCore AspNetCore; do
  from=$scratch/packages/microsoft.${framework,,}.app.runtime.linux-$processor/$version/runtimes/linux-$processor
  to=$root$folder/shared/Microsoft.$framework.App/$version
  mkdir -p "$to"
  cp "$from"/lib/net*/* "$to/"
  [[ ! -d $from/native ]] || cp "$from"/native/* "$to/"
  # The list of its files, which only an installed one has.
  sed "s/linux-x64/linux-$processor/g" "${installed/NETCore/$framework}/$version/Microsoft.$framework.App.deps.json" >"$to/Microsoft.$framework.App.deps.json"
  cp "${installed/NETCore/$framework}/$version/Microsoft.$framework.App.runtimeconfig.json" "$to/" 2>/dev/null || true
done

mkdir -p "$root$folder/host/fxr/$version"
mv "$root$folder/shared/Microsoft.NETCore.App/$version/libhostfxr.so" "$root$folder/host/fxr/$version/"
aarch64-linux-gnu-gcc -O1 -Wall -Wextra -Werror -DROOT="\"$folder\"" -DVERSION="\"$version\"" "$here/dotnet.c" -o "$root$folder/dotnet"
mkdir -p "$root/usr/local/bin"
ln -s "$folder/dotnet" "$root/usr/local/bin/dotnet"

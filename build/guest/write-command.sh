#!/bin/bash
# write-command.sh [COMMAND...]: prints the script that the guest runs: the part of the environment that
# builds and tests go by, then COMMAND, or a shell.
set -euo pipefail

for name in $(compgen -e); do
  case $name in
    PATH | HOME | USER | LANG | LC_* | TZ | TERM | CI | DOTNET_* | MSBUILD* | NUGET_* | MINDERBINDER_*)
      printf 'export %s=%q\n' "$name" "${!name}"
      ;;
  esac
done

if (($#)); then
  printf 'exec'
  printf ' %q' "$@"
  printf '\n'
else
  echo 'exec bash'
fi

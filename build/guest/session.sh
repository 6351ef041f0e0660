#!/bin/bash
# The guest's process 1 once it is a machine: runs the command, reports its exit code, switches off.
# shellcheck disable=SC2154 # settings.sh sets them

session=/run/minderbinder
# shellcheck source=/dev/null
. $session/settings.sh # directory, shell, rows, columns, programs: from guest.sh
# Programs for another processor bring a .NET of their own, in the place of this machine's.
[[ ! $programs ]] || printf '%s\n' 'export DOTNET_ROOT=/opt/dotnet PATH=/usr/local/bin:/usr/bin:/usr/sbin' "$(cat $session/command)" >$session/command
# No program runs here for long enough to profit from the profiles that .NET takes: without them a test host takes a tenth less time.
export DOTNET_TieredPGO=0
cd "$directory" || exit

port() { # NUMBER: the device of one of guest.sh's ports: 1 takes the status, 2 the output, 3 the error output
  local device
  until device=$(compgen -G "/dev/vport*p$1"); do sleep 0.1; done
  echo "$device"
}

exec 3>"$(port 1)"
echo started >&3

if [[ $shell ]]; then
  exec 4<>/dev/hvc0 # a terminal that nobody holds open forgets its size
  stty rows "$rows" columns "$columns" <&4
  setsid --ctty --wait bash $session/command <&4 >&4 2>&4 3>&- 4>&-
  code=$?
else
  # Pipes, not the ports themselves: a port can be opened only once, and many open /dev/stdout again.
  cat $session/out >"$(port 2)" 3>&- &
  cat $session/err >"$(port 3)" 3>&- &
  bash $session/command </dev/null >$session/out 2>$session/err 3>&-
  code=$?
  # All that it wrote must get out, but a daemon that it left behind must not keep the guest up.
  for ((i = 0; i < 20; i++)); do
    [[ $(jobs -r) ]] || break
    sleep 0.1
  done
fi

echo "exit $code" >&3
/bin/busybox reboot -n -f # QEMU was told not to reboot: it ends

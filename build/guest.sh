#!/bin/bash
# guest.sh: runs a command on a kernel of its own, in QEMU, on this machine's root file system.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"

usage() {
  cat <<'USAGE'
usage: guest.sh [OPTION...] -- COMMAND [ARGUMENT...]
       guest.sh [OPTION...] --shell

Boots a guest kernel in QEMU on top of this machine's files, runs COMMAND there as root in this
directory, passes on its output and exits with its exit code. What it writes stays in the guest,
but for what it writes to the --results folder.

  --kernel NAME      debian12 (the default), debian13, debian13-backports, errinj-6.1 or errinj-6.12, on x86-64;
                     debian12-arm64 or debian13-arm64, on arm64
  --results DIR      a folder that the guest may write to
  --timeout SECONDS  how long the guest may take, boot included (600; a shell has no limit)
  --append WORDS     further words for the kernel's command line, such as preempt=full
  --kvm              let the processor run the guest; without it QEMU emulates one
  --shell            an interactive shell instead of a command

Exit codes of its own: 124 out of time, 125 the guest died or did not boot, 2 wrong usage.
USAGE
}

kernel=debian12 results='' seconds=600 append='' accelerator='tcg,thread=single,tb-size=512' shell=''
while (($#)); do
  case $1 in
    --kernel | --results | --timeout | --append)
      (($# > 1)) || { say "$1 needs a value"; exit 2; }
      case $1 in
        --kernel) kernel=$2 ;;
        --results) results=$2 ;;
        --timeout) seconds=$2 ;;
        --append) append=$2 ;;
      esac
      shift 2
      ;;
    --kvm) accelerator=kvm; shift ;;
    --shell) shell=yes seconds=0; shift ;; # timeout(1) takes 0 for no limit
    --help) usage; exit 0 ;;
    --) shift; break ;;
    *) usage >&2; exit 2 ;;
  esac
done
[[ $shell && $# == 0 || ! $shell && $# -gt 0 ]] || { usage >&2; exit 2; }
[[ $seconds =~ ^[0-9]+$ ]] || { say "--timeout wants a number of seconds, not '$seconds'"; exit 2; }
[[ ! $shell || -t 0 && -t 1 ]] || die "--shell needs a terminal"
case $kernel in
  *-arm64)
    processor=arm64 qemu_program=qemu-system-aarch64 image=Image
    # The least of those that QEMU has with all that .NET can make use of, 32-bit programs among it.
    board=(-machine virt -cpu cortex-a76) console=ttyAMA0
    ;;
  *)
    processor=x86-64 qemu_program=qemu-system-x86_64 image=bzImage
    board=(-cpu Nehalem) console=ttyS0 # later ones have AVX, whose emulation is slow
    ;;
esac
case $(uname -m) in
  x86_64) own=x86-64 ;;
  aarch64) own=arm64 ;;
  *) own=$(uname -m) ;;
esac
[[ $processor == "$own" || $processor == arm64 ]] || die "a guest with an $processor processor has programs to run on machines with one only"
[[ $accelerator != kvm || $processor == "$own" ]] || die "--kvm: this machine's processor is no $processor one; leave --kvm out"
[[ $accelerator != kvm || $processor != arm64 ]] || board=(-machine 'virt,gic-version=host' -cpu host)

for program in "$qemu_program" busybox cpio; do
  command -v "$program" >/dev/null || { "$here/setup.sh" --guests; break; }
done
if [[ $accelerator == kvm ]] && ! { : <>/dev/kvm; } 2>/dev/null; then
  die "--kvm: this machine has no /dev/kvm that $(id -un) may use; leave --kvm out"
fi

kernels=$("$here/guest/kernel.sh" "$kernel")
# Programs for another processor lie over this machine's files.
programs=''
[[ $processor == "$own" ]] || programs=$("$here/guest/root.sh" "$processor")

scratch=$(mktemp -d)
qemu=''
# shellcheck disable=SC2317 # the traps call it
cleanup() {
  if [[ $qemu ]]; then
    kill "$qemu" || true
    wait "$qemu" || true
  fi 2>/dev/null
  rm -rf "$scratch"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

if [[ $results ]]; then
  mkdir -p "$results"
  results=$(realpath "$results")
fi

# The initramfs: what the guest starts with, what it is to do, and the modules that get it to its files.
session=$scratch/initramfs/session
mkdir -p "$scratch"/initramfs/{bin,session}
if [[ $programs ]]; then
  cp "$programs/usr/bin/busybox" "$scratch/initramfs/bin/"
else
  cp "$(command -v busybox)" "$scratch/initramfs/bin/"
fi
cp "$here/guest/init" "$scratch/initramfs/"
cp "$here/guest/session.sh" "$session/"
terminal_size='24 80'
[[ ! $shell ]] || terminal_size=$(stty size)
printf '%s=%q\n' hostname "${kernel//./-}" directory "$PWD" results "$results" shell "$shell" programs "$programs" \
  rows "${terminal_size% *}" columns "${terminal_size#* }" >"$session/settings.sh"
"$here/guest/write-command.sh" "$@" >"$session/command"
(cd "$scratch/initramfs" && find . | cpio --quiet -o -H newc) >"$scratch/initrd"
[[ ! -e $kernels/$kernel.modules.cpio ]] || cat "$kernels/$kernel.modules.cpio" >>"$scratch/initrd"

# One thread for both emulated processors: with a thread each, QEMU now and then runs code that the other
# processor has just patched, and patching code is what attaching a BPF program does. The guest then panics.
machine=(
  -accel "$accelerator" "${board[@]}"
  -smp 2 -m 4096 -nodefaults -no-user-config -display none -no-reboot
  -kernel "$kernels/$kernel.$image" -initrd "$scratch/initrd"
  # Of a word that comes twice, the last counts. On a busy machine the timer may seem broken to a kernel that checks it.
  -append "console=$console quiet panic=-1 mitigations=off no_timer_check lsm=yama,bpf $append"
  -serial "file:$scratch/console" # the kernel's own messages
  -device virtio-rng-pci
  -fsdev "local,id=root,path=/,security_model=none,multidevs=remap,readonly=on"
  -device "virtio-9p-pci,fsdev=root,mount_tag=root"
  -device virtio-serial-pci
  -chardev "file,id=status,path=$scratch/status" -device "virtserialport,chardev=status,nr=1"
)
if [[ $programs ]]; then
  machine+=(-fsdev "local,id=programs,path=${programs//,/,,},security_model=none,multidevs=remap,readonly=on"
    -device "virtio-9p-pci,fsdev=programs,mount_tag=programs")
fi
if [[ $results ]]; then
  machine+=(-fsdev "local,id=results,path=${results//,/,,},security_model=none,multidevs=remap"
    -device "virtio-9p-pci,fsdev=results,mount_tag=results")
fi
mkfifo "$scratch/out" "$scratch/err"
if [[ $shell ]]; then
  machine+=(-chardev "stdio,id=terminal,signal=off" -device "virtconsole,chardev=terminal,nr=0")
else
  machine+=(-chardev "file,id=out,path=$scratch/out" -device "virtserialport,chardev=out,nr=2"
    -chardev "file,id=err,path=$scratch/err" -device "virtserialport,chardev=err,nr=3")
fi

# QEMU makes what it writes to non-blocking, which whoever shares our output would suffer from: give it pipes.
# They are held open here until QEMU has ended, so that the readers neither wait for ever nor end early.
# A reader fails when nobody reads on what it passes on; then this script is to end too.
{ cat <"$scratch/out" || kill "$$"; } & out=$!
{ cat <"$scratch/err" >&2 || kill "$$"; } & err=$!
exec {hold_out}<>"$scratch/out" {hold_err}<>"$scratch/err" {input}<&0

# Whatever happens to this script, even SIGKILL, no guest is to stay behind.
ended=0
setpriv --pdeathsig TERM timeout --foreground --kill-after 5 "$seconds" \
  setpriv --pdeathsig KILL "$qemu_program" "${machine[@]}" \
  <&"$input" {hold_out}>&- {hold_err}>&- 2>"$scratch/qemu" & qemu=$!
wait "$qemu" 2>/dev/null || ended=$?
qemu=''
exec {hold_out}>&- {hold_err}>&-
wait "$out" "$err" || true

[[ ! $results || ! -e $scratch/console ]] || cp "$scratch/console" "$results/console.log"
code=$(sed -n 's/^exit //p' "$scratch/status" 2>/dev/null || true)
[[ ! $code ]] || exit "$code"

tail -n 5 "$scratch/qemu" >&2
tail -n 25 "$scratch/console" 2>/dev/null | tr -d '\r' >&2 || true
if ((ended == 124)); then
  [[ -s $scratch/status ]] && what='the command has not ended' || what='the guest has not got as far as the command'
  say "guest $kernel: $what after $seconds s; the kernel's last messages are above (--timeout gives it more)"
  exit 124
fi
say "guest $kernel: ended without reporting an exit code; the kernel's last messages are above"
exit 125

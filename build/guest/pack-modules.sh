#!/bin/bash
# pack-modules.sh TREE FILE: packs the kernel modules that a guest needs into the archive FILE for its initramfs.
# TREE is an unpacked linux-image package. The modules are numbered in the order in which to load them.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib/common.sh"

tree=$1 file=$2

wanted=(
  virtio_pci virtio_console virtio_rng # how the guest talks to QEMU
  9pnet_virtio 9p overlay              # its root file system
  sch_ingress cls_bpf sch_netem        # what tests do to packets
  veth dummy 8021q bridge bonding vxlan # and where
)

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/modules"

[[ -d $tree/lib/modules ]] || tree=$tree/usr
version=$(basename "$tree"/lib/modules/*)
depmod --basedir "$tree" "$version"

for module in "${wanted[@]}"; do
  # "insmod PATH" for each module it needs, in order; "builtin NAME" for what the kernel has already.
  modprobe --dirname "$tree" --set-version "$version" --show-depends "$module" | sed -n 's/^insmod \([^ ]*\).*/\1/p'
done | awk '!seen[$0]++' >"$scratch/paths"

number=100
while read -r path; do
  name=$(basename "$path")
  target=$scratch/modules/$number-${name%%.*}.ko
  case $name in
    *.xz) xz -dc "$path" >"$target" ;;
    *.zst) zstd -qdc "$path" >"$target" ;;
    *) cp "$path" "$target" ;;
  esac
  number=$((number + 1))
done <"$scratch/paths"

(cd "$scratch" && find modules | cpio --quiet -o -H newc) >"$file.part"
mv "$file.part" "$file"

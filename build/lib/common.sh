# shellcheck shell=bash
# What every script here needs: messages, root, Debian packages, and a scratch folder that goes away.

PATH=$PATH:/usr/sbin:/sbin # bpftool and modprobe; a user's own PATH has them not, on Debian

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

die() {
  say "$@"
  exit 1
}

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "this needs root, and there is no sudo: $*"
  fi
}

is_installed() {
  [[ $(dpkg-query --show --showformat '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# Installs those of the named packages that are missing. Returns 1 if none was.
install_missing() {
  local package missing=()
  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done
  ((${#missing[@]})) || return 1
  command -v apt-get >/dev/null \
    || die "no apt-get on this machine; install by other means what these Debian packages hold: ${missing[*]}"

  say "installing ${missing[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends "${missing[@]}" >&2 \
    || die "apt-get could not install: ${missing[*]}"
}

# Debian's name of the processor, of the two that all is built for, that this machine does not have.
other_processor() {
  case $(uname -m) in
    x86_64) echo arm64 ;;
    aarch64) echo amd64 ;;
    *) die "this is built on x86-64 and on arm64, not on $(uname -m)" ;;
  esac
}

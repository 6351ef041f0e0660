# shellcheck shell=bash
# Debian's packages, of any release and for any processor, whatever this machine is.
#
# apt runs with lists and a state of its own, so the machine's suites, pins and packages stay as they are.
# The mirror is the machine's own, or $MINDERBINDER_DEBIAN_MIRROR.

# Makes own_apt speak of a release for a processor, by Debian's name (amd64, arm64). FOLDER gets its lists and what it downloads.
use_debian() { # SUITE PROCESSOR FOLDER
  local mirror=${MINDERBINDER_DEBIAN_MIRROR:-} keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  if [[ ! $mirror ]]; then
    # shellcheck disable=SC2016 # the $( ) are apt's
    mirror=$(apt-get indextargets --format '$(ORIGIN)/$(LABEL) $(REPO_URI)' 'Created-By: Packages' \
      | sed -n 's|^Debian/Debian ||p' | head -n 1)
  fi
  [[ $mirror ]] || die "cannot fetch Debian's packages: apt on this machine knows no Debian mirror." \
    "If it is Debian, run 'apt-get update' once; if not (Ubuntu, say), set MINDERBINDER_DEBIAN_MIRROR to the address of one" \
    "and install debian-archive-keyring."
  [[ -r $keyring ]] || die "cannot check Debian's signatures: $keyring is missing; install debian-archive-keyring"

  debian_processor=$2 debian_folder=$3
  mkdir -p "$debian_folder"/{lists,cache/archives/partial,no-parts}
  : >"$debian_folder/status"
  echo "deb [arch=$2 signed-by=$keyring] $mirror $1 main" >"$debian_folder/sources.list"
  own_apt apt-get update -o APT::Update::Error-Mode=any || die "could not read the package lists of $1 at $mirror"
}

own_apt() { # COMMAND ARGUMENT...
  local command=$1
  shift
  "$command" -qq \
    -o Dir::Etc::SourceList="$debian_folder/sources.list" -o Dir::Etc::SourceParts="$debian_folder/no-parts" \
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts="$debian_folder/no-parts" \
    -o Dir::State::Lists="$debian_folder/lists" -o Dir::State::Status="$debian_folder/status" -o Dir::Cache="$debian_folder/cache" \
    -o APT::Architecture="$debian_processor" -o APT::Architectures::="$debian_processor" \
    -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none "$@"
}

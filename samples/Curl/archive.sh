#!/bin/bash
# archive.sh FOLDER URL: uploads FOLDER as a tar file, and then deletes it.
set -eu

tar -c -C "$(dirname "$1")" "$(basename "$1")" | curl --silent --show-error --fail --connect-timeout 10 --noproxy '*' --upload-file - "$2"
rm -r "$1"
echo "archived $1"

#!/bin/sh
# usage: install-debian.sh PACKAGE MARK
# Installs a Debian package that tests marked MARK need, where that needs no question: as root, or with sudo that asks no
# password. Never fails: without it these tests are skipped and say so.
set -u
package=$1
skipped="tests marked '$2' will be skipped"

if ! command -v apt-get >/dev/null; then
  echo "No $package here, and no apt-get to install it: $skipped."
  exit 0
fi
if [ "$(id -u)" = 0 ]; then
  as_root=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  as_root="sudo -n"
else
  echo "No $package here, and no right to install it: $skipped."
  exit 0
fi

# Debian starts a new service at once; a policy that says no keeps the machine's port 6379 free.
policy=/usr/sbin/policy-rc.d
made_policy=
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null && $as_root chmod +x "$policy" && made_policy=yes
fi
log=$(mktemp)
if DEBIAN_FRONTEND=noninteractive $as_root apt-get -qq update >"$log" 2>&1 &&
   $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$package" >>"$log" 2>&1
then
  echo "Installed $package."
else
  echo "Installing $package failed; $skipped. What apt-get said last:"
  tail -n 5 "$log"
fi
rm -f "$log"
[ -z "$made_policy" ] || $as_root rm -f "$policy"
exit 0

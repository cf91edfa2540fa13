# shellcheck shell=bash
# Steps that ./run and ./check share; sourced with `tool` set to the caller's name. Quiet about what is there already,
# one clear line about what is missing. Output of tools goes to build/log/ and is shown only when they fail.

log_dir=build/log
mkdir -p "$log_dir"

# `tool` is set by the script that sources this file.
# shellcheck disable=SC2154
fail() {
  echo "$tool: $*" >&2
  exit 1
}

# logged NAME COMMAND… – runs quietly; on failure shows where the output speaks of it and returns the status.
logged() {
  local log="$log_dir/$1.log" status=0 from
  shift
  "$@" >"$log" 2>&1 </dev/null || status=$?
  [ "$status" != 0 ] || return 0
  from=$(grep -n -m 1 -E '^FAILED|[Ee]rror|^E:' "$log" | cut -d : -f 1)
  if [ -n "$from" ]; then sed -n "$from,$((from + 39))p" "$log" >&2; else tail -n 20 "$log" >&2; fi
  echo "$tool: the whole output is in $log" >&2
  return "$status"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Packages of the groups that dpkg does not have. Node from elsewhere counts, as long as both commands exist.
missing_packages() {
  local wanted installed
  wanted=$(tools/packages "$@")
  if command -v node >/dev/null && command -v npm >/dev/null; then wanted=$(grep -vx -e nodejs -e npm <<<"$wanted"); fi
  installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p')
  grep -vxF -f <(echo "$installed") <<<"$wanted" || true
}

# Debian starts services on installation unless policy-rc.d says no; a build must not open ports.
apt_without_services() {
  local policy=/usr/sbin/policy-rc.d ours=""
  if [ ! -e "$policy" ]; then
    ours=yes
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
  fi
  local status=0
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@" ||
    status=$?
  [ -z "$ours" ] || as_root rm -f "$policy"
  return "$status"
}

install_packages() {
  command -v dpkg-query >/dev/null || fail "needs Debian 12; this system has no dpkg"
  local missing
  missing=$(missing_packages "$@" | xargs)
  [ -n "$missing" ] || return 0
  local system
  # shellcheck disable=SC1091
  system=$(. /etc/os-release && echo "$ID $VERSION_ID")
  [ "$system" = "debian 12" ] || fail "needs Debian 12 (this is $system) or these packages installed by hand: $missing"
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail "needs root or sudo once, to install: $missing"
    sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; } || fail "sudo asks for a password; sign in with sudo -v first"
  fi
  echo "$tool: installing $missing"
  logged apt-update as_root apt-get -q update || fail "the list of Debian packages cannot be fetched; is there a network?"
  # shellcheck disable=SC2086 # one argument a package
  logged apt-install apt_without_services $missing || fail "cannot fetch or install: $missing (is there a network?)"
}

node_is_new_enough() {
  local version
  version=$(node --version 2>/dev/null) || return 1
  [ "$(printf 'v18.19.0\n%s\n' "$version" | sort -V | head -n 1)" = v18.19.0 ]
}

# build_tree PRESET TARGET… – configures and builds; on a terminal with ninja's own progress line.
build_tree() {
  local preset=$1
  shift
  node_is_new_enough || fail "needs Node.js 18.19 or newer; this is $(node --version 2>/dev/null || echo none)"
  logged "configure-$preset" cmake --preset "$preset" || fail "CMake cannot configure build/$preset"
  if [ ! -e "build/$preset/.ninja_log" ]; then
    echo "$tool: building build/$preset for the first time, which takes some minutes"
  fi
  if [ -t 1 ]; then
    cmake --build --preset "$preset" --target "$@" || fail "build/$preset does not build"
  else
    logged "build-$preset" cmake --build --preset "$preset" --target "$@" || fail "build/$preset does not build"
  fi
}

# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by test-fresh.sh and test-package.sh: roots of a minimal Debian 12, made by debootstrap, and
# a way into them. Nothing is mounted where others see it, so that nothing is left behind when a test
# is killed. Needs root and debootstrap. Packages come from the mirror that this machine's apt uses.

fresh_suite=bookworm
fresh_cache=$PWD/build/fresh # base.tar, downloaded packages, compiler cache: deletable

fresh_die() {
    printf '%s\n' "$*" >&2
    exit 2
}

# fresh_sources FORMAT : one line for each of this machine's Debian 12 archives that hold programs.
fresh_sources() {
    apt-get indextargets --format "$1" 'Created-By: Packages' 'Origin: Debian' |
        grep -F "$fresh_suite" | sort -u
}

# Makes build/fresh/base.tar unless it is there.
fresh_base() {
    [ "$(id -u)" -eq 0 ] || fresh_die "This test makes a root file system and must be run as root."
    command -v debootstrap >/dev/null || fresh_die "This test needs the package debootstrap."
    mkdir -p "$fresh_cache/debs/partial" "$fresh_cache/ccache"
    [ ! -e "$fresh_cache/base.tar" ] || return 0
    local mirror root
    mirror=$(fresh_sources '$(RELEASE) $(REPO_URI)' | sed -n "s/^$fresh_suite //p" | head -1)
    [ -n "$mirror" ] || fresh_die "apt on this machine has no archive of Debian 12 ($fresh_suite)."
    root=$(mktemp -d "$fresh_cache/base.XXXXXX")
    echo "Making a minimal Debian 12 (kept in build/fresh/base.tar) ..."
    debootstrap --variant=minbase "$fresh_suite" "$root" "$mirror" >"$fresh_cache/debootstrap.log" ||
        fresh_die "debootstrap failed, see build/fresh/debootstrap.log"
    fresh_sources 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' >"$root/etc/apt/sources.list"
    apt-config dump | grep -E '^Acquire::(https?::Proxy|Check-)' >"$root/etc/apt/apt.conf.d/90host" || true
    rm -f "$root"/var/cache/apt/archives/*.deb
    tar -C "$root" -cf "$fresh_cache/base.tar.new" .
    mv "$fresh_cache/base.tar.new" "$fresh_cache/base.tar"
    rm -rf --one-file-system "$root"
}

# fresh_root : unpacks the base to a new folder and prints its name. The caller removes it.
fresh_root() {
    local root
    root=$(mktemp -d "$fresh_cache/root.XXXXXX")
    tar -C "$root" -xf "$fresh_cache/base.tar"
    chmod 755 "$root" # after tar, which gives it what mktemp gave the base's
    cp -L /etc/resolv.conf "$root/etc/resolv.conf"
    echo '127.0.0.1 localhost fresh' >"$root/etc/hosts" # sudo looks the host's name up
    mkdir -p "$root/ccache"
    printf '%s\n' "$root"
}

# fresh_enter ROOT COMMAND... : runs the command, as root, with ROOT as its root and a pid namespace
# of its own. Not chroot: the kernel refuses user namespaces, which every sandbox needs, to a process
# in a chroot. There are no control groups and no /dev/net/tun inside: a machine that offers little.
fresh_enter() {
    local root=$1
    shift
    unshare --mount --pid --ipc --uts --fork --kill-child bash -euc '
        root=$1 cache=$2
        shift 2
        hostname fresh
        mount --make-rprivate /
        mount --bind "$root" "$root"
        cd "$root"
        mount -t proc proc proc
        mount -t sysfs -o ro sysfs sys
        mount -t tmpfs -o mode=755 tmpfs dev
        for node in null zero full random urandom tty; do
            touch "dev/$node"
            mount --bind "/dev/$node" "dev/$node"
        done
        mkdir dev/pts dev/shm
        mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts dev/pts
        mount -t tmpfs -o mode=1777 tmpfs dev/shm
        ln -s pts/ptmx dev/ptmx
        ln -s /proc/self/fd dev/fd
        ln -s /proc/self/fd/0 dev/stdin
        ln -s /proc/self/fd/1 dev/stdout
        ln -s /proc/self/fd/2 dev/stderr
        mount -t tmpfs -o mode=1777 tmpfs tmp
        mount -t tmpfs -o mode=755 tmpfs run
        mount --bind "$cache/debs" var/cache/apt/archives
        mount --bind "$cache/ccache" ccache
        mkdir -p .old
        pivot_root . .old
        cd /
        umount -l /.old
        rmdir /.old
        exec "$@"
    ' fresh "$root" "$fresh_cache" "$@" </dev/null
}

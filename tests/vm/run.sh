#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Doctor, invokes and the tests with real sandboxes, as an ordinary user of a systemd machine with
# control groups v2, in a virtual machine of Debian 12. See README.md.
#   tests/vm/run.sh [--build FOLDER] [--cache FOLDER] [--limit SECONDS] [TEST...]
# A TEST is a program below the build's tests/, such as sandbox/tst_sandboxlimits.
set -euo pipefail
cd "$(dirname "$0")/../.."
. installer/freshroot.sh
. installer/setup.sh

build=build/release
cache=$PWD/build/vm
limit=5400
while [ $# -gt 0 ]; do
    case $1 in
    --build) build=$2 ;;
    --cache) mkdir -p "$2" && cache=$(realpath "$2") ;;
    --limit) limit=$2 ;;
    -*) fresh_die "Not understood: $1" ;;
    *) break ;;
    esac
    shift 2
done
build=$(realpath "$build")
source=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$build/CMakeCache.txt") ||
    fresh_die "$build is no build folder."
if [ $# -eq 0 ]; then
    set -- sandbox/tst_{delegatedscope,resourcegroup,sandboxprobe,bubblewrap,sandboxlimits,sandboxlife,sandboxescape} \
        pool/tst_{logframes,concurrencylimits,scheduler,environment,environmentextensions} \
        invoke/tst_{localengine,hostilefunction,standby,extensions}
fi
for program in app/lwb libexec/workbench-init "${@/#/tests/}"; do
    [ -x "$build/$program" ] || fresh_die "$build/$program is not built."
done

# What the guest has beside a minimal Debian 12: a session as users have it, and what programs need.
guest_packages=(
    systemd-sysv dbus dbus-user-session libpam-systemd udev linux-image-amd64 initramfs-tools
    bubblewrap slirp4netns python3 nodejs ruby curl ca-certificates procps
    libqt6core6 libqt6concurrent6 libqt6sql6 libqt6sql6-sqlite libqt6test6
    libyaml-0-2 libarchive13 libseccomp2
)

install_missing debootstrap qemu-system-x86 e2fsprogs binutils
fresh_cache=$cache
root=
cleanup() { [ -z "$root" ] || rm -rf --one-file-system "$root"; }
trap cleanup EXIT
trap 'exit 130' INT TERM

# The guest's root without what is tested, kept in guest.tar.
guest_base() {
    [ ! -e "$cache/guest.tar" ] || return 0
    fresh_base
    root=$(fresh_root)
    echo "Installing the guest's packages (kept in guest.tar) ..."
    mkdir -p "$root/etc/initramfs-tools/conf.d"
    echo 'MODULES=list' >"$root/etc/initramfs-tools/conf.d/vm" # small: emulation unpacks slowly
    fresh_enter "$root" bash -euc '
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq
        apt-get install -y -qq --no-install-recommends "$@"
        printf "%s\n" virtio_pci virtio_blk ext4 crc32c_generic >>/etc/initramfs-tools/modules
        update-initramfs -u -k all
        useradd --create-home --uid 1000 --shell /bin/bash tester
        rm -rf /var/lib/apt/lists/*
    ' guest "${guest_packages[@]}" >"$cache/packages.log" 2>&1 ||
        fresh_die "The guest's packages can't be installed, see $cache/packages.log"
    mkdir -p "$root/var/lib/systemd/linger"
    touch "$root/var/lib/systemd/linger/tester"
    echo workbench-vm >"$root/etc/hostname"
    echo '127.0.0.1 localhost workbench-vm' >"$root/etc/hosts"
    for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer \
        fstrim.timer getty@.service serial-getty@.service systemd-timesyncd.service; do
        ln -sf /dev/null "$root/etc/systemd/system/$unit"
    done
    tar -C "$root" -cf "$cache/guest.tar.new" .
    mv "$cache/guest.tar.new" "$cache/guest.tar"
    cleanup
    root=
}

# Where the host has them: programs and tests have these paths compiled in.
copy_tested() {
    mkdir -p "$root$build/app" "$root$build/libexec" "$root$source"
    cp -r "$source/tests" "$source/resources" "$root$source/"
    cp -r "$build/libexec/." "$root$build/libexec/"
    [ ! -d "$build/resources" ] || cp -r "$build/resources" "$root$build/"
    local program
    for program in app/lwb "${@/#/tests/}"; do
        mkdir -p "$root$build/${program%/*}"
        strip -o "$root$build/$program" "$build/$program"
    done
    local folder=$build
    while [ "$folder" != / ]; do
        chmod 755 "$root$folder"
        folder=${folder%/*} folder=${folder:-/}
    done
    chmod -R a+rX "$root$build" "$root$source"
    chown -R 1000:1000 "$root$source" "$root$build"
}

install_guest_script() {
    install -D -m 755 tests/vm/guest.sh "$root/usr/local/lib/workbench-vm/guest.sh"
    printf '%s\n' "build=$build" "source=$source" "tests=($*)" >"$root/usr/local/lib/workbench-vm/settings"
    cat >"$root/etc/systemd/system/workbench-vm.service" <<END
[Unit]
After=multi-user.target user@1000.service
Wants=user@1000.service
[Service]
Type=oneshot
TimeoutStartSec=infinity
ExecStart=/usr/local/lib/workbench-vm/guest.sh
ExecStopPost=/bin/systemctl --force --force poweroff
StandardOutput=tty
StandardError=tty
TTYPath=/dev/ttyS0
[Install]
WantedBy=default.target
END
    mkdir -p "$root/etc/systemd/system/default.target.wants"
    ln -s ../workbench-vm.service "$root/etc/systemd/system/default.target.wants/"
}

mkdir -p "$cache"
guest_base
root=$(mktemp -d "$cache/root.XXXXXX")
tar -C "$root" -xf "$cache/guest.tar"
chmod 755 "$root"
copy_tested "$@"
install_guest_script "$@"
cp -L "$root/vmlinuz" "$root/initrd.img" "$cache/"
rm -f "$cache/disk.img"
mke2fs -q -t ext4 -d "$root" "$cache/disk.img" 6G
cleanup
root=

echo "Booting ..."
status=0
timeout --kill-after=10 "$limit" qemu-system-x86_64 -accel tcg,thread=multi -smp 2 -m 3G \
    -nographic -no-reboot -nic none -device virtio-rng-pci \
    -drive "file=$cache/disk.img,format=raw,if=virtio,cache=unsafe" \
    -kernel "$cache/vmlinuz" -initrd "$cache/initrd.img" \
    -append "root=/dev/vda rw console=ttyS0 quiet panic=-1 systemd.unified_cgroup_hierarchy=1 systemd.show_status=0" \
    </dev/null | stdbuf -oL tr -d '\r' | tee "$cache/console.log" | grep --line-buffered '^VM-' || status=$?
rm -f "$cache/disk.img"

results=$(grep '^VM-RESULT ' "$cache/console.log" || true)
count() { printf '%s\n' "$results" | grep -c " $1" || true; }
echo "passed $(count PASS), failed $(count FAIL), skipped $(count SKIP); all output is in $cache/console.log"
grep -q '^VM-END' "$cache/console.log" || fresh_die "The guest did not come to its end (status $status)."
[ "$(count FAIL)" -eq 0 ]

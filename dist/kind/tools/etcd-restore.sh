#!/bin/sh
# Brings back a snapshot of etcd, on the control-plane node, as root:
#   sh etcd-restore.sh /mnt/etcd-backup/etcd-20260102T030405Z.db
# Only for a control plane of one node. What was changed after the snapshot is lost; the old data are put aside.
set -eu

manifests="${MANIFESTS:-/etc/kubernetes/manifests}"
data="${ETCD_DATA:-/var/lib/etcd}"
aside="${ASIDE:-/var/lib/etcd-restore}/$(date -u +%Y%m%dT%H%M%SZ)"
image='registry.k8s.io/etcd:3.6.5-0'

if [ $# -ne 1 ] || [ ! -f "$1" ]; then
  echo "give the file of a snapshot, such as /mnt/etcd-backup/etcd-20260102T030405Z.db" >&2
  exit 2
fi
snapshot="$(cd "$(dirname "$1")" && pwd)/$(basename "$1")"

flag() { sed -n "s/^ *- --$1=//p" "$manifests/etcd.yaml"; }
name="$(flag name)"
peer="$(flag initial-advertise-peer-urls)"
if [ -z "$name" ] || [ -z "$peer" ]; then
  echo "$manifests/etcd.yaml has no --name or no --initial-advertise-peer-urls" >&2
  exit 1
fi
case "$(flag initial-cluster)" in
  *,*) echo 'etcd has several members, and each of them must be restored before any is started' >&2; exit 1 ;;
esac

restore() { etcdutl snapshot restore "$snapshot" --data-dir "$data/restored" --bump-revision 1000000000 --mark-compacted \
  --name "$name" --initial-cluster "$name=$peer" --initial-advertise-peer-urls "$peer"; }
if ! command -v etcdutl > /dev/null; then
  etcdutl() {
    ctr --namespace k8s.io images ls -q | grep -qx "$image" || ctr --namespace k8s.io images pull "$image"
    ctr --namespace k8s.io run --rm \
      --mount "type=bind,src=$(dirname "$snapshot"),dst=$(dirname "$snapshot"),options=rbind:ro" \
      --mount "type=bind,src=$data,dst=$data,options=rbind:rw" \
      "$image" etcd-restore /usr/local/bin/etcdutl "$@" < /dev/null
  }
fi
rm -rf "$data/restored"
restore

# The kubelet stops a static pod whose manifest is gone.
mkdir -p "$aside/manifests"
mv "$manifests"/*.yaml "$aside/manifests/"
while [ -n "$(crictl ps --quiet --name '^(etcd|kube-apiserver)$')" ]; do sleep 1; done

mv "$data/member" "$aside/member"
mv "$data/restored/member" "$data/member"
rm -rf "$data/restored"
mv "$aside/manifests"/*.yaml "$manifests/"
echo "restored; the data from before are in $aside/member"

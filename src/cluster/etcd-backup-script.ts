/** Where the containers have the volume of the snapshots. */
export const BACKUP = '/backup';

/**
 * What the last container does: gives a sound snapshot its name for good, which is its time, and deletes what is too many. Times in this form
 * sort as text. What a failed run left stays for a day, since a run that was started by hand may still write it.
 */
export const KEEP_SCRIPT = `umask 077
mv "${BACKUP}/$JOB_NAME.unverified" "${BACKUP}/etcd-$(date -u +%Y%m%dT%H%M%SZ).db"
ls -1 ${BACKUP} | grep '^etcd-[0-9]*T[0-9]*Z[.]db$' | sort -r | tail -n "+$((KEEP + 1))" | while read -r old; do
  rm "${BACKUP}/$old"
done
find ${BACKUP} -maxdepth 1 -name '*.unverified*' -mtime +0 -exec rm {} +
`;

/** What {@link restoreScript} needs. */
export interface RestoreScriptOptions {
  readonly file: string;
  /** The directory of the snapshots on the node, where it is one. */
  readonly hostPath?: string;
  readonly image: string;
  /** The minor version of the target's Kubernetes. */
  readonly minor: number;
}

/**
 * The script that brings a snapshot back to the one control plane that kubeadm or kind made. It makes the new data before it stops anything,
 * and puts the old data aside.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/#restoring-an-etcd-cluster
 */
export function restoreScript({ file, hostPath, image, minor }: RestoreScriptOptions): string {
  const example = `${hostPath ?? '/root'}/etcd-20260102T030405Z.db`;
  // Only etcd 3.6 has the flags. Without them controllers may take an old revision for a new one, and are started anew anyway.
  const bump = minor >= 34 ? ' --bump-revision 1000000000 --mark-compacted' : '';
  return `#!/bin/sh
# Brings back a snapshot of etcd, on the control-plane node, as root:
#   sh ${file} ${example}
# Only for a control plane of one node. What was changed after the snapshot is lost; the old data are put aside.
set -eu

manifests="\${MANIFESTS:-/etc/kubernetes/manifests}"
data="\${ETCD_DATA:-/var/lib/etcd}"
aside="\${ASIDE:-/var/lib/etcd-restore}/$(date -u +%Y%m%dT%H%M%SZ)"
image='${image}'

if [ $# -ne 1 ] || [ ! -f "$1" ]; then
  echo "give the file of a snapshot, such as ${example}" >&2
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

restore() { etcdutl snapshot restore "$snapshot" --data-dir "$data/restored"${bump} \\
  --name "$name" --initial-cluster "$name=$peer" --initial-advertise-peer-urls "$peer"; }
if ! command -v etcdutl > /dev/null; then
  etcdutl() {
    ctr --namespace k8s.io images ls -q | grep -qx "$image" || ctr --namespace k8s.io images pull "$image"
    ctr --namespace k8s.io run --rm \\
      --mount "type=bind,src=$(dirname "$snapshot"),dst=$(dirname "$snapshot"),options=rbind:ro" \\
      --mount "type=bind,src=$data,dst=$data,options=rbind:rw" \\
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
`;
}

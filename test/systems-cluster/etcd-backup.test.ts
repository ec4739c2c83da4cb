import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, Chart } from 'cdk8s';
import { Placement } from '../../src/core/placement';
import { Target } from '../../src/facts/target';
import { BUSYBOX_IMAGE, EtcdBackup, KindCluster, etcdImage } from '../../src/cluster';
import type { EtcdBackupProps } from '../../src/cluster';
import { messageOf, objectsOf, testChart, untyped, yamlFrom } from '../support/chart';
import type { Rendered } from '../support/chart';
import { findingsOf } from './render';

const DEFAULTS: EtcdBackupProps = { data: { hostPath: '/var/lib/etcd-backup' } };

const EVERYTHING: Required<Omit<EtcdBackupProps, 'restoreFile'>> = {
  data: { claim: 'snapshots' },
  schedule: '15 3 * * *',
  keep: 7,
  name: 'etcd-snapshots',
  namespace: 'backup',
  endpoint: 'https://10.0.0.5:2379',
  certificates: '/etc/etcd/pki',
  image: 'mirror.example.com/etcd:3.6.5-0',
  busyboxImage: 'mirror.example.com/busybox:1.37.0',
  placement: Placement.labels({ 'example.com/backup': 'true' }),
};

const build = (props: EtcdBackupProps) => (chart: Chart) => new EtcdBackup(chart, 'backup', props);
const podOf = (props = DEFAULTS, target?: Target): Rendered =>
  objectsOf(build(props), target)[0].spec.jobTemplate.spec.template.spec;
const scriptOf = (props = DEFAULTS, target?: Target): string =>
  new EtcdBackup(testChart(target), 'backup', props).restoreFile!.toText();

describe('EtcdBackup', () => {
  test('defaults', () => expect(yamlFrom(build(DEFAULTS))).toMatchSnapshot());
  test('everything set', () => expect(yamlFrom(build(EVERYTHING))).toMatchSnapshot());
  test('the script that brings a snapshot back', () => expect(scriptOf()).toMatchSnapshot());

  test.each([DEFAULTS, { ...DEFAULTS, keep: 1 }])('its output passes all checks (%#)', (props) => {
    expect(findingsOf(build(props), Target.generic('1.34'))).toEqual([]);
    expect(findingsOf(build(props), Target.kind('1.27'))).toEqual([]);
  });

  test('with a claim and a namespace that are made elsewhere, only these are missed', () => {
    expect(findingsOf(build(EVERYTHING), Target.generic('1.34'))).toEqual([
      'REF011 PersistentVolumeClaim backup/snapshots does not exist',
    ]);
  });

  test('ApiObject.of finds the CronJob', () => {
    expect(ApiObject.of(new EtcdBackup(testChart(), 'backup', DEFAULTS)).kind).toBe('CronJob');
  });

  test('on kind the directory of the machine is given once', () => {
    const chart = testChart(Target.kind('1.34'));
    const kind = new KindCluster(chart, 'kind');
    new EtcdBackup(chart, 'backup', { data: { hostPath: kind.mount('etcd-backup', '/data/etcd-backup') } });
    expect(kind.file.toText()).toContain('hostPath: /data/etcd-backup\n        containerPath: /mnt/etcd-backup');
    expect(chart.toJson()[0].spec.jobTemplate.spec.template.spec.volumes[0].hostPath.path).toBe('/mnt/etcd-backup');
  });

  test.each([27, 30, 33, 34, 35, 36])('etcd of Kubernetes 1.%i', (minor) => {
    const [snapshot, verify] = podOf(DEFAULTS, Target.generic(`1.${minor}`)).initContainers;
    expect(snapshot.image).toBe(etcdImage(minor));
    expect(verify.image).toBe(snapshot.image);
    expect(snapshot.image).toMatch(
      minor < 34 ? /^registry\.k8s\.io\/etcd:3\.5\.\d+-0$/ : /^registry\.k8s\.io\/etcd:3\.6\.\d+-0$/,
    );
  });

  test.each([Target.aks('1.34'), Target.eks('1.34')])('the target %s is refused', (target) => {
    expect(messageOf(() => new EtcdBackup(testChart(target), 'backup', DEFAULTS))).toBe(
      `[test/backup] the target is ${target.toString()}, whose provider keeps etcd itself, allowed are kind and generic`,
    );
  });
});

describe('ANS-19: what a snapshot is made of', () => {
  test('etcd is asked for it, nobody copies its files', () => {
    const pod = podOf();
    expect(pod.initContainers[0].args).toEqual([
      '--endpoints=https://127.0.0.1:2379',
      '--cacert=/pki/ca.crt',
      '--cert=/pki/healthcheck-client.crt',
      '--key=/pki/healthcheck-client.key',
      'snapshot',
      'save',
      '/backup/$(JOB_NAME).unverified',
    ]);
    expect(pod.volumes.map(({ hostPath }: Rendered) => hostPath.path)).not.toContain('/var/lib/etcd');
  });

  test('the image of etcd has no shell, and none is asked of it', () => {
    const { initContainers, containers } = podOf();
    expect(initContainers.map(({ command }: Rendered) => command)).toEqual([
      ['/usr/local/bin/etcdctl'],
      ['/usr/local/bin/etcdutl'],
    ]);
    expect(containers[0].image).toBe(BUSYBOX_IMAGE);
  });

  test('two do not run at a time, and both attempts of a run write one file', () => {
    const [{ spec }] = objectsOf(build(DEFAULTS));
    expect(spec.concurrencyPolicy).toBe('Forbid');
    const [snapshot] = podOf().initContainers;
    expect(snapshot.env[0].valueFrom.fieldRef.fieldPath).toBe("metadata.labels['batch.kubernetes.io/job-name']");
  });

  test('it stands on a control plane, with the network of the node', () => {
    expect(podOf()).toMatchObject({
      hostNetwork: true,
      nodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
      tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
    });
    expect(podOf(EVERYTHING)).not.toHaveProperty('hostNetwork');
  });

  test('it is root without a capability, a token, or the keys that it does not need', () => {
    const pod = podOf();
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(pod.securityContext).toEqual({
      seccompProfile: { type: 'RuntimeDefault' },
      runAsUser: 0,
      runAsGroup: 0,
    });
    for (const { securityContext } of [...pod.initContainers, ...pod.containers])
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
    const files = pod.volumes.slice(1).map(({ hostPath }: Rendered) => hostPath);
    expect(files).toEqual(
      ['ca.crt', 'healthcheck-client.crt', 'healthcheck-client.key'].map((file) => ({
        path: `/etc/kubernetes/pki/etcd/${file}`,
        type: 'File',
      })),
    );
    expect(pod.initContainers[0].volumeMounts.slice(1).every(({ readOnly }: Rendered) => readOnly)).toBe(true);
    expect(pod.containers[0].volumeMounts).toHaveLength(1);
  });

  test('the last container names what is sound, keeps as many as it should, and deletes the rest', () => {
    withFolder((folder) => {
      const old = ['etcd-20250101T000000Z.db', 'etcd-20250102T000000Z.db', 'etcd-20250103T000000Z.db'];
      for (const file of [
        ...old,
        'job-1.unverified',
        'notes.txt',
        'etcd-mine.db',
        'job-0.unverified.part',
        'job-2.unverified',
      ])
        fs.writeFileSync(path.join(folder, file), file);
      const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
      fs.utimesSync(path.join(folder, 'job-0.unverified.part'), twoDaysAgo, twoDaysAgo);
      const { command, env } = podOf({ ...DEFAULTS, keep: 2 }).containers[0];
      expect(env[1]).toEqual({ name: 'KEEP', value: '2' });
      const [shell, ...args] = (command as string[]).map((text) => text.replaceAll('/backup', folder));
      execFileSync(shell!, args, { env: { PATH: process.env.PATH, JOB_NAME: 'job-1', KEEP: '2' } });
      const files = fs.readdirSync(folder).sort();
      const [made] = files.filter((file) => /^etcd-\d{8}T\d{6}Z\.db$/.test(file) && !old.includes(file));
      // A file of another program stays, and so does what a run of today still writes.
      expect(files).toEqual(['etcd-20250103T000000Z.db', 'etcd-mine.db', 'job-2.unverified', made, 'notes.txt'].sort());
      expect(fs.readFileSync(path.join(folder, made!), 'utf8')).toBe('job-1.unverified');
    });
  });

  test('a snapshot that was not made deletes none', () => {
    withFolder((folder) => {
      fs.writeFileSync(path.join(folder, 'etcd-20250101T000000Z.db'), '');
      fs.writeFileSync(path.join(folder, 'etcd-20250102T000000Z.db'), '');
      const [shell, ...args] = (podOf().containers[0].command as string[]).map((text) =>
        text.replaceAll('/backup', folder),
      );
      const { status } = spawnSync(shell!, args, { env: { PATH: process.env.PATH, JOB_NAME: 'job-1', KEEP: '1' } });
      expect(status).not.toBe(0);
      expect(fs.readdirSync(folder)).toHaveLength(2);
    });
  });
});

const MANIFEST = `spec:
  containers:
    - command:
        - etcd
        - --initial-advertise-peer-urls=https://172.18.0.2:2380
        - --initial-cluster=mls-control-plane=https://172.18.0.2:2380
        - --name=mls-control-plane
`;

/** A node in a folder: static pods, data of etcd, a snapshot, and stand-ins for the programs of a node. */
function nodeIn(folder: string, manifest = MANIFEST): NodeJS.ProcessEnv {
  const write = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text, { mode: 0o755 });
  };
  write('manifests/etcd.yaml', manifest);
  write('manifests/kube-apiserver.yaml', 'spec: {}');
  write('etcd/member/snap/db', 'old');
  write('backup/etcd-20260102T030405Z.db', 'snapshot');
  write('bin/crictl', '#!/bin/sh\nexit 0\n');
  // Writes down what it was asked, and makes the data as etcdutl does.
  write(
    'bin/etcdutl',
    `#!/bin/sh
echo "$*" > "${folder}/asked"
[ -e "${folder}/broken" ] && exit 1
mkdir -p "${folder}/etcd/restored/member/snap" && cp "$3" "${folder}/etcd/restored/member/snap/db"
`,
  );
  return {
    PATH: `${folder}/bin:${process.env.PATH}`,
    MANIFESTS: `${folder}/manifests`,
    ETCD_DATA: `${folder}/etcd`,
    ASIDE: `${folder}/aside`,
  };
}

describe('ANS-19: bringing a snapshot back', () => {
  const run = (folder: string, env: NodeJS.ProcessEnv, args: string[], script = scriptOf()) =>
    spawnSync('/bin/sh', ['-s', '--', ...args], { input: script, env, encoding: 'utf8', cwd: folder });
  const snapshot = 'backup/etcd-20260102T030405Z.db';

  test('the data are those of the snapshot, the old ones are aside, and everything is started again', () => {
    withFolder((folder) => {
      const { status, stderr } = run(folder, nodeIn(folder), [snapshot]);
      expect([status, stderr]).toEqual([0, '']);
      expect(fs.readFileSync(path.join(folder, 'etcd/member/snap/db'), 'utf8')).toBe('snapshot');
      expect(fs.readdirSync(path.join(folder, 'etcd'))).toEqual(['member']);
      expect(fs.readdirSync(path.join(folder, 'manifests')).sort()).toEqual(['etcd.yaml', 'kube-apiserver.yaml']);
      const [aside] = fs.readdirSync(path.join(folder, 'aside'));
      expect(fs.readFileSync(path.join(folder, 'aside', aside!, 'member/snap/db'), 'utf8')).toBe('old');
      expect(fs.readFileSync(path.join(folder, 'asked'), 'utf8')).toBe(
        `snapshot restore ${fs.realpathSync(folder)}/${snapshot} --data-dir ${folder}/etcd/restored --bump-revision 1000000000 --mark-compacted` +
          ' --name mls-control-plane --initial-cluster mls-control-plane=https://172.18.0.2:2380' +
          ' --initial-advertise-peer-urls https://172.18.0.2:2380\n',
      );
    });
  });

  test('the page shows the command that the script runs', () => {
    withFolder((folder) => {
      run(folder, nodeIn(folder), [snapshot]);
      const asked = fs
        .readFileSync(path.join(folder, 'asked'), 'utf8')
        .replace(`${fs.realpathSync(folder)}/backup`, '/mnt/etcd-backup')
        .replace(`${folder}/etcd`, '/var/lib/etcd')
        .trim();
      const page = fs.readFileSync(path.resolve(__dirname, '../../docs/systems/cluster.md'), 'utf8');
      expect(page.replace(/ \\\n +/g, ' ')).toContain(`\netcdutl ${asked}\n`);
    });
  });

  test('etcd 3.5 does not know the flags of 3.6', () => {
    expect(scriptOf(DEFAULTS, Target.generic('1.33'))).not.toContain('--bump-revision');
    expect(scriptOf(DEFAULTS, Target.generic('1.34'))).toContain('--bump-revision');
  });

  test('a snapshot that is broken stops nothing', () => {
    withFolder((folder) => {
      const env = nodeIn(folder);
      fs.writeFileSync(path.join(folder, 'broken'), '');
      expect(run(folder, env, [snapshot]).status).toBe(1);
      expect(fs.readFileSync(path.join(folder, 'etcd/member/snap/db'), 'utf8')).toBe('old');
      expect(fs.readdirSync(path.join(folder, 'manifests'))).toHaveLength(2);
      expect(fs.existsSync(path.join(folder, 'aside'))).toBe(false);
    });
  });

  test.each<[string, string[], string]>([
    [MANIFEST, [], 'give the file of a snapshot, such as /var/lib/etcd-backup/etcd-20260102T030405Z.db'],
    [
      MANIFEST,
      ['backup/none.db'],
      'give the file of a snapshot, such as /var/lib/etcd-backup/etcd-20260102T030405Z.db',
    ],
    [
      MANIFEST.replace('--initial-cluster=', '--initial-cluster=other=https://172.18.0.3:2380,'),
      [snapshot],
      'etcd has several members, and each of them must be restored before any is started',
    ],
    ['spec: {}', [snapshot], 'etcd.yaml has no --name or no --initial-advertise-peer-urls'],
  ])('it refuses what it cannot bring back (%#)', (manifest, args, message) => {
    withFolder((folder) => {
      const { status, stderr } = run(folder, nodeIn(folder, manifest), args);
      expect(status).not.toBe(0);
      expect(stderr).toContain(message);
      expect(fs.existsSync(path.join(folder, 'asked'))).toBe(false);
    });
  });

  test('without etcdutl on the node, that of the image is run with the directories of both sides', () => {
    withFolder((folder) => {
      const env = nodeIn(folder);
      fs.rmSync(path.join(folder, 'bin/etcdutl'));
      const ctr = `#!/bin/sh
echo "$*" >> "${folder}/asked"
# It reads what it is given, as ctr does, and the script itself comes that way here.
cat > /dev/null
case "$*" in *run*) mkdir -p "${folder}/etcd/restored/member" ;; *ls*) echo ${etcdImage(34)} ;; esac
`;
      fs.writeFileSync(path.join(folder, 'bin/ctr'), ctr, { mode: 0o755 });
      expect(run(folder, env, [snapshot]).status).toBe(0);
      const [list, ran, ...more] = fs.readFileSync(path.join(folder, 'asked'), 'utf8').trim().split('\n');
      const backup = `${fs.realpathSync(folder)}/backup`;
      expect(list).toBe('--namespace k8s.io images ls -q');
      expect(ran).toBe(
        `--namespace k8s.io run --rm --mount type=bind,src=${backup},dst=${backup},options=rbind:ro` +
          ` --mount type=bind,src=${folder}/etcd,dst=${folder}/etcd,options=rbind:rw ${etcdImage(34)} etcd-restore /usr/local/bin/etcdutl` +
          ` snapshot restore ${backup}/etcd-20260102T030405Z.db --data-dir ${folder}/etcd/restored --bump-revision 1000000000 --mark-compacted` +
          ' --name mls-control-plane --initial-cluster mls-control-plane=https://172.18.0.2:2380' +
          ' --initial-advertise-peer-urls https://172.18.0.2:2380',
      );
      expect(more).toEqual([]);
    });
  });

  test('an etcd elsewhere has none, and a name for it is refused', () => {
    const endpoint = 'https://10.0.0.5:2379';
    expect(new EtcdBackup(testChart(), 'backup', { ...DEFAULTS, endpoint }).restoreFile).toBeUndefined();
    const props = { ...DEFAULTS, endpoint, restoreFile: 'restore.sh' };
    expect(messageOf(() => new EtcdBackup(testChart(), 'backup', props))).toBe(
      '[test/backup] restoreFile is given with endpoint, whose etcd is restored where it runs',
    );
    const named = new EtcdBackup(testChart(), 'backup', { ...DEFAULTS, restoreFile: 'restore.sh' });
    expect(named.restoreFile?.name).toBe('restore.sh');
    expect(named.restoreFile?.toText()).toContain('sh restore.sh /var/lib/etcd-backup/');
  });
});

describe('refused', () => {
  const label = "must consist of lower-case letters, digits and '-', and begin and end with a letter or digit";
  test.each<[object, string]>([
    [{ data: undefined }, 'data has not exactly one of hostPath and claim'],
    [{ data: { hostPath: '/a', claim: 'a' } }, 'data has not exactly one of hostPath and claim'],
    [
      { data: { hostPath: 'backup' } },
      "data.hostPath is 'backup', allowed is an absolute path such as /var/lib/etcd-backup",
    ],
    [
      { data: { hostPath: '/var/lib/etcd/backup' } },
      "data.hostPath is '/var/lib/etcd/backup', the data of etcd, allowed is a directory of its own",
    ],
    [
      { data: { claim: 'A' } },
      "data.claim 'A' must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
    ],
    [{ schedule: 'daily' }, "schedule is 'daily': expected exactly 5 fields, found 1: [daily]"],
    [{ keep: 0 }, 'keep is 0, allowed are whole numbers from 1 to 1000'],
    [{ name: 'ETCD' }, `name 'ETCD' ${label}`],
    [{ name: 'e'.repeat(53) }, `name '${'e'.repeat(53)}' must be no more than 52 characters, has 53`],
    [{ namespace: 'A' }, `namespace 'A' ${label}`],
    [
      { endpoint: 'https://10.0.0.5:2379,https://10.0.0.6:2379' },
      "endpoint is 'https://10.0.0.5:2379,https://10.0.0.6:2379', allowed is one URL such as https://10.0.0.5:2379, for a snapshot is that of one member",
    ],
    [
      { endpoint: 'http://10.0.0.5:2379' },
      "endpoint is 'http://10.0.0.5:2379', allowed is one URL such as https://10.0.0.5:2379, for a snapshot is that of one member",
    ],
    [{ certificates: 'pki' }, "certificates is 'pki', allowed is an absolute path such as /etc/kubernetes/pki/etcd"],
    [{ image: '' }, "image is '', allowed is an image with its tag"],
    [{ busyboxImage: 'a b' }, "busyboxImage is 'a b', allowed is an image with its tag"],
  ])('%j', (props, message) => {
    expect(messageOf(() => new EtcdBackup(testChart(), 'backup', untyped({ ...DEFAULTS, ...props })))).toBe(
      `[test/backup] ${message}`,
    );
  });

  test('allowed: a directory beside the data of etcd', () => {
    const data = { hostPath: '/var/lib/etcd-backup' };
    expect(messageOf(() => new EtcdBackup(testChart(), 'backup', { data, schedule: '@daily' }))).toBe(
      'nothing was thrown',
    );
  });
});

function withFolder(act: (folder: string) => void): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'etcd-'));
  try {
    act(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

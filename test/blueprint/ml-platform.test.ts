import * as fs from 'fs';
import * as path from 'path';
import type { PlatformConfig } from '../../src/blueprint/config';
import type { SecretConfig } from '../../src/blueprint/config/secret';
import { ConfigError } from '../../src/blueprint/problem';
import { appOf, edited, inTemp, mistakesOf, synthText, VALID } from './platform';
import { EVERYTHING } from './everything';

/** Secrets, their stores and namespaces are made outside of what is tested here. */
function madeHere({ rule }: { readonly rule: string }): boolean {
  return !['REF005', 'REF007', 'REF014'].includes(rule);
}

const MINIMAL: PlatformConfig = {
  target: { provider: 'aks', kubernetes: '1.34' },
  pools: { a100: { skus: ['Standard_NC24ads_A100_v4'], taint: 'gpu', limits: { gpus: 8 } } },
};

const yamlOf = (config: PlatformConfig): string => appOf(config).synthYaml();

/** The names of the files that are written, in the order of apply. */
function filesOf(config: PlatformConfig): string[] {
  return inTemp((outdir) => {
    appOf(config, outdir).synth();
    const kustomization = fs.readFileSync(path.join(outdir, 'Kustomization'), 'utf8');
    const listed = [...kustomization.matchAll(/^ {2}- (.*)$/gm)].map(([, name]) => name!);
    expect(fs.readdirSync(outdir).sort()).toEqual([...listed, 'Kustomization'].sort());
    return listed;
  });
}

describe('a platform', () => {
  test('the smallest', () => expect(yamlOf(MINIMAL)).toMatchSnapshot());
  test('everything set', () => expect(yamlOf(EVERYTHING)).toMatchSnapshot());

  test('passes all checks', () => {
    expect(appOf(EVERYTHING).check().filter(madeHere)).toEqual([]);
    expect(appOf(MINIMAL).check().filter(madeHere)).toEqual([]);
  });

  test('renders twice the same and changes nothing that it is given', () => {
    const before = JSON.stringify(EVERYTHING);
    const app = appOf(deepFreeze(EVERYTHING));
    expect(app.synthYaml()).toBe(app.synthYaml());
    expect(JSON.stringify(EVERYTHING)).toBe(before);
  });

  test('its files are in the order of apply: namespaces, machines, device plugin, workloads, smoke test', () => {
    expect(filesOf(EVERYTHING)).toEqual([
      '00-foundation.k8s.yaml',
      '05-karpenter.k8s.yaml',
      '10-capacity.k8s.yaml',
      '15-storage.k8s.yaml',
      '20-nvidia.k8s.yaml',
      '30-runner.k8s.yaml',
      '40-gateway.k8s.yaml',
      '50-sign-in.k8s.yaml',
      '60-object-store.k8s.yaml',
      '70-profiles.k8s.yaml',
      '75-profile-contents.k8s.yaml',
      '80-simsvc.k8s.yaml',
      '90-smoke-test.k8s.yaml',
    ]);
  });

  test('a section that is left out has no file, nor has a namespace without users', () => {
    expect(filesOf(MINIMAL)).toEqual(['10-capacity.k8s.yaml']);
    expect(filesOf({ ...MINIMAL, devicePlugin: {} })).toEqual(['10-capacity.k8s.yaml', '20-nvidia.k8s.yaml']);
    expect(filesOf({ ...MINIMAL, smokeTest: { pool: 'a100' } })).toEqual([
      '00-foundation.k8s.yaml',
      '10-capacity.k8s.yaml',
      '90-smoke-test.k8s.yaml',
    ]);
  });

  test.each(['default', 'kube-system', 'kube-public', 'kube-node-lease'])(
    'the namespace %s exists and is not rendered',
    (namespace) => {
      const yaml = yamlOf({ ...MINIMAL, namespace, smokeTest: { pool: 'a100' } });
      expect(yaml).toContain(`namespace: ${namespace}`);
      expect(yaml).not.toContain('kind: Namespace');
    },
  );

  test('the only pool and the only node class need no name', () => {
    const yaml = synthText(VALID);
    expect(yaml).toContain('karpenter.sh/nodepool: a100');
    expect(yaml).toMatch(/kind: AKSNodeClass\n *name: ubuntu/);
  });

  test('labels of nodes stand in place of a pool', () => {
    const yaml = synthText(`${VALID}  nodeSelector: { leafai.affinity: production }\n`);
    expect(yaml).toContain('leafai.affinity: production');
    expect(yaml).not.toContain('karpenter.sh/nodepool: a100');
  });

  test('a taint of one word is that of GPUs, another is read as kubectl reads it', () => {
    expect(synthText(edited('limits:', 'taint: gpu\n    limits:'))).toContain('key: nvidia.com/gpu');
    const yaml = synthText(edited('limits:', 'taint: team=ml:NoExecute\n    limits:'));
    expect(yaml).toMatch(/taints:\n +- effect: NoExecute\n +key: team\n +value: ml/);
    expect(yaml).toMatch(/tolerations:\n +- effect: NoExecute\n +key: team\n +operator: Equal\n +value: ml/);
  });
});

describe('a disruption budget of runners', () => {
  const queueUrl = { existing: { name: 'queue', key: 'url' } };
  const scaling = { queues: ['rmq_gpu'], maxReplicaCount: 8 };
  const has = (runner: object): boolean =>
    yamlOf({ ...MINIMAL, runner: { version: '0.14.2', clearTextMessages: true, queueUrl, ...runner } }).includes(
      'kind: PodDisruptionBudget',
    );

  test('is there where a drain could end several of one Deployment', () => {
    expect(has({ replicas: 2 })).toBe(true);
    expect(has({ scaling: { ...scaling, kind: 'ScaledObject' }, queueManagementUrl: queueUrl })).toBe(true);
  });

  test('is not there for a single one, which it would only count, nor for Jobs, which it would stop a drain with', () => {
    expect(has({})).toBe(false);
    expect(has({ replicas: 1 })).toBe(false);
    expect(has({ scaling })).toBe(false);
    expect(
      has({ scaling: { ...scaling, kind: 'ScaledObject', maxReplicaCount: 1 }, queueManagementUrl: queueUrl }),
    ).toBe(false);
  });
});

describe('each source of the queue URL', () => {
  const secret = { name: 'queue', key: 'url' };
  const sources: [keyof SecretConfig, SecretConfig, string | undefined][] = [
    ['existing', { existing: secret }, undefined],
    [
      'externalSecret',
      {
        externalSecret: {
          ...secret,
          store: { name: 'vault', kind: 'SecretStore' },
          remoteKey: 'ml/queue',
          property: 'url',
        },
      },
      'ExternalSecret',
    ],
    [
      'azureKeyVault',
      {
        azureKeyVault: {
          ...secret,
          vaultName: 'vault',
          tenantId: 'tenant',
          clientId: 'client',
          objectName: 'queue-url',
        },
      },
      'SecretProviderClass',
    ],
    ['sealed', { sealed: { ...secret, encryptedData: 'AgBy3i4OJSWK+PiTySYZZA==' } }, 'SealedSecret'],
  ];

  test.each(sources)('%s', (_, queueUrl, kind) => {
    const app = appOf({ ...MINIMAL, devicePlugin: {}, runner: { version: '0.9.21', queueUrl } });
    const yaml = app.synthYaml();
    expect(app.check().filter(madeHere)).toEqual([]);
    expect(yaml).toMatch(/name: AMQP_URL\n +valueFrom:\n +secretKeyRef:\n +key: url\n +name: queue/);
    const secrets = yaml.split('---\n').filter((document) => /^kind: .*Secret/m.test(document));
    expect(secrets).toHaveLength(kind === undefined ? 0 : 1);
    expect(secrets).toMatchSnapshot();
  });

  const STORE = { name: 'vault' };
  const VAULT = { vaultName: 'vault', tenantId: 'tenant', clientId: 'client', objectName: 'queue-url' };
  const NAME = "must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit";
  test.each([
    ['externalSecret.remoteKey', { externalSecret: { ...secret, store: STORE, remoteKey: '' } }, 'is empty'],
    ['externalSecret.store.name', { externalSecret: { ...secret, store: { name: '' }, remoteKey: 'a' } }, NAME],
    ['azureKeyVault.vaultName', { azureKeyVault: { ...secret, ...VAULT, vaultName: ' ' } }, 'is empty'],
    ['azureKeyVault.tenantId', { azureKeyVault: { ...secret, ...VAULT, tenantId: '' } }, 'is empty'],
    ['azureKeyVault.clientId', { azureKeyVault: { ...secret, ...VAULT, clientId: '' } }, 'is empty'],
    ['azureKeyVault.objectName', { azureKeyVault: { ...secret, ...VAULT, objectName: '' } }, 'is empty'],
    ['sealed.encryptedData', { sealed: { ...secret, encryptedData: '' } }, 'is empty'],
  ] satisfies [string, SecretConfig, string][])('%s without a word is told at its key', (key, queueUrl, message) => {
    const config = { ...MINIMAL, devicePlugin: {}, runner: { version: '0.9.21', queueUrl } };
    expect(() => appOf(config)).toThrow(
      new ConfigError([{ path: ['runner', 'queueUrl', ...key.split('.')], message }]),
    );
  });

  test('a bad name is told at its source', () => {
    expect(mistakesOf(edited('name: queue', 'name: Queue'))).toEqual([
      "platform.yaml:15:3  runner.queueUrl: secret name 'Queue' must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
    ]);
  });

  test('none at all, from TypeScript', () => {
    const config = { ...MINIMAL, runner: { version: '0.9.21', queueUrl: {} } };
    expect(() => appOf(config)).toThrow(
      new ConfigError([
        {
          path: ['runner', 'queueUrl'],
          message: 'has 0 keys, allowed is exactly one of azureKeyVault, existing, externalSecret, sealed',
        },
      ]),
    );
  });
});

test('a fraction of a CPU is an amount as in quotes', () => {
  const config = (cpus: (amount: number) => number | string): PlatformConfig => ({
    ...MINIMAL,
    pools: { a100: { ...MINIMAL.pools!.a100!, limits: { gpus: 8, cpu: cpus(100.5) } } },
    devicePlugin: {},
    runner: {
      version: '0.14.2',
      cpu: cpus(1.5),
      queueUrl: { existing: { name: 'queue', key: 'url' } },
      scaling: { queues: ['rmq_gpu'], maxReplicaCount: 1 },
      encryption: {},
    },
    kubeflow: { profiles: { vision: { owner: 'vision@example.com', quota: { cpu: cpus(2.5) } } } },
  });
  const yaml = yamlOf(config((amount) => amount));
  expect(yaml).toBe(yamlOf(config(String)));
  expect(yaml).toContain('requests.cpu: "2.5"\n');
  expect(yamlOf(config(Math.floor))).toContain('requests.cpu: 2\n');
});

test("MinIO with an image of one's own", () => {
  const secret = (key: string): SecretConfig => ({ existing: { name: 'mlpipeline-minio-artifact', key } });
  const image = 'registry.example.com/minio:RELEASE.2025-09-07T16-13-09Z';
  const objectStore = {
    minio: { size: '10Gi', image },
    accessKey: secret('accesskey'),
    secretKey: secret('secretkey'),
  };
  expect(yamlOf({ ...MINIMAL, kubeflow: { objectStore } })).toContain(`image: ${image}\n`);
});

describe('what cannot be built is told with key and line', () => {
  const twoPools = edited('runner:', '  cpu:\n    skuFamilies: [D]\nrunner:');
  const twoClasses = edited('pools:', '  other: {}\npools:');
  const SCALED = `${edited('0.9.21', '0.14.2')}  encryption: {}\n  scaling: { queues: [rmq_gpu], maxReplicaCount: 8 }\n  `;
  const SQS = 'https://sqs.us-west-2.amazonaws.com/123456789012/sqs_gpu';
  const STORE = [
    'kubeflow:',
    '  objectStore:',
    '    accessKey: { existing: { name: mlpipeline-minio-artifact, key: accesskey } }',
    '    secretKey: { existing: { name: mlpipeline-minio-artifact, key: secretkey } }',
    '',
  ].join('\n');
  const SIGN_IN = `${VALID}gateway: { host: a.example.com, issuer: { existing: { name: a } } }
signIn:
  cookieSecret: { existing: { name: a, key: b } }
  oidc: { issuer: 'https://login.example.com', clientId: a, clientSecret: { existing: { name: a, key: b } } }
`;
  const label = "must consist of lower-case letters, digits and '-', and begin and end with a letter or digit";
  test.each([
    [
      'an unknown pool of the runner',
      `${VALID}  pool: h100\n`,
      "19:3  runner.pool: is 'h100', which pools does not have; it has a100",
    ],
    [
      'an unknown pool of the smoke test',
      `${VALID}smokeTest:\n  pool: h100\n`,
      "20:3  smokeTest.pool: is 'h100', which pools does not have; it has a100",
    ],
    [
      'an unknown node class',
      edited('limits:', 'nodeClass: azure\n    limits:'),
      "11:5  pools.a100.nodeClass: is 'azure', which nodeClasses does not have; it has ubuntu",
    ],
    [
      'no pool where there are none',
      "target: { provider: aks, kubernetes: '1.34' }\nrunner:\n  version: 0.9.21\n  queueUrl: { existing: { name: a, key: b } }\n",
      '2:1  runner.pool: is missing, and there are no pools; add one, or say nodeSelector for nodes that the cluster has, or gpus: 0',
    ],
    [
      'no pool where there are several',
      twoPools,
      '15:1  runner.pool: is missing, allowed are those of pools: a100, cpu',
    ],
    [
      'no pool for a runner without GPUs',
      `${twoPools}  gpus: 0\n`,
      '15:1  runner.pool: is missing, allowed are those of pools: a100, cpu',
    ],
    [
      'no node class where there are several',
      twoClasses,
      '10:3  pools.a100.nodeClass: is missing, allowed are those of nodeClasses: ubuntu, other',
    ],
    [
      'node classes that are empty',
      edited('  ubuntu:\n    imageFamily: Ubuntu2204\n', '  {}\n'),
      '8:3  pools.a100.nodeClass: is missing, allowed are those of nodeClasses: none',
    ],
    [
      'a pool beside labels of nodes',
      `${VALID}  pool: a100\n  nodeSelector: { a: b }\n`,
      '20:3  runner.nodeSelector: goes not with pool, give one of the two',
    ],
    [
      'labels of nodes that are none',
      `${VALID}  nodeSelector: { "a b": c }\n`,
      "13:1  runner: node selector 'a b: c' name part must consist of letters, digits, '-', '_' and '.', and begin and end with a letter or digit",
    ],
    [
      'a GPU pool without limits',
      edited('    limits:\n      gpus: 8\n', ''),
      '9:3  pools.a100: a gpu pool needs a limit, such as limits: { gpus: 8 }; without one it starts as many machines as pods ask for',
    ],
    [
      'a taint that is none',
      edited('limits:', 'taint: gpus\n    limits:'),
      "11:5  pools.a100.taint: 'gpus' is not key=value:Effect or key:Effect, such as nvidia.com/gpu=true:NoSchedule",
    ],
    [
      'a taint without a known effect',
      edited('limits:', 'taint: a=b:Never\n    limits:'),
      "11:5  pools.a100.taint: effect 'Never' is not known, allowed are NoSchedule, PreferNoSchedule, NoExecute",
    ],
    [
      'a device plugin without GPUs',
      `${edited('[Standard_NC24ads_A100_v4]', '[Standard_D4s_v5]')}devicePlugin: {}\n`,
      '19:1  devicePlugin: no pool has GPUs, so there is no node for the device plugin',
    ],
    [
      'a device plugin in the namespace default',
      `${VALID}devicePlugin: { namespace: default }\n`,
      "19:17  devicePlugin.namespace: is 'default', allowed is one of its own, for its pods may use directories of the node",
    ],
    ['a namespace that is none', edited('studioml', 'Studio_ML'), `4:1  namespace: 'Studio_ML' ${label}`],
    [
      'no work for the runner',
      edited(VALID.slice(VALID.indexOf('  queueUrl')), ''),
      '13:1  runner: has neither queueUrl nor sqsSecret, the runner needs at least one source of work',
    ],
    [
      'an SQS Secret without name',
      `${VALID}  sqsSecret: ""\n`,
      "19:3  runner.sqsSecret: '' must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
    ],
    [
      'a state that the release does not read',
      `${edited('0.9.21', '0.14.3')}  state: Running\n`,
      '19:3  runner.state: is not read by 0.14.3; releases before 0.14.3 read it',
    ],
    [
      'a cache that is too small',
      `${VALID}  cache: { dir: /tmp/cache, size: 1023MiB }\n`,
      "19:29  runner.cache.size: is '1023MiB', allowed is at least 1 GiB",
    ],
    [
      'memory that is no quantity',
      `${VALID}  memory: 64 GB\n`,
      "19:3  runner.memory: is '64 GB', allowed are quantities such as 512Mi or 16Gi; did you mean 64Gi or 64G?",
    ],
    [
      'a working directory that the disk does not hold',
      `${VALID}  workSize: 200Gi\n`,
      "19:3  runner.workSize: is '200Gi', and the disk that nodeClasses.ubuntu gives has 128 GB; raise osDiskSizeGB, or ask for less",
    ],
    [
      'a working directory that the usual disk does not hold',
      `${edited('nodeClasses:\n  ubuntu:\n    imageFamily: Ubuntu2204\n', '')}  workSize: 128Gi\n`,
      "16:3  runner.workSize: is '128Gi', and the disk that AKS gives has 128 GB; raise osDiskSizeGB, or ask for less",
    ],
    [
      'a disk that does not hold the usual working directory',
      edited('imageFamily: Ubuntu2204', 'osDiskSizeGB: 64'),
      '13:1  runner.workSize: is 80Gi where it is left out, and the disk that nodeClasses.ubuntu gives has 64 GB; raise osDiskSizeGB, or ask for less',
    ],
    [
      'queues of both kinds that KEDA would count otherwise',
      `${VALID}  sqsSecret: aws\n  scaling: { queues: [rmq_a, 'https://sqs.us-west-2.amazonaws.com/1/sqs_a'], maxReplicaCount: 1, sqsCredentials: { podIdentity: {} } }\n`,
      "20:14  runner.scaling.queues: has 'rmq_a' of RabbitMQ and 'https://sqs.us-west-2.amazonaws.com/1/sqs_a' of SQS, and queueManagementUrl is missing: of RabbitMQ only the management interface counts the messages that runners hold, as SQS does",
    ],
    [
      'memory whose unit was forgotten',
      `${VALID}  memory: '64'\n`,
      "19:3  runner.memory: is '64', less than 1Mi; allowed are quantities such as 512Mi or 16Gi",
    ],
    [
      'memory in place of CPUs that a pool may start',
      edited('      gpus: 8', '      cpu: 100Gi\n      gpus: 8'),
      "12:7  pools.a100.limits.cpu: is '100Gi', allowed are quantities such as 500m or 4",
    ],
    [
      'memory in place of CPUs',
      `${VALID}  cpu: 8Gi\n`,
      "19:3  runner.cpu: is '8Gi', allowed are quantities such as 500m or 4",
    ],
    [
      'a smoke test without GPUs',
      `${VALID}smokeTest: { pool: a100, gpus: 0 }\n`,
      '19:26  smokeTest.gpus: is 0, allowed are whole numbers of at least 1',
    ],
    [
      'a queue that is counted and not looked at',
      `${SCALED}queueMatch: ^sqs_.*$\n`,
      "20:14  runner.scaling.queues: has 'rmq_gpu', which the runner does not look at: its match is '^sqs_.*$'",
    ],
    [
      'a match that Go does not know',
      `${SCALED}queueMatch: ^(?=a)$\n`,
      "21:3  runner.queueMatch: is '^(?=a)$', allowed is a regular expression of Go, which has no lookaround and no back-reference",
    ],
    [
      'a schedule of a budget that Karpenter cannot read',
      edited(
        '    limits:',
        "    disruption: { budgets: [{ nodes: '0', schedule: daily, duration: 8h }] }\n    limits:",
      ),
      "11:19  pools.a100.disruption.budgets: has the schedule 'daily': expected exactly 5 fields, found 1: [daily]",
    ],
    [
      'a provider to which no browser can go',
      `${VALID}gateway: { host: a.example.com, issuer: { selfSignedCa: {} } }\nsignIn:\n  oidc: { issuer: 'http://dex.auth.svc.cluster.local:5556/dex', clientId: a, clientSecret: { existing: { name: a, key: b } } }\n  cookieSecret: { existing: { name: a, key: c } }\n`,
      "21:11  signIn.oidc.issuer: is 'http://dex.auth.svc.cluster.local:5556/dex', to which no browser outside of the cluster can go; allowed is the address that users see, and signIn.dex for a Dex in the cluster",
    ],
    [
      'a queue of SQS that the runner cannot read',
      SCALED.replace('rmq_gpu', SQS),
      `20:14  runner.scaling.queues: has '${SQS}', a queue of SQS, and sqsSecret is missing, by which the runner reads it`,
    ],
    [
      'a queue of SQS that KEDA cannot read',
      `${SCALED.replace('rmq_gpu', SQS)}sqsSecret: sqs\n`,
      '20:3  runner.scaling.sqsCredentials: is missing, by which KEDA reads a queue of SQS: accessKeyId and secretAccessKey, or podIdentity',
    ],
    [
      'half of the keys of an AWS user',
      `${SCALED.replace('rmq_gpu', `'${SQS}'], sqsCredentials: { accessKeyId: { existing: { name: a, key: b } } }, x: [`).replace(', x: []', '')}sqsSecret: sqs\n`,
      '20:84  runner.scaling.sqsCredentials: has accessKeyId, allowed are both accessKeyId and secretAccessKey, or podIdentity alone',
    ],
    [
      'a queue by its name where there is SQS alone',
      `${SCALED}sqsSecret: sqs\n`.replace(/ {2}queueUrl:[\s\S]*?(?= {2}encryption)/, ''),
      `16:14  runner.scaling.queues: has 'rmq_gpu', a queue of RabbitMQ, and queueUrl is missing; a queue of SQS is given by its URL, such as ${SQS}`,
    ],
    [
      'a Deployment that KEDA scales without the management interface',
      SCALED.replace('queues:', 'kind: ScaledObject, queues:'),
      "20:14  runner.scaling.kind: is 'ScaledObject', and queueManagementUrl is missing: only the management interface sees the messages that runners hold",
    ],
    [
      'a management interface without RabbitMQ',
      edited(
        VALID.slice(VALID.indexOf('  queueUrl')),
        '  sqsSecret: sqs\n  queueManagementUrl: { existing: { name: a, key: b } }\n',
      ),
      '16:3  runner.queueManagementUrl: is given without queueUrl',
    ],
    [
      'the namespace of another installer',
      edited('studioml', 'kubeflow'),
      "4:1  namespace: is 'kubeflow', which its own installer makes and fills; allowed is a namespace of its own",
    ],
    [
      'a directory of a node that goes',
      `${VALID}storage:\n  nfs: { inCluster: { clusterIP: 10.0.0.77, hostPath: /data, clients: [10.224.0.0/16] } }\n`,
      '20:45  storage.nfs.inCluster.hostPath: is a directory of one node, and on aks nodes come and go, and take what is in it with them; allowed with it are kind and generic, here external, or azureFiles',
    ],
    [
      'a class of volumes that AKS brings',
      `${VALID}storage: { azureFiles: { azurefile: {} } }\n`,
      "19:26  storage.azureFiles.azurefile: name is 'azurefile', a class that aks brings, which cannot be changed; allowed is a name of its own",
    ],
    [
      'MinIO without an image',
      `${VALID}${STORE}    minio: { size: 10Gi }\n`,
      "23:5  kubeflow.objectStore.minio.image: is missing, and the images of MinIO's makers can no longer be pulled; allowed is one of a registry of your own, or seaweedFs in place of minio",
    ],
    [
      'a store without size',
      `${VALID}${STORE}    seaweedFs: { size: 20GB }\n`,
      "23:18  kubeflow.objectStore.seaweedFs.size: is '20GB', allowed is a quantity such as 20Gi; did you mean 20Gi or 20G?",
    ],
    [
      'a profile in the namespace of the runner',
      `${VALID}kubeflow: { profiles: { studioml: { owner: a@example.com } } }\n`,
      '19:25  kubeflow.profiles.studioml: is the name of a namespace that is made here too; allowed is one that does not exist yet',
    ],
    [
      'users of Simsvc under another key',
      `${VALID}simsvc:\n  mpt:\n    image: ghcr.io/x/y:1\n    ingress: { host: a.example.com, htpasswd: { existing: { name: pw, key: users } } }\n`,
      "22:37  simsvc.mpt.ingress.htpasswd: has the key 'users', and ingress-nginx reads 'auth'",
    ],
    [
      'a group without a word',
      `${SIGN_IN}  allowedGroups: ['']\n`,
      "23:3  signIn.allowedGroups: is '', allowed is the id or the name of a group",
    ],
    [
      'an image of notebooks that is none',
      `${VALID}kubeflow: { notebookImages: [''] }\n`,
      "19:13  kubeflow.notebookImages: has '', which is empty",
    ],
    [
      'ports of a kind cluster that do not lead to the gateway',
      `target: { provider: kind, kubernetes: '1.34' }\nkind: { ports: [{ hostPort: 8080 }, { hostPort: 443 }] }\ngateway: { host: a.example.com, issuer: { existing: { name: a } } }\n`,
      '2:9  kind.ports: has none that leads to 80 of the node, where the gateway listens; allowed is one such as { hostPort: 8080, containerPort: 80 }',
    ],
    [
      'a host with its scheme',
      `${VALID}gateway: { host: 'https://ml.example.com', issuer: { existing: { name: a } } }\n`,
      "19:12  gateway.host: is 'https://ml.example.com', allowed is a name in lower case, '*.' and a name, or '*', without scheme and port",
    ],
  ])('%s', (_, text, expected) => {
    expect(mistakesOf(text)).toEqual([`platform.yaml:${expected}`]);
  });

  test('what the schema refuses is refused from code too, with each key', () => {
    const config = { ...MINIMAL, devicePlugins: {}, pools: { a100: { skus: 'Standard_NC24ads_A100_v4' } } };
    const act = (): unknown => appOf(config as unknown as PlatformConfig);
    expect(act).toThrow(/^devicePlugins: unknown key, .*; did you mean 'devicePlugin'\?$/m);
    expect(act).toThrow(/^pools\.a100\.skus: is /m);
    expect(() => appOf({ ...MINIMAL, storage: undefined })).not.toThrow();
  });

  test('a ConfigError names its keys without a file too', () => {
    expect(() => appOf({ ...MINIMAL, smokeTest: { pool: 'b' } })).toThrow(
      new ConfigError([{ path: ['smokeTest', 'pool'], message: "is 'b', which pools does not have; it has a100" }]),
    );
    expect(() => appOf({ ...MINIMAL, smokeTest: { pool: 'b' } })).toThrow(/^smokeTest\.pool: is 'b'/);
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}

import { container, deployment, pod, table } from './support';

const of = (fields: Record<string, unknown>) => pod({ containers: [container(fields)] });
const init = (fields: Record<string, unknown>) => pod({ initContainers: [container({ name: 'init', ...fields })] });

describe('ACC020 containers', () => {
  table([
    ['a pod with one container', pod(), []],
    ['no containers', pod({ containers: [] }), ['ACC020 spec.containers: Required value']],
    [
      'no containers in a template',
      deployment({ containers: null }),
      ['ACC020 spec.template.spec.containers: Required value'],
    ],
    ['no name', of({ name: undefined }), ['ACC020 spec.containers[0].name: Required value']],
    [
      'a name with capitals',
      of({ name: 'Main' }),
      ['ACC020 spec.containers[0].name: Invalid value: "Main": must consist'],
    ],
    ['a name of 63 characters', of({ name: 'a'.repeat(63) }), []],
    [
      'one name twice',
      pod({ containers: [container(), container()] }),
      ['ACC020 spec.containers[1].name: Duplicate value: "main"'],
    ],
    [
      'the name of a container for an init container',
      init({ name: 'main' }),
      ['ACC020 spec.initContainers[0].name: Duplicate value: "main"'],
    ],
    ['no image', of({ image: '' }), ['ACC020 spec.containers[0].image: Required value']],
    [
      'spaces around the image of a Pod',
      of({ image: ' a' }),
      ['ACC020 spec.containers[0].image: Invalid value: " a": must not'],
    ],
    ['spaces around the image of a template', deployment({ containers: [container({ image: ' a' })] }), []],
    [
      'a pull policy in lower case',
      of({ imagePullPolicy: 'always' }),
      [
        'ACC020 spec.containers[0].imagePullPolicy: Unsupported value: "always": supported values: "Always", "IfNotPresent"',
      ],
    ],
    ['an empty pull policy', of({ imagePullPolicy: '' }), []],
    ['a number for a pull policy is for the schema', of({ imagePullPolicy: 1 }), []],
    ['a sidecar', init({ restartPolicy: 'Always' }), []],
    ['an init container that does not restart', init({ restartPolicy: 'Never' }), []],
    [
      'the same before 1.35',
      init({ restartPolicy: 'Never' }),
      ['ACC020 spec.initContainers[0].restartPolicy: Unsupported value: "Never"'],
      '1.34',
    ],
    [
      'a restart policy of a container before 1.35',
      of({ restartPolicy: 'Never' }),
      ['ACC020 spec.containers[0].restartPolicy: Forbidden: may not be set for non-init containers'],
      '1.34',
    ],
    [
      'restart rules without a restart policy',
      of({ restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [3] } }] }),
      ['ACC020 spec.containers[0].restartPolicy: Required value: must specify restartPolicy'],
    ],
    [
      'restart rules with one',
      of({
        restartPolicy: 'Never',
        restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [] } }],
      }),
      [],
    ],
    [
      'a restart rule without an operator',
      of({ restartPolicy: 'Never', restartPolicyRules: [{ action: 'Restart', exitCodes: { values: [3] } }] }),
      ['ACC020 spec.containers[0].restartPolicyRules[0].exitCodes.operator: Unsupported value: ""'],
    ],
    [
      'one resize policy twice',
      of({
        resizePolicy: [
          { resourceName: 'cpu', restartPolicy: 'NotRequired' },
          { resourceName: 'cpu', restartPolicy: 'NotRequired' },
        ],
      }),
      ['ACC020 spec.containers[0].resizePolicy[1]: Duplicate value: "cpu"'],
    ],
    [
      'ephemeral containers',
      pod({ ephemeralContainers: [container({ name: 'debug' })] }),
      ['ACC020 spec.ephemeralContainers: Forbidden: cannot be set on create'],
    ],
  ]);
});

describe('ACC021 ports', () => {
  const ports = (...given: unknown[]) => of({ ports: given });
  table([
    ['a port', ports({ name: 'http', containerPort: 8080 }), []],
    ['no number', ports({ name: 'http' }), ['ACC021 spec.containers[0].ports[0].containerPort: Required value']],
    [
      '70000',
      ports({ containerPort: 70000 }),
      ['ACC021 spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535'],
    ],
    [
      'a name of 16 characters',
      ports({ name: 'a'.repeat(16), containerPort: 1 }),
      ['ACC021 spec.containers[0].ports[0].name'],
    ],
    [
      'a name of digits',
      ports({ name: '80', containerPort: 80 }),
      ['ACC021 spec.containers[0].ports[0].name: Invalid value: "80": must contain at least one letter'],
    ],
    ['one number with two names', ports({ name: 'a', containerPort: 80 }, { name: 'b', containerPort: 80 }), []],
    [
      'one name twice',
      ports({ name: 'a', containerPort: 80 }, { name: 'a', containerPort: 81 }),
      ['ACC021 spec.containers[0].ports[1].name: Duplicate value: "a"'],
    ],
    [
      'a protocol in lower case',
      ports({ containerPort: 80, protocol: 'tcp' }),
      ['ACC021 spec.containers[0].ports[0].protocol: Unsupported value: "tcp"'],
    ],
    [
      'one host port twice',
      ports({ containerPort: 80, hostPort: 80 }, { containerPort: 81, hostPort: 80, protocol: 'TCP' }),
      ['ACC021 spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//80"'],
    ],
    [
      'one host port for two protocols',
      ports({ containerPort: 80, hostPort: 80 }, { containerPort: 80, hostPort: 80, protocol: 'UDP' }),
      [],
    ],
    [
      "another host port in the node's network",
      pod({ hostNetwork: true, containers: [container({ ports: [{ containerPort: 80, hostPort: 81 }] })] }),
      ['ACC021 spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort`'],
    ],
    [
      "one port of two containers in the node's network",
      pod({
        hostNetwork: true,
        containers: [
          container({ ports: [{ containerPort: 80 }] }),
          container({ name: 'other', ports: [{ containerPort: 80 }] }),
        ],
      }),
      ['ACC021 spec.containers[1].ports[0].hostPort: Duplicate value: "TCP//80"'],
    ],
  ]);
});

describe('ACC022 environment', () => {
  const env = (...given: unknown[]) => of({ env: given });
  const from = (valueFrom: unknown) => env({ name: 'A', valueFrom });
  const at = 'ACC022 spec.containers[0].env[0]';
  table([
    ['two variables of one name', env({ name: 'A', value: 'x' }, { name: 'A', value: 'y' }), []],
    ['no name', env({ value: 'x' }), [`${at}.name: Required value`]],
    ['a name with =', env({ name: 'A=B' }), [`${at}.name: Invalid value: "A=B"`]],
    ['a name with a space', env({ name: '1 a' }), []],
    ['a name with a space before 1.32', env({ name: '1 a' }), [`${at}.name: Invalid value: "1 a"`], '1.31'],
    ['no source', from({}), [`${at}.valueFrom: Invalid value: "": must specify one of: \`fieldRef\``]],
    [
      'a value beside a source',
      env({ name: 'A', value: 'x', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }),
      [`${at}.valueFrom: Invalid value: "": may not be specified when \`value\``],
    ],
    [
      'an empty value beside a source',
      env({ name: 'A', value: '', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }),
      [],
    ],
    [
      'two sources',
      from({ configMapKeyRef: { name: 'a', key: 'b' }, secretKeyRef: { name: 'a', key: 'b' } }),
      [`${at}.valueFrom: Invalid value: "": may not have more than one`],
    ],
    [
      'a key of a Secret without a name',
      from({ secretKeyRef: { key: 'b' } }),
      [`${at}.valueFrom.secretKeyRef.name: Invalid value: ""`],
    ],
    [
      'a key with a slash',
      from({ secretKeyRef: { name: 'a', key: 'b/c' } }),
      [`${at}.valueFrom.secretKeyRef.key: Invalid value: "b/c"`],
    ],
    [
      'a field that no variable can have',
      from({ fieldRef: { fieldPath: 'metadata.labels' } }),
      [`${at}.valueFrom.fieldRef.fieldPath: Unsupported value: "metadata.labels"`],
    ],
    ['one label', from({ fieldRef: { fieldPath: "metadata.labels['app.kubernetes.io/name']" } }), []],
    [
      'a limit in parts that do not exist',
      from({ resourceFieldRef: { resource: 'limits.cpu', divisor: '2' } }),
      [`${at}.valueFrom.resourceFieldRef.divisor: Invalid value: "2"`],
    ],
    ['a limit in MiB', from({ resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } }), []],
    ['a limit of huge pages', from({ resourceFieldRef: { resource: 'limits.hugepages-2Mi' } }), []],
    [
      'a resource that is none',
      from({ resourceFieldRef: { resource: 'limits.gpu' } }),
      [`${at}.valueFrom.resourceFieldRef.resource: Unsupported value`],
    ],
    [
      'a file of a volume',
      pod({
        volumes: [{ name: 'v', emptyDir: {} }],
        containers: [
          container({ env: [{ name: 'A', valueFrom: { fileKeyRef: { volumeName: 'v', path: 'f', key: 'K' } } }] }),
        ],
      }),
      [],
    ],
    [
      'a file of no volume',
      from({ fileKeyRef: { volumeName: 'v', path: 'f', key: 'K' } }),
      [`${at}.valueFrom.fileKeyRef.volumeName: Not found: "v"`],
    ],
    ['all keys of a ConfigMap', of({ envFrom: [{ configMapRef: { name: 'a' }, prefix: 'A_' }] }), []],
    [
      'all keys of nothing',
      of({ envFrom: [{}] }),
      ['ACC022 spec.containers[0].envFrom[0]: Invalid value: "": must specify one of'],
    ],
    [
      'all keys of two',
      of({ envFrom: [{ configMapRef: { name: 'a' }, secretRef: { name: 'b' } }] }),
      ['ACC022 spec.containers[0].envFrom[0]: Invalid value: "": may not have more'],
    ],
  ]);
});

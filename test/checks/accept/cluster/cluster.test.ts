import { saysOf } from '../core/support';

const says =
  (apiVersion: string, kind: string, rule: number, name = 'a') =>
  (spec: object, version?: string): string[] =>
    saysOf({ apiVersion, kind, metadata: { name }, spec }, rule, rule, version).map((line) =>
      line.replace(/^\w+ /, ''),
    );

describe('ACC111', () => {
  const request = says('certificates.k8s.io/v1', 'CertificateSigningRequest', 111);
  const pem = (type: string): string =>
    Buffer.from(`-----BEGIN ${type}-----\nMIIB\n-----END ${type}-----\n`).toString('base64');
  const RIGHT = {
    request: pem('CERTIFICATE REQUEST'),
    signerName: 'kubernetes.io/kube-apiserver-client',
    usages: ['client auth'],
  };

  test.each<[string, object, readonly string[]]>([
    ['one', { expirationSeconds: 600 }, []],
    ['for a signer with parts', { signerName: 'issuers.cert-manager.io/ns.name' }, []],
    [
      'a certificate',
      { request: pem('CERTIFICATE') },
      ['spec.request: Invalid value: PEM block type must be CERTIFICATE REQUEST'],
    ],
    ['no PEM', { request: 'YQ==' }, ['spec.request: Invalid value: PEM block type must be CERTIFICATE REQUEST']],
    ['no usages', { usages: [] }, ['spec.usages: Required value: usages must be provided']],
    ['one usage twice', { usages: ['any', 'any'] }, ['spec.usages[1]: Duplicate value: "any"']],
    [
      'another usage',
      { usages: ['client'] },
      [expect.stringMatching(/^spec\.usages\[0\]: Unsupported value: "client": supported values: "any", /) as string],
    ],
    ['no signer', { signerName: '' }, ['spec.signerName: Required value: signerName must be provided']],
    [
      'a signer without a domain',
      { signerName: 'kube-apiserver-client' },
      [
        'spec.signerName: Invalid value: "kube-apiserver-client": must be a fully qualified domain and path of the form \'example.com/signer-name\'',
      ],
    ],
    [
      'a signer of one label',
      { signerName: 'local/signer' },
      ['spec.signerName: Invalid value: "local": should be a domain with at least two segments separated by dots'],
    ],
    [
      'the signer of old',
      { signerName: 'kubernetes.io/legacy-unknown' },
      [
        'spec.signerName: Invalid value: "kubernetes.io/legacy-unknown": the legacy signerName is not allowed via this API version',
      ],
    ],
    [
      'a short time',
      { expirationSeconds: 599 },
      ['spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 600 seconds (10 minutes)'],
    ],
  ])('a request of %s', (_what, fields, lines) => {
    expect(request({ ...RIGHT, ...fields })).toEqual(lines);
  });
});

describe('ACC112', () => {
  const schema = says('flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', 112);
  const SUBJECTS = [{ kind: 'ServiceAccount', serviceAccount: { name: '*', namespace: 'ml' } }];
  const RESOURCE = { verbs: ['get'], apiGroups: ['batch'], resources: ['jobs'], namespaces: ['*'] };
  const rule = (fields: object): string[] =>
    schema({
      priorityLevelConfiguration: { name: 'a' },
      rules: [{ subjects: SUBJECTS, resourceRules: [RESOURCE], ...fields }],
    }).map((line) => line.replace('spec.rules[0]', 'rule'));

  test.each<[string, object, readonly string[]]>([
    ['to a level', { priorityLevelConfiguration: { name: 'a' }, matchingPrecedence: 0 }, []],
    ['to no level', {}, ['spec.priorityLevelConfiguration.name: Required value: must reference a priority level']],
    [
      'before all',
      { priorityLevelConfiguration: { name: 'a' }, matchingPrecedence: 1 },
      ["spec.matchingPrecedence: Invalid value: 1: only the schema named 'exempt' may have matchingPrecedence 1"],
    ],
    [
      'behind all',
      { priorityLevelConfiguration: { name: 'a' }, matchingPrecedence: 10001 },
      ['spec.matchingPrecedence: Invalid value: 10001: must not be greater than 10000'],
    ],
    [
      'by another distinction',
      { priorityLevelConfiguration: { name: 'a' }, distinguisherMethod: { type: 'ByGroup' } },
      ['spec.distinguisherMethod.type: Unsupported value: "ByGroup": supported values: "ByNamespace", "ByUser"'],
    ],
  ])('a schema %s', (_what, spec, lines) => {
    expect(schema(spec)).toEqual(lines);
  });

  test.each<[string, object, readonly string[]]>([
    ['for jobs', {}, []],
    [
      'for URLs',
      { resourceRules: [], nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['/healthz', '/apis/*', '/'] }] },
      [],
    ],
    ['for nobody', { subjects: [] }, ['rule.subjects: Required value: subjects must contain at least one value']],
    [
      'for nothing',
      { resourceRules: [] },
      ['rule: Required value: at least one of resourceRules and nonResourceRules has to be non-empty'],
    ],
    [
      'for a user that is a group',
      { subjects: [{ kind: 'User', group: { name: 'a' } }] },
      [
        "rule.subjects[0].group: Forbidden: group is forbidden when subject kind is not 'Group'",
        "rule.subjects[0].user: Required value: user is required when subject kind is 'User'",
      ],
    ],
    [
      'for an account of no namespace',
      { subjects: [{ kind: 'ServiceAccount', serviceAccount: { name: 'A' } }] },
      [
        "rule.subjects[0].serviceAccount.name: Invalid value: \"A\": must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
        'rule.subjects[0].serviceAccount.namespace: Required value: must specify namespace for service account',
      ],
    ],
    [
      'for another kind',
      { subjects: [{ kind: 'Robot' }] },
      ['rule.subjects[0].kind: Unsupported value: "Robot": supported values: "Group", "ServiceAccount", "User"'],
    ],
    [
      'for other verbs',
      { resourceRules: [{ ...RESOURCE, verbs: ['read'] }] },
      [
        expect.stringMatching(
          /^rule\.resourceRules\[0\]\.verbs: Unsupported value: \["read"\]: supported values: "create"/,
        ) as string,
      ],
    ],
    [
      'for everything and more',
      { resourceRules: [{ ...RESOURCE, resources: ['*', 'jobs'] }] },
      [
        'rule.resourceRules[0].resources: Invalid value: ["*","jobs"]: if \'*\' is present, must not specify other resources',
      ],
    ],
    [
      'for no namespaces',
      { resourceRules: [{ ...RESOURCE, namespaces: [] }] },
      [
        'rule.resourceRules[0].namespaces: Required value: resource rules that are not cluster scoped must supply at least one namespace',
      ],
    ],
    ['for what has none', { resourceRules: [{ ...RESOURCE, namespaces: [], clusterScope: true }] }, []],
    [
      'for URLs that are none',
      { nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['a', '/a//b', '/a*', '/a b'] }] },
      [
        'rule.nonResourceRules[0].nonResourceURLs[0]: Invalid value: "a": must start with slash',
        'rule.nonResourceRules[0].nonResourceURLs[1]: Invalid value: "/a//b": must not contain double slash',
        'rule.nonResourceRules[0].nonResourceURLs[2]: Invalid value: "/a*": wildcard can only do suffix matching',
        'rule.nonResourceRules[0].nonResourceURLs[3]: Invalid value: "/a b": must not contain white-space',
      ],
    ],
  ])('a rule %s', (_what, fields, lines) => {
    expect(rule(fields)).toEqual(lines);
  });
});

describe('ACC113', () => {
  const level = says('flowcontrol.apiserver.k8s.io/v1', 'PriorityLevelConfiguration', 113);
  const queuing = (queues: object): object => ({
    type: 'Limited',
    limited: { limitResponse: { type: 'Queue', queuing: queues } },
  });

  test.each<[string, object, readonly string[]]>([
    ['that refuses', { type: 'Limited', limited: { limitResponse: { type: 'Reject' } } }, []],
    ['that queues', queuing({}), []],
    [
      'of another type',
      { type: 'Open' },
      ['spec.type: Unsupported value: "Open": supported values: "Exempt", "Limited"'],
    ],
    ['without limits', { type: 'Limited' }, ['spec.limited: Required value: must not be empty when type is Limited']],
    [
      'that is exempt',
      { type: 'Exempt' },
      ["spec.type: Invalid value: \"Exempt\": type must be 'Exempt' if and only if name is 'exempt'"],
    ],
    [
      'without queues',
      { type: 'Limited', limited: { limitResponse: { type: 'Queue' } } },
      [
        'spec.limited.limitResponse.queuing: Required value: must not be empty if limited.limitResponse.type is Limited',
      ],
    ],
    [
      'with queues where it refuses',
      { type: 'Limited', limited: { limitResponse: { type: 'Reject', queuing: {} } } },
      ['spec.limited.limitResponse.queuing: Forbidden: must be nil if limited.limitResponse.type is not Limited'],
    ],
    [
      'that says nothing of the rest',
      { type: 'Limited', limited: {} },
      ['spec.limited.limitResponse.type: Unsupported value: "": supported values: "Queue", "Reject"'],
    ],
    [
      'of shares that are none',
      {
        type: 'Limited',
        limited: {
          nominalConcurrencyShares: -1,
          lendablePercent: 101,
          borrowingLimitPercent: -1,
          limitResponse: { type: 'Reject' },
        },
      },
      [
        'spec.limited.nominalConcurrencyShares: Invalid value: -1: must be a non-negative integer',
        'spec.limited.lendablePercent: Invalid value: 101: must be between 0 and 100, inclusive',
        'spec.limited.borrowingLimitPercent: Invalid value: -1: if specified, must be a non-negative integer',
      ],
    ],
    [
      'with a hand of more than all queues',
      queuing({ queues: 4, handSize: 5 }),
      ['spec.limited.limitResponse.queuing.handSize: Invalid value: 5: should not be greater than queues (4)'],
    ],
    [
      'with a hand that takes too many bits',
      queuing({ queues: 512, handSize: 7 }),
      [
        'spec.limited.limitResponse.queuing.handSize: Invalid value: 7: required entropy bits of deckSize 512 and handSize 7 should not be greater than 60',
      ],
    ],
    ['with a hand that just does not', queuing({ queues: 512, handSize: 6 }), []],
    [
      'of no length',
      queuing({ queueLengthLimit: -1, queues: -1 }),
      [
        'spec.limited.limitResponse.queuing.queueLengthLimit: Invalid value: -1: must be positive',
        'spec.limited.limitResponse.queuing.queues: Invalid value: -1: must be positive',
        'spec.limited.limitResponse.queuing.handSize: Invalid value: 8: should not be greater than queues (-1)',
      ],
    ],
  ])('a level %s', (_what, spec, lines) => {
    expect(level(spec)).toEqual(lines);
  });

  test('the level that is called exempt is it', () => {
    const exempt = says('flowcontrol.apiserver.k8s.io/v1', 'PriorityLevelConfiguration', 113, 'exempt');
    expect(exempt({ type: 'Exempt' })).toEqual([]);
    expect(exempt({ type: 'Exempt', limited: {} })).toEqual([
      'spec.limited: Forbidden: must be nil if the type is not Limited',
    ]);
  });
});

describe('ACC114', () => {
  const range = says('networking.k8s.io/v1', 'ServiceCIDR', 114);

  test.each<[string, object, readonly string[]]>([
    ['one', { cidrs: ['10.96.0.0/16'] }, []],
    ['each family', { cidrs: ['10.96.0.0/16', 'fd00::/108'] }, []],
    ['none', {}, ['spec.cidrs: Required value: at least one CIDR required']],
    ['three', { cidrs: ['a', 'b', 'c'] }, ['spec.cidrs: Invalid value: ["a","b","c"]: may only hold up to 2 values']],
    [
      'two of one family',
      { cidrs: ['10.0.0.0/16', '10.1.0.0/16'] },
      [
        'spec.cidrs: Invalid value: ["10.0.0.0/16","10.1.0.0/16"]: may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64',
      ],
    ],
    [
      'no range',
      { cidrs: ['10.0.0.0'] },
      ['spec.cidrs[0]: Invalid value: "10.0.0.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'],
    ],
    [
      'bits behind the prefix',
      { cidrs: ['10.0.0.1/16'] },
      ['spec.cidrs[0]: Invalid value: "10.0.0.1/16": must not have bits set beyond the prefix length'],
    ],
  ])('a range of %s', (_what, spec, lines) => {
    expect(range(spec)).toEqual(lines);
  });

  test('an address belongs to something', () => {
    const address = (name: string, spec: object): string[] =>
      says('networking.k8s.io/v1', 'IPAddress', 114, name)(spec);
    expect(address('10.0.0.1', { parentRef: { resource: 'services', name: 'a', namespace: 'b' } })).toEqual([]);
    expect(address('10.0.0.1', {})).toEqual(['spec.parentRef: Required value']);
    expect(address('a', { parentRef: {} })).toEqual([
      'metadata.name: Invalid value: "a": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      'spec.parentRef.resource: Required value',
      'spec.parentRef.name: Required value',
    ]);
  });
});

describe('ACC115', () => {
  const node = (spec: object, status: object = {}): string[] =>
    saysOf({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' }, spec, status }, 115, 115);
  const GPU = { key: 'nvidia.com/gpu', effect: 'NoSchedule' };

  test.each<[string, object, readonly string[]]>([
    ['with taints', { taints: [GPU, { ...GPU, effect: 'NoExecute', value: 'true' }] }, []],
    ['with a range of each family', { podCIDRs: ['10.0.0.0/24', 'fd00::/64'] }, []],
    ['with a taint without an effect', { taints: [{ key: 'a' }] }, ['spec.taints[0].effect: Required value']],
    [
      'with a taint without a key',
      { taints: [{ effect: 'NoSchedule' }] },
      ['spec.taints[0].key: Invalid value: "": name part must not be empty'],
    ],
    [
      'with a taint of another effect',
      { taints: [{ ...GPU, effect: 'noSchedule' }] },
      [
        'spec.taints[0].effect: Unsupported value: "noSchedule": supported values: "NoExecute", "NoSchedule", "PreferNoSchedule"',
      ],
    ],
    [
      'with one taint twice',
      { taints: [GPU, { ...GPU, value: 'b' }] },
      [
        'spec.taints[1]: Duplicate value: {"key":"nvidia.com/gpu","effect":"NoSchedule"}: taints must be unique by key and effect pair',
      ],
    ],
    [
      'with two ranges of one family',
      { podCIDRs: ['10.0.0.0/24', '10.0.1.0/24'] },
      [
        'spec.podCIDRs: Invalid value: ["10.0.0.0/24","10.0.1.0/24"]: must specify no more than one CIDR for each IP family',
      ],
    ],
  ])('a node %s', (_what, spec, lines) => {
    expect(node(spec)).toEqual(lines.map((line) => `ACC115 ${line}`));
  });

  test('a node has no less than nothing, and whole GPUs', () => {
    expect(node({}, { capacity: { cpu: '3860m', 'nvidia.com/gpu': 8 } })).toEqual([]);
    expect(node({}, { capacity: { cpu: -1 }, allocatable: { 'nvidia.com/gpu': '500m' } })).toEqual([
      'ACC115 status.capacity.cpu: Invalid value: -1: must be greater than or equal to 0',
      'ACC115 status.allocatable[nvidia.com/gpu]: Invalid value: "500m": must be an integer',
    ]);
  });
});

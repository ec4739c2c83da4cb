import { cronJob, job, jobTemplate, said } from './support';

describe('ACC041', () => {
  test('lets pods of jobs end', () => {
    const at = 'spec.template.spec.restartPolicy';
    const missing = 'Required value: valid values: "OnFailure", "Never"';
    expect(said(job())).toEqual([]);
    expect(said(job({ template: jobTemplate({ restartPolicy: 'OnFailure' }) }))).toEqual([]);
    expect(said(job({ template: jobTemplate({ restartPolicy: 'Always' }) }))).toEqual([`ACC041 ${at}: ${missing}`]);
    expect(said(job({ template: jobTemplate({ restartPolicy: null }) }))).toEqual([`ACC041 ${at}: ${missing}`]);
    expect(said(job({ template: null }))).toEqual([`ACC041 ${at}: ${missing}`]);
    expect(said(cronJob({ jobTemplate: null }))).toEqual([`ACC041 spec.jobTemplate.${at}: ${missing}`]);
    expect(said(job({ template: jobTemplate({ restartPolicy: 'never' }) }))).toEqual([
      `ACC041 ${at}: Unsupported value: "never": supported values: "Never", "OnFailure"`,
    ]);
    const template = jobTemplate({ restartPolicy: 'OnFailure' });
    expect(said(job({ template, podFailurePolicy: { rules: [] } }))).toEqual([
      `ACC041 ${at}: Invalid value: "OnFailure": only "Never" is supported when podFailurePolicy is specified`,
    ]);
  });
});

describe('ACC046', () => {
  const indexed = { completionMode: 'Indexed', completions: 8 };

  test.each([
    [{ parallelism: 0, completions: 0, backoffLimit: 0, ttlSecondsAfterFinished: 0, suspend: true }, []],
    [{ ...indexed, backoffLimitPerIndex: 0, maxFailedIndexes: 8 }, []],
    [{ completionMode: 'Indexed' }, []],
    [{ podReplacementPolicy: 'TerminatingOrFailed' }, []],
    [{ podReplacementPolicy: 'Failed', podFailurePolicy: {} }, []],
    [{ managedBy: 'kueue.x-k8s.io/multikueue' }, []],
    [
      { parallelism: -1, ttlSecondsAfterFinished: -5 },
      [
        'parallelism: Invalid value: -1: must be greater than or equal to 0',
        'ttlSecondsAfterFinished: Invalid value: -5: must be greater than or equal to 0',
      ],
    ],
    [
      { completionMode: 'indexed' },
      ['completionMode: Unsupported value: "indexed": supported values: "Indexed", "NonIndexed"'],
    ],
    [{ completionMode: 'Indexed', parallelism: 2 }, ['completions: Required value: when completion mode is Indexed']],
    [
      { ...indexed, parallelism: 100_001 },
      ['parallelism: Invalid value: 100001: must be less than or equal to 100000 when completion mode is Indexed'],
    ],
    [
      { ...indexed, maxFailedIndexes: 9 },
      [
        'backoffLimitPerIndex: Required value: when maxFailedIndexes is specified',
        'maxFailedIndexes: Invalid value: 9: must be less than or equal to completions',
      ],
    ],
    [{ backoffLimitPerIndex: 1 }, ['backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode']],
    [
      { ...indexed, completions: 100_001, backoffLimitPerIndex: 1 },
      ['maxFailedIndexes: Required value: must be specified when completions is above 100000'],
    ],
    [
      { podReplacementPolicy: 'TerminatingOrFailed', podFailurePolicy: {} },
      ['podReplacementPolicy: Unsupported value: "TerminatingOrFailed": supported values: "Failed"'],
    ],
    [
      { podReplacementPolicy: '' },
      ['podReplacementPolicy: Unsupported value: "": supported values: "Failed", "TerminatingOrFailed"'],
    ],
    [{ managedBy: 'me' }, ['managedBy: Invalid value: "me": must be a domain-prefixed path (such as "acme.io/foo")']],
    [{ managedBy: `a.io/${'b'.repeat(59)}` }, ['managedBy: Too long: may not be more than 63 bytes']],
  ])('reads %j', (spec, expected) => {
    expect(said(job(spec))).toEqual(expected.map((one) => `ACC046 spec.${one}`));
  });

  test('gives no defaults to what is in a CronJob', () => {
    expect(said(cronJob({}, { completionMode: 'Indexed' }))).toEqual([
      'ACC046 spec.jobTemplate.spec.completions: Required value: when completion mode is Indexed',
    ]);
  });

  test('needs names of pods that are host names', () => {
    const refused = (name: string, last: string): string[] => [
      `ACC046 metadata.name: Invalid value: "${name}": will not able to create pod with invalid DNS label: ${last}`,
    ];
    const name = 'a'.repeat(61);
    expect(said(job(indexed, { name }))).toEqual([]);
    expect(said(job({ ...indexed, completions: 11 }, { name }))).toEqual(refused(name, `${name}-10`));
    expect(said(job(indexed, { name: 'a.b' }))).toEqual(refused('a.b', 'a.b-7'));
    expect(said(job({ completions: 11 }, { name: 'a.b' }))).toEqual([]);
    expect(said(job(indexed, { generateName: 'sweep-' }))).toEqual([]);
    expect(said(job(indexed, { generateName: 'sweep.' }))).toHaveLength(1);
  });

  test('leaves out what an earlier version drops', () => {
    const spec = { backoffLimitPerIndex: 1, podReplacementPolicy: 'x' };
    expect(said(job(spec), '1.28')).toEqual([]);
    expect(said(job(spec), '1.29')).toHaveLength(2);
    expect(said(job({ managedBy: 'me' }), '1.31')).toEqual([]);
  });
});

describe('ACC047', () => {
  const labels = 'spec.template.metadata.labels';

  test.each([
    [{ selector: {} }, []],
    [{ template: jobTemplate({}, { 'job-name': 'a', app: 'b' }) }, []],
    [{ manualSelector: false, selector: null }, []],
    [{ manualSelector: true, selector: { matchLabels: { app: 'b' } }, template: jobTemplate({}, { app: 'b' }) }, []],
    [{ manualSelector: true, selector: {} }, []],
    [{ manualSelector: true }, ['spec.selector: Required value']],
    [
      { manualSelector: true, selector: { matchLabels: { app: 'b' } } },
      [`${labels}: Invalid value: null: \`selector\` does not match template \`labels\``],
    ],
    [
      { selector: { matchLabels: { app: 'b' } }, template: jobTemplate({}, { app: 'b' }) },
      ['spec.selector: Invalid value: {"matchLabels":{"app":"b"}}: `selector` not auto-generated'],
    ],
    [
      { template: jobTemplate({}, { 'controller-uid': '1', 'job-name': 'other' }) },
      [
        `${labels}[controller-uid]: Invalid value: "1": must be the one that the API server generates`,
        `${labels}[job-name]: Invalid value: "other": must be 'a'`,
      ],
    ],
  ])('reads %j', (spec, expected) => {
    expect(said(job(spec))).toEqual(expected.map((one) => `ACC047 ${one}`));
  });

  test('leaves a CronJob no selector', () => {
    expect(said(cronJob({}, { manualSelector: false, selector: null }))).toEqual([]);
    expect(said(cronJob({}, { manualSelector: true, selector: {} }))).toEqual([
      'ACC047 spec.jobTemplate.spec.selector: Invalid value: {}: `selector` will be auto-generated',
      'ACC047 spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "false", "nil"',
    ]);
  });
});

describe('ACC048', () => {
  const ONE = ': Invalid value: specifying one of OnExitCodes and OnPodConditions is required';
  const exitCodes = (values: unknown, rest = {}): unknown => ({
    action: 'FailJob',
    onExitCodes: { operator: 'In', values, ...rest },
  });

  test.each([
    [exitCodes([1, 42]), []],
    [exitCodes([0], { operator: 'NotIn', containerName: 'c' }), []],
    [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }, []],
    [null, ['.action: Required value: valid values: "Count", "FailIndex", "FailJob", "Ignore"', ONE]],
    [
      { action: 'fail', onExitCodes: null, onPodConditions: [] },
      ['.action: Unsupported value: "fail": supported values: "Count", "FailIndex", "FailJob", "Ignore"', ONE],
    ],
    [
      { action: 'FailIndex', onPodConditions: [{ type: 'a b', status: 'true' }] },
      [
        '.action: Invalid value: "FailIndex": requires the backoffLimitPerIndex to be set',
        `.onPodConditions[0].type: Invalid value: "a b": name part must consist of letters, digits, '-', '_' and '.', and begin and end with a letter or digit`,
        '.onPodConditions[0].status: Unsupported value: "true": supported values: "False", "True", "Unknown"',
      ],
    ],
    [
      { ...(exitCodes([1]) as object), onPodConditions: [{ type: 'Ready' }] },
      [': Invalid value: specifying both OnExitCodes and OnPodConditions is not supported'],
    ],
    [exitCodes([]), ['.onExitCodes.values: Invalid value: []: at least one value is required']],
    [
      exitCodes([2, 1, 2, 0]),
      [
        '.onExitCodes.values[2]: Duplicate value: 2',
        '.onExitCodes.values[3]: Invalid value: 0: must not be 0 for the In operator',
        '.onExitCodes.values: Invalid value: [2,1,2,0]: must be ordered',
      ],
    ],
    [
      exitCodes([1], { containerName: 'd' }),
      [
        '.onExitCodes.containerName: Invalid value: "d": must be one of the container or initContainer names in the pod template',
      ],
    ],
    [
      exitCodes([1], { operator: 'in' }),
      ['.onExitCodes.operator: Unsupported value: "in": supported values: "In", "NotIn"'],
    ],
  ])('reads the rule %j', (rule, expected) => {
    const found = said(job({ podFailurePolicy: { rules: [rule] } }));
    expect(found).toEqual(expected.map((one) => `ACC048 spec.podFailurePolicy.rules[0]${one}`));
  });

  test('knows how many rules there may be', () => {
    const rules = Array.from({ length: 21 }, () => exitCodes([1]));
    expect(said(job({ podFailurePolicy: { rules: rules.slice(1) } }))).toEqual([]);
    expect(said(job({ podFailurePolicy: { rules } }))).toEqual([
      'ACC048 spec.podFailurePolicy.rules: Too many: 21: must have at most 20 items',
    ]);
  });
});

describe('ACC049', () => {
  const indexes = (text: string): string =>
    `.succeededIndexes: Invalid value: "${text}": error parsing succeededIndexes: `;

  test.each([
    [{ succeededIndexes: '0,2-4' }, []],
    [{ succeededIndexes: '0,2-4', succeededCount: 4 }, []],
    [{ succeededCount: 5 }, []],
    [{}, [': Required value: at least one of succeededCount or succeededIndexes must be specified']],
    [{ succeededIndexes: '2,0' }, [`${indexes('2,0')}non-increasing order, previous: 2, current: 0`]],
    [{ succeededIndexes: '3-3' }, [`${indexes('3-3')}non-increasing order, previous: 3, current: 3`]],
    [{ succeededIndexes: '0-5' }, [`${indexes('0-5')}too large index: "5"`]],
    [{ succeededIndexes: '0, 1' }, [`${indexes('0, 1')}cannot convert string to integer for index: " 1"`]],
    [
      { succeededIndexes: '0,1', succeededCount: 3 },
      [
        '.succeededCount: Invalid value: 3: must be less than or equal to 2 (the number of indexes in the specified succeededIndexes field)',
      ],
    ],
    [
      { succeededCount: 6 },
      ['.succeededCount: Invalid value: 6: must be less than or equal to 5 (the number of specified completions)'],
    ],
  ])('reads the rule %j', (rule, expected) => {
    const found = said(job({ completionMode: 'Indexed', completions: 5, successPolicy: { rules: [rule] } }));
    expect(found).toEqual(expected.map((one) => `ACC049 spec.successPolicy.rules[0]${one}`));
  });

  test('needs an indexed job and a rule, from Kubernetes 1.31 on', () => {
    const successPolicy = { rules: [] };
    expect(said(job({ successPolicy }))[0]).toMatch(/^ACC049 spec.successPolicy: .*requires indexed completion mode$/);
    expect(said(job({ successPolicy, completionMode: 'Indexed' }))[0]).toMatch(
      /^ACC049 spec.successPolicy.rules: Required/,
    );
    expect(said(job({ successPolicy }), '1.30')).toEqual([]);
  });
});

import { container, deployment, pod, table } from './support';

const of = (resources: unknown) => pod({ containers: [container({ resources })] });
const at = 'ACC023 spec.containers[0].resources';

describe('ACC023 requests and limits', () => {
  table([
    ['a GPU', of({ limits: { 'nvidia.com/gpu': 1, cpu: '500m', memory: '1Gi' } }), []],
    [
      'a GPU that is requested alone',
      of({ requests: { 'nvidia.com/gpu': 1 } }),
      [`${at}.limits: Required value: Limit must be set`],
    ],
    [
      'half a GPU',
      of({ limits: { 'nvidia.com/gpu': '500m' } }),
      [`${at}.limits[nvidia.com/gpu]: Invalid value: "500m": must be an integer`],
    ],
    ['1k GPUs', of({ limits: { 'nvidia.com/gpu': '1k' } }), []],
    [
      'fewer GPUs than the limit',
      of({ limits: { 'nvidia.com/gpu': 2 }, requests: { 'nvidia.com/gpu': 1 } }),
      [`${at}.requests[nvidia.com/gpu]: Invalid value: 1: must be equal to nvidia.com/gpu limit of 2`],
    ],
    [
      'a request that is null, and so zero',
      of({ limits: { 'nvidia.com/gpu': 2 }, requests: { 'nvidia.com/gpu': null } }),
      [`${at}.requests[nvidia.com/gpu]: Invalid value: 0: must be equal to nvidia.com/gpu limit of 2`],
    ],
    [
      'a limit that is null, and so zero',
      of({ limits: { cpu: null }, requests: { cpu: 1 } }),
      [`${at}.requests[cpu]: Invalid value: 1: must be less than or equal to cpu limit of 0`],
    ],
    ['a limit alone that is null', of({ limits: { 'nvidia.com/gpu': null } }), []],
    [
      'a GPU without a domain',
      of({ limits: { gpu: 1 } }),
      [`${at}.limits[gpu]: Invalid value: "gpu": must be a standard resource`],
    ],
    ['less memory than the limit', of({ limits: { memory: '2Gi' }, requests: { memory: '1Gi' } }), []],
    [
      'more memory than the limit',
      of({ limits: { memory: '1Gi' }, requests: { memory: '2Gi' } }),
      [
        `${at}.requests.memory: Invalid value: "2Gi": must be less than or equal to memory limit of 1Gi`.replace(
          '.requests.memory',
          '.requests[memory]',
        ),
      ],
    ],
    ['as much in other units', of({ limits: { memory: '1Gi' }, requests: { memory: '1024Mi' } }), []],
    [
      'less than nothing',
      of({ limits: { cpu: -1 } }),
      [`${at}.limits[cpu]: Invalid value: -1: must be greater than or equal to 0`],
    ],
    [
      'huge pages alone',
      of({ limits: { 'hugepages-2Mi': '4Mi' } }),
      [`${at}: Forbidden: HugePages require cpu or memory`],
    ],
    [
      'huge pages in parts',
      of({ limits: { 'hugepages-2Mi': '3Mi', cpu: 1 } }),
      [`${at}.limits[hugepages-2Mi]: Invalid value: "3Mi"`],
    ],
    ['huge pages', of({ limits: { 'hugepages-2Mi': '4Mi', cpu: 1 } }), []],
    ['what is no quantity is for the schema', of({ limits: { cpu: 'much', memory: true } }), []],
    [
      'more than the whole pod may use',
      pod({
        resources: { limits: { cpu: 1 } },
        containers: [container({ resources: { limits: { cpu: 2 }, requests: { cpu: 0 } } })],
      }),
      [`${at}.limits[cpu]: Invalid value: 2: must be less than or equal to pod limits of 1`],
    ],
    [
      'more than the whole pod requests',
      deployment({
        resources: { requests: { cpu: 1 } },
        containers: [container({ resources: { requests: { cpu: 2 } } })],
      }),
      [
        'ACC023 spec.template.spec.resources.requests[cpu]: Invalid value: 1: must be greater than or equal to aggregate container requests of 2',
      ],
    ],
    [
      'the same before 1.34',
      deployment({
        resources: { requests: { cpu: 1 } },
        containers: [container({ resources: { requests: { cpu: 2 } } })],
      }),
      [],
      '1.33',
    ],
    [
      'a whole pod that may use less than it requests',
      pod({
        resources: { limits: { cpu: 1 } },
        containers: [container({ resources: { requests: { cpu: 2 } } })],
      }),
      ['ACC023 spec.resources.requests[cpu]: Invalid value: "2": must be less than or equal to cpu limit of 1'],
    ],
    [
      'a device for a whole pod',
      pod({ resources: { limits: { 'nvidia.com/gpu': 1 } } }),
      ['ACC023 spec.resources.limits[nvidia.com/gpu]: Unsupported value'],
    ],
  ]);
});

describe('ACC023 claims', () => {
  const claim = { name: 'gpu', resourceClaimTemplateName: 'gpu' };
  const using = (resourceClaims: unknown, ...claims: unknown[]) =>
    pod({ resourceClaims, containers: [container({ resources: { claims } })] });
  table([
    ['a claim in use', using([claim], { name: 'gpu' }), []],
    ['two requests of one claim', using([claim], { name: 'gpu', request: 'a' }, { name: 'gpu', request: 'b' }), []],
    [
      'a claim and a request of it',
      using([claim], { name: 'gpu' }, { name: 'gpu', request: 'a' }),
      [`${at}.claims[1]: Duplicate value`],
    ],
    [
      'a claim that the pod does not have',
      using([claim], { name: 'tpu' }),
      [`${at}.claims[0]: Not found: "tpu": must be one of`],
    ],
    [
      'no source',
      using([{ name: 'gpu' }]),
      ['ACC023 spec.resourceClaims[0]: Invalid value: {"name":"gpu"}: must specify one of'],
    ],
    ['two sources', using([{ ...claim, resourceClaimName: 'a' }]), ['ACC023 spec.resourceClaims[0]: Invalid value']],
    ['one name twice', using([claim, claim]), ['ACC023 spec.resourceClaims[1].name: Duplicate value: "gpu"']],
    ['before 1.34', using([{ name: 'gpu' }]), [], '1.33'],
  ]);
});

import { saysOf } from '../core/support';

const says = (spec: object, version?: string): string[] =>
  saysOf(
    { apiVersion: 'resource.k8s.io/v1', kind: 'DeviceClass', metadata: { name: 'gpu.nvidia.com' }, spec },
    106,
    106,
    version,
  );
const RIGHT = "device.driver == 'gpu.nvidia.com' && device.attributes['gpu.nvidia.com'].type == 'gpu'";

test.each<[string, object, readonly string[]]>([
  ['of everything', {}, []],
  ['of GPUs', { selectors: [{ cel: { expression: RIGHT } }], extendedResourceName: 'nvidia.com/gpu' }, []],
  [
    'of a variable that there is not',
    { selectors: [{ cel: { expression: 'driver == "gpu.nvidia.com"' } }] },
    [
      'ACC106 spec.selectors[0].cel.expression: Invalid value: "driver == \\"gpu.nvidia.com\\"": compilation failed: undeclared reference to \'driver\'',
    ],
  ],
  ['without an expression', { selectors: [{ cel: null }] }, ['ACC106 spec.selectors[0].cel: Required value']],
  [
    'that configures nothing',
    { config: [{ opaque: { driver: 'GPU_nvidia', parameters: {} } }] },
    [
      "ACC106 spec.config[0].opaque.driver: Invalid value: \"GPU_nvidia\": must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
    ],
  ],
  ['that configures a driver', { config: [{ opaque: { driver: 'GPU.nvidia.com', parameters: { a: 1 } } }] }, []],
  [
    'for a resource without a domain',
    { extendedResourceName: 'gpu' },
    ['ACC106 spec.extendedResourceName: Invalid value: "gpu": must be a valid extended resource name'],
  ],
  [
    "for a resource of Kubernetes' own",
    { extendedResourceName: 'example.kubernetes.io/gpu' },
    [
      'ACC106 spec.extendedResourceName: Invalid value: "example.kubernetes.io/gpu": must be a valid extended resource name',
    ],
  ],
])('a class %s', (_what, spec, lines) => {
  expect(says(spec)).toEqual(lines);
});

test('a class knows extended resources since 1.36', () => {
  expect(says({ extendedResourceName: 'gpu' }, '1.35')).toEqual([]);
});

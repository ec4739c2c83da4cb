import fc from 'fast-check';
import { reports, namespace, pod } from './support';

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
/** Mostly what `restricted` wants, so that enough pods satisfy it. */
const mostly = <T>(good: T, ...other: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: fc.constantFrom(...other) });
const some = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const seccompProfile = mostly<object | undefined>(
  { type: 'RuntimeDefault' },
  { type: 'Localhost', localhostProfile: 'p' },
  { type: 'Unconfined' },
  undefined,
);
const appArmorProfile = mostly<object | undefined>(undefined, { type: 'RuntimeDefault' }, { type: 'Unconfined' });
const seLinuxOptions = mostly<object | undefined>(undefined, { type: 'container_engine_t' }, { user: 'u' });
const windowsOptions = mostly<object | undefined>(undefined, { hostProcess: true }, { hostProcess: false });

const container = fc.record({
  name: some(['a', 'b', 'c']),
  ports: fc.array(fc.record({ containerPort: some([80, 443]), hostPort: mostly(0, 80) }), { maxLength: 2 }),
  livenessProbe: mostly<object | undefined>(undefined, { tcpSocket: { port: 80, host: 'h' } }),
  securityContext: fc.record({
    allowPrivilegeEscalation: mostly<boolean | undefined>(false, true, undefined),
    privileged: mostly<boolean | undefined>(undefined, true, false),
    capabilities: mostly<object | undefined>(
      { drop: ['ALL'] },
      { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
      { drop: ['ALL'], add: ['SYS_ADMIN'] },
      { add: ['CHOWN'] },
      undefined,
    ),
    procMount: mostly<string | undefined>(undefined, 'Default', 'Unmasked'),
    runAsNonRoot: maybe(mostly(true, false)),
    runAsUser: mostly<number | undefined>(undefined, 0, 1000),
    seccompProfile,
    appArmorProfile,
    seLinuxOptions,
    windowsOptions,
  }),
});

const spec = fc.record({
  hostNetwork: mostly<boolean | undefined>(undefined, true, false),
  hostPID: mostly<boolean | undefined>(undefined, true),
  hostUsers: maybe(fc.boolean()),
  initContainers: fc.array(container, { maxLength: 1 }),
  containers: fc.array(container, { minLength: 1, maxLength: 2 }),
  volumes: fc.array(
    some([{ emptyDir: {} }, { secret: {} }, { csi: {} }]).map((source) => ({ name: 'v', ...source })),
    { maxLength: 2 },
  ),
  securityContext: fc.record({
    runAsNonRoot: mostly<boolean | undefined>(true, false, undefined),
    seccompProfile,
    appArmorProfile,
    seLinuxOptions,
    windowsOptions,
    sysctls: fc.array(fc.record({ name: some(['net.ipv4.tcp_rmem', 'net.ipv4.tcp_syncookies', 'kernel.msgmax']) }), {
      maxLength: 1,
    }),
  }),
});

// Of Windows pods the API server itself refuses what baseline would find.
test('a pod that satisfies restricted satisfies baseline, and what baseline refuses restricted refuses', () => {
  let safe = 0;
  const version = fc.integer({ min: 0, max: 38 }).map((minor) => `v1.${minor}`);
  fc.assert(
    fc.property(
      spec,
      fc.oneof(version, fc.constant('latest')),
      fc.integer({ min: 27, max: 36 }),
      (given, at, minor) => {
        const refused = (level: string): boolean => reports([namespace(level, at), pod(given)], minor).length > 0;
        if (refused('restricted')) return;
        safe += 1;
        expect(refused('baseline')).toBe(false);
      },
    ),
    { numRuns: 1000 },
  );
  expect(safe).toBeGreaterThan(20);
});

test('anything at all is read without a failure, and nothing is changed', () => {
  const anything = fc.anything({ maxDepth: 2, maxKeys: 3 });
  const keyed = (keys: readonly string[], value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    fc.oneof(anything, fc.dictionary(fc.constantFrom(...keys), value));
  const context = keyed(
    ['capabilities', 'seccompProfile', 'seLinuxOptions', 'windowsOptions', 'sysctls', 'procMount', 'appArmorProfile'],
    keyed(['type', 'add', 'drop', 'hostProcess', 'user', 'name'], anything),
  );
  const broken = keyed(
    ['containers', 'initContainers', 'volumes', 'securityContext', 'os'],
    fc.oneof(
      context,
      fc.array(keyed(['name', 'securityContext', 'ports', 'livenessProbe', 'lifecycle', 'hostPath'], context)),
    ),
  );
  fc.assert(
    fc.property(broken, anything, (given, annotations) => {
      const before = JSON.stringify([given, annotations], bigints);
      for (const level of ['baseline', 'restricted']) reports([namespace(level), pod(given, annotations)]);
      expect(JSON.stringify([given, annotations], bigints)).toBe(before);
    }),
    { numRuns: 200 },
  );
});

function bigints(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

import { refusalOf, safeContainer, safeSpec } from './support';

const inPod = (securityContext: Record<string, unknown>): object => safeSpec({}, securityContext);
const inContainer = (securityContext: Record<string, unknown>): object =>
  safeSpec({ containers: [safeContainer({}, securityContext)] });
const volume = (source: object): object => safeSpec({ volumes: [{ name: 'v', ...source }] });
const CONTEXT = 'spec.containers[0].securityContext';

describe('restricted refuses', () => {
  test.each<[string, object, string]>([
    [
      'a container that does not say that it gains no privilege',
      inContainer({ allowPrivilegeEscalation: undefined }),
      `allowPrivilegeEscalation != false (container "c" must set securityContext.allowPrivilegeEscalation=false) @ ${CONTEXT}.allowPrivilegeEscalation`,
    ],
    [
      'capabilities that are kept',
      inContainer({ capabilities: null }),
      `unrestricted capabilities (container "c" must set securityContext.capabilities.drop=["ALL"]) @ ${CONTEXT}.capabilities.drop`,
    ],
    [
      'capabilities that are dropped one by one',
      inContainer({ capabilities: { drop: ['NET_RAW', 'all'] } }),
      `unrestricted capabilities (container "c" must set securityContext.capabilities.drop=["ALL"]) @ ${CONTEXT}.capabilities.drop`,
    ],
    [
      'a capability that is added, also one of the default ones',
      inContainer({ capabilities: { drop: ['ALL'], add: ['CHOWN', 'NET_BIND_SERVICE'] } }),
      `unrestricted capabilities (container "c" must not include "CHOWN" in securityContext.capabilities.add) @ ${CONTEXT}.capabilities.add`,
    ],
    [
      'both in one message, without that of baseline',
      inContainer({ capabilities: { add: ['NET_ADMIN'] } }),
      `unrestricted capabilities (container "c" must set securityContext.capabilities.drop=["ALL"]; container "c" must not include "NET_ADMIN" in securityContext.capabilities.add) @ ${CONTEXT}.capabilities.drop`,
    ],
    [
      'hostPath, once',
      volume({ hostPath: { path: '/' } }),
      'restricted volume types (volume "v" uses restricted volume type "hostPath") @ spec.volumes[0].hostPath',
    ],
    [
      'volumes of several types',
      safeSpec({
        volumes: [
          { name: 'n', nfs: {} },
          { name: 'e', emptyDir: {} },
          { name: 'a', azureFile: {} },
        ],
      }),
      'restricted volume types (volumes "n", "a" use restricted volume types "azureFile", "nfs") @ spec.volumes[0].nfs',
    ],
    [
      'nothing about root',
      inPod({ runAsNonRoot: undefined }),
      `runAsNonRoot != true (pod or container "c" must set securityContext.runAsNonRoot=true) @ ${CONTEXT}.runAsNonRoot`,
    ],
    [
      'the containers alone that say nothing about root',
      safeSpec(
        { containers: [safeContainer({ name: 'a' }, { runAsNonRoot: true }), safeContainer({ name: 'b' })] },
        { runAsNonRoot: null },
      ),
      'runAsNonRoot != true (pod or container "b" must set securityContext.runAsNonRoot=true) @ spec.containers[1].securityContext.runAsNonRoot',
    ],
    [
      'root that is allowed',
      safeSpec({ containers: [safeContainer({}, { runAsNonRoot: false })] }, { runAsNonRoot: false }),
      'runAsNonRoot != true (pod and container "c" must not set securityContext.runAsNonRoot=false) @ spec.securityContext.runAsNonRoot',
    ],
    [
      'root that a container allows',
      inContainer({ runAsNonRoot: false }),
      `runAsNonRoot != true (container "c" must not set securityContext.runAsNonRoot=false) @ ${CONTEXT}.runAsNonRoot`,
    ],
    ['user 0', inPod({ runAsUser: 0 }), 'runAsUser=0 (pod must not set runAsUser=0) @ spec.securityContext.runAsUser'],
    [
      'user 0 of a container',
      inContainer({ runAsUser: 0 }),
      `runAsUser=0 (container "c" must not set runAsUser=0) @ ${CONTEXT}.runAsUser`,
    ],
    [
      'no seccomp profile',
      inPod({ seccompProfile: undefined }),
      `seccompProfile (pod or container "c" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost") @ ${CONTEXT}.seccompProfile.type`,
    ],
    [
      'Unconfined seccomp, once',
      inContainer({ seccompProfile: { type: 'Unconfined' } }),
      `seccompProfile (container "c" must not set securityContext.seccompProfile.type to "Unconfined") @ ${CONTEXT}.seccompProfile.type`,
    ],
    [
      'Unmasked procMount, also in a user namespace',
      safeSpec({ hostUsers: false, containers: [safeContainer({}, { procMount: 'Unmasked' })] }),
      `procMount (container "c" must not set securityContext.procMount to "Unmasked") @ ${CONTEXT}.procMount`,
    ],
    ['what baseline refuses', safeSpec({ hostNetwork: true }), 'host namespaces (hostNetwork=true) @ spec.hostNetwork'],
    [
      'a sidecar as any other container',
      safeSpec({ initContainers: [{ name: 's', restartPolicy: 'Always' }] }),
      'allowPrivilegeEscalation != false (container "s" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "s" must set securityContext.capabilities.drop=["ALL"]) @ spec.initContainers[0].securityContext.allowPrivilegeEscalation',
    ],
  ])('%s', (_what, spec, refusal) => {
    expect(refusalOf({ spec }, 'restricted')).toBe(refusal);
  });

  test('a pod that says nothing, with all that is missing', () => {
    expect(refusalOf({ spec: { containers: [{ name: 'c', image: 'i' }] } }, 'restricted')).toBe(
      'allowPrivilegeEscalation != false (container "c" must set securityContext.allowPrivilegeEscalation=false), ' +
        'unrestricted capabilities (container "c" must set securityContext.capabilities.drop=["ALL"]), ' +
        'runAsNonRoot != true (pod or container "c" must set securityContext.runAsNonRoot=true), ' +
        'seccompProfile (pod or container "c" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost") ' +
        `@ ${CONTEXT}.allowPrivilegeEscalation`,
    );
  });
});

describe('restricted takes', () => {
  test.each<[string, object]>([
    ['a pod that says all', safeSpec()],
    ['low ports', inContainer({ capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } })],
    ['more dropped than all', inContainer({ capabilities: { drop: ['NET_RAW', 'ALL'] } })],
    ['another user', inPod({ runAsUser: 1000 })],
    [
      'containers that say it all themselves',
      safeSpec(
        { containers: [safeContainer({}, { runAsNonRoot: true, seccompProfile: { type: 'Localhost' } })] },
        { runAsNonRoot: undefined, seccompProfile: undefined },
      ),
    ],
    ['a claim', volume({ persistentVolumeClaim: { claimName: 'c' } })],
    ['a CSI volume', volume({ csi: { driver: 'd' } })],
    ['an image volume', volume({ image: { reference: 'r' } })],
    ['a volume without a type, which is an emptyDir', volume({})],
    ['a volume with null for a type', volume({ nfs: null })],
    ['root in a user namespace', safeSpec({ hostUsers: false }, { runAsNonRoot: false, runAsUser: 0 })],
    [
      'Windows without what Windows has not',
      { os: { name: 'windows' }, containers: [{ name: 'c' }], securityContext: { runAsNonRoot: true } },
    ],
  ])('%s', (_what, spec) => {
    expect(refusalOf({ spec }, 'restricted')).toBeUndefined();
  });
});

const windows = { os: { name: 'windows' }, containers: [{ name: 'c' }], securityContext: { runAsNonRoot: true } };

test.each<[string, object, string, string]>([
  ['privilege escalation', inContainer({ allowPrivilegeEscalation: true }), 'v1.8', 'v1.7'],
  ['no seccomp profile', inPod({ seccompProfile: undefined }), 'v1.19', 'v1.18'],
  ['capabilities that are kept', inContainer({ capabilities: {} }), 'v1.22', 'v1.21'],
  ['user 0', inPod({ runAsUser: 0 }), 'v1.23', 'v1.22'],
  ['Windows', windows, 'v1.24', 'v1.25'],
  ['root in a user namespace', safeSpec({ hostUsers: false }, { runAsNonRoot: false }), 'v1.34', 'v1.35'],
  ['user 0 in a user namespace', safeSpec({ hostUsers: false }, { runAsUser: 0 }), 'v1.34', 'v1.35'],
])('restricted and %s', (_what, spec, refusing, taking) => {
  expect(refusalOf({ spec }, 'restricted', refusing)).toBeDefined();
  expect(refusalOf({ spec }, 'restricted', taking)).toBeUndefined();
});

test('before 1.22 the capabilities are those of baseline', () => {
  const spec = inContainer({ capabilities: { add: ['NET_ADMIN'] } });
  expect(refusalOf({ spec }, 'restricted', 'v1.21')).toMatch(/^non-default capabilities/);
});

test('image volumes are known to the plugin since 1.33, for policies of every version', () => {
  const spec = volume({ image: { reference: 'r' } });
  expect(refusalOf({ spec }, 'restricted', 'v1.25', 33)).toBeUndefined();
  expect(refusalOf({ spec }, 'restricted', 'latest', 32)).toMatch(/restricted volume type "unknown"/);
});

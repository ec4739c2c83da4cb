import { container, pod, table } from './support';

const of = (fields: Record<string, unknown>, spec: Record<string, unknown> = {}) =>
  pod({ ...spec, containers: [container(fields)] });
const init = (fields: Record<string, unknown>) => pod({ initContainers: [container({ name: 'init', ...fields })] });
const tcpSocket = { port: 80 };

describe('ACC027 probes', () => {
  const live = (probe: unknown) => of({ livenessProbe: probe });
  const at = 'ACC027 spec.containers[0].livenessProbe';
  table([
    ['a probe', live({ httpGet: { path: 'x', port: 'http' }, failureThreshold: 0 }), []],
    ['no handler', live({}), [`${at}: Required value: must specify a handler type`]],
    [
      'two handlers',
      live({ tcpSocket, exec: { command: ['a'] } }),
      [`${at}.tcpSocket: Forbidden: may not specify more than 1 handler type`],
    ],
    [
      'a number in quotes',
      live({ tcpSocket: { port: '80' } }),
      [`${at}.tcpSocket.port: Invalid value: "80": must contain at least one letter`],
    ],
    ['no port', live({ httpGet: {} }), [`${at}.httpGet.port: Invalid value: 0`]],
    [
      'a scheme in lower case',
      live({ httpGet: { port: 80, scheme: 'https' } }),
      [`${at}.httpGet.scheme: Unsupported value: "https"`],
    ],
    [
      'a header with a space',
      live({ httpGet: { port: 80, httpHeaders: [{ name: 'a b' }] } }),
      [`${at}.httpGet.httpHeaders[0].name: Invalid value: "a b"`],
    ],
    ['no command', live({ exec: {} }), [`${at}.exec.command: Required value`]],
    ['a port of gRPC', live({ grpc: { port: 70000 } }), [`${at}.grpc.port: Invalid value: 70000`]],
    [
      'a delay below zero',
      live({ tcpSocket, initialDelaySeconds: -1 }),
      [`${at}.initialDelaySeconds: Invalid value: -1`],
    ],
    [
      'two successes to be alive',
      live({ tcpSocket, successThreshold: 2 }),
      [`${at}.successThreshold: Invalid value: 2: must be 1`],
    ],
    ['two successes to be ready', of({ readinessProbe: { tcpSocket, successThreshold: 2 } }), []],
    [
      'no time to end',
      live({ tcpSocket, terminationGracePeriodSeconds: 0 }),
      [`${at}.terminationGracePeriodSeconds: Invalid value: 0`],
    ],
    [
      'time to end when not ready',
      of({ readinessProbe: { tcpSocket, terminationGracePeriodSeconds: 5 } }),
      ['ACC027 spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 5: must not be set'],
    ],
    ['a probe of a sidecar', init({ restartPolicy: 'Always', livenessProbe: { tcpSocket } }), []],
    [
      'a probe of an init container',
      init({ livenessProbe: { tcpSocket } }),
      ['ACC027 spec.initContainers[0].livenessProbe: Forbidden: may not be set'],
    ],
  ]);
});

describe('ACC028 hooks', () => {
  const hook = (preStop: unknown, spec = {}) => of({ lifecycle: { preStop } }, spec);
  const at = 'ACC028 spec.containers[0].lifecycle.preStop';
  table([
    ['a sleep', hook({ sleep: { seconds: 30 } }), []],
    [
      'a sleep that is too long',
      hook({ sleep: { seconds: 31 } }),
      [`${at}.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)`],
    ],
    ['a long sleep of a pod that waits', hook({ sleep: { seconds: 31 } }, { terminationGracePeriodSeconds: 60 }), []],
    ['no sleep', hook({ sleep: { seconds: 0 } }), []],
    [
      'no sleep before 1.33',
      hook({ sleep: { seconds: 0 } }),
      [`${at}.sleep: Invalid value: 0: must be greater than 0`],
      '1.32',
    ],
    ['no handler', hook({}), [`${at}: Required value`]],
    [
      'an init container',
      init({ lifecycle: {} }),
      ['ACC028 spec.initContainers[0].lifecycle: Forbidden: may not be set'],
    ],
  ]);
});

describe('ACC029 security context of a container', () => {
  const secured = (securityContext: unknown, spec = {}) => of({ securityContext }, spec);
  const at = 'ACC029 spec.containers[0].securityContext';
  table([
    ['root that must not be root', secured({ runAsUser: 0, runAsNonRoot: true }), []],
    [
      'a user below zero',
      secured({ runAsUser: -1 }),
      [`${at}.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive`],
    ],
    [
      'a privileged container that may not escalate',
      secured({ privileged: true, allowPrivilegeEscalation: false }),
      [`${at}.allowPrivilegeEscalation: Invalid value: false: cannot set`],
    ],
    [
      'CAP_SYS_ADMIN that may not escalate',
      secured({ capabilities: { add: ['CAP_SYS_ADMIN'] }, allowPrivilegeEscalation: false }),
      [`${at}.allowPrivilegeEscalation: Invalid value: false: cannot set`],
    ],
    [
      'SYS_ADMIN that may not escalate',
      secured({ capabilities: { add: ['SYS_ADMIN'] }, allowPrivilegeEscalation: false }),
      [],
    ],
    [
      'an open /proc',
      secured({ procMount: 'Unmasked' }),
      [`${at}.procMount: Invalid value: "Unmasked": \`hostUsers\` must be false`],
    ],
    ['an open /proc of other users', secured({ procMount: 'Unmasked' }, { hostUsers: false }), []],
    [
      'a local profile without a path',
      secured({ seccompProfile: { type: 'Localhost' } }),
      [`${at}.seccompProfile.localhostProfile: Required value`],
    ],
    [
      'a path of no local profile',
      secured({ seccompProfile: { type: 'RuntimeDefault', localhostProfile: 'a' } }),
      [`${at}.seccompProfile.localhostProfile: Invalid value: "a"`],
    ],
    [
      'a profile in lower case',
      secured({ appArmorProfile: { type: 'unconfined' } }),
      [`${at}.appArmorProfile.type: Unsupported value: "unconfined"`],
    ],
    ['no type', secured({ seccompProfile: {} }), [`${at}.seccompProfile.type: Required value: type is required`]],
  ]);
});

describe('ACC030 security context of a pod', () => {
  const secured = (securityContext: unknown, spec = {}) => pod({ securityContext, ...spec });
  const at = 'ACC030 spec.securityContext';
  const net = { sysctls: [{ name: 'net.ipv4.tcp_syncookies', value: '1' }] };
  table([
    ['groups', secured({ fsGroup: 0, supplementalGroups: [1, 2] }), []],
    [
      'a group below zero',
      secured({ supplementalGroups: [1, -2] }),
      [`${at}.supplementalGroups[1]: Invalid value: -2`],
    ],
    [
      'a policy in lower case',
      secured({ fsGroupChangePolicy: 'always' }),
      [`${at}.fsGroupChangePolicy: Unsupported value: "always"`],
    ],
    ['a sysctl', secured(net), []],
    [
      "a sysctl of the node's network",
      secured(net, { hostNetwork: true }),
      [`${at}.sysctls[0].name: Invalid value: "net.ipv4.tcp_syncookies": may not be specified when 'hostNetwork'`],
    ],
    [
      'one sysctl twice',
      secured({
        sysctls: [
          { name: 'a.b', value: '1' },
          { name: 'a.b', value: '2' },
        ],
      }),
      [`${at}.sysctls[1].name: Duplicate value: "a.b"`],
    ],
    [
      'a sysctl with capitals',
      secured({ sysctls: [{ name: 'A', value: '1' }] }),
      [`${at}.sysctls[0].name: Invalid value: "A"`],
    ],
    [
      'shared processes',
      pod({ shareProcessNamespace: true, hostPID: true }),
      ['ACC030 spec.shareProcessNamespace: Invalid value: true'],
    ],
    [
      'users of its own and the network of the node',
      pod({ hostUsers: false, hostNetwork: true }),
      ['ACC030 spec.hostNetwork: Forbidden: when `hostUsers` is false'],
    ],
    ['the same before 1.33', pod({ hostUsers: false, hostNetwork: true }), [], '1.32'],
  ]);
});

describe('ACC031 operating system', () => {
  table([
    ['linux', pod({ os: { name: 'linux' }, securityContext: { runAsUser: 1 } }), []],
    ['no name', pod({ os: {} }), ['ACC031 spec.os.name: Required value: cannot be empty']],
    ['another', pod({ os: { name: 'plan9' } }), ['ACC031 spec.os.name: Unsupported value: "plan9"']],
    [
      'a Windows pod with a user of Linux',
      pod({ os: { name: 'windows' }, securityContext: { runAsUser: 1 } }),
      ['ACC031 spec.securityContext.runAsUser: Forbidden: cannot be set for a windows pod'],
    ],
    ['a Windows pod', pod({ os: { name: 'windows' }, securityContext: { runAsNonRoot: true }, hostPID: false }), []],
    [
      'a Linux pod with a user of Windows',
      of({ securityContext: { windowsOptions: { runAsUserName: 'a' } } }, { os: { name: 'linux' } }),
      ['ACC031 spec.containers[0].securityContext.windowsOptions: Forbidden'],
    ],
    [
      "a host process out of the node's network",
      pod({ securityContext: { windowsOptions: { hostProcess: true } } }),
      ['ACC031 spec.hostNetwork: Invalid value: false'],
    ],
  ]);
});

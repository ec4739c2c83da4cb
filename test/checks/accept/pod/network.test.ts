import { container, pod, table } from './support';

describe('ACC036 DNS and host names', () => {
  const dns = (dnsConfig: unknown, dnsPolicy?: string) => pod({ dnsConfig, dnsPolicy });
  const at = 'ACC036 spec.dnsConfig';
  table([
    ['a policy', pod({ dnsPolicy: 'ClusterFirstWithHostNet' }), []],
    ['a policy that does not exist', pod({ dnsPolicy: 'clusterFirst' }), ['ACC036 spec.dnsPolicy: Unsupported value']],
    [
      'None without servers',
      pod({ dnsPolicy: 'None' }),
      ['ACC036 spec.dnsConfig: Required value: must provide `dnsConfig`'],
    ],
    ['None with an empty list', dns({ nameservers: [] }, 'None'), [`${at}.nameservers: Required value`]],
    ['None with a server', dns({ nameservers: ['::1'] }, 'None'), []],
    [
      'four servers',
      dns({ nameservers: ['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4'] }),
      [`${at}.nameservers: Invalid value`],
    ],
    [
      'a server that is no address',
      dns({ nameservers: ['dns'] }),
      [`${at}.nameservers[0]: Invalid value: "dns": must be a valid IP address`],
    ],
    ['the root, and an underscore', dns({ searches: ['.', '_a.b_c.'] }), []],
    ['the root before 1.33', dns({ searches: ['.'] }), [`${at}.searches[0]: Invalid value: "."`], '1.32'],
    ['33 domains', dns({ searches: Array.from({ length: 33 }, () => 'a') }), [`${at}.searches: Invalid value`]],
    [
      'an option without a name',
      dns({ options: [{ value: '2' }] }),
      [`${at}.options[0]: Required value: must not be empty`],
    ],
    ['a host name', pod({ hostname: 'a', subdomain: 'b' }), []],
    [
      'a host name with a dot',
      pod({ hostname: 'a.b' }),
      ['ACC036 spec.hostname: Invalid value: "a.b": must not contain dots'],
    ],
    ['an alias', pod({ hostAliases: [{ ip: '010.0.0.1', hostnames: ['a.b'] }] }), []],
    [
      'an alias of no address',
      pod({ hostAliases: [{ ip: 'a' }] }),
      ['ACC036 spec.hostAliases[0].ip: Invalid value: "a"'],
    ],
    [
      'an alias with an underscore',
      pod({ hostAliases: [{ ip: '::1', hostnames: ['a_b'] }] }),
      ['ACC036 spec.hostAliases[0].hostnames[0]: Invalid value: "a_b"'],
    ],
    ['another host name', pod({ hostnameOverride: 'a.b' }), []],
    [
      'another host name and that of the node',
      pod({ hostnameOverride: 'a.b', hostNetwork: true }),
      ['ACC036 spec.hostnameOverride: Forbidden'],
    ],
    ['the same before 1.35', pod({ hostnameOverride: 'a.b', hostNetwork: true }), [], '1.34'],
  ]);
});

describe('ACC037 annotations', () => {
  const annotated = (annotations: unknown, spec = {}) => pod(spec, { annotations });
  const armor = 'container.apparmor.security.beta.kubernetes.io/main';
  const at = `ACC037 metadata.annotations`;
  const confined = { containers: [container({ securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } })] };
  table([
    ['a profile', annotated({ [armor]: 'localhost/a' }), []],
    ['a profile that does not exist', annotated({ [armor]: 'none' }), [`${at}[${armor}]: Invalid value: "none"`]],
    [
      'a profile of no container',
      annotated({ [`${armor}2`]: 'unconfined' }),
      [`${at}[${armor}2]: Invalid value: "main2": container not found`],
    ],
    ['a profile that the field has too', annotated({ [armor]: 'runtime/default' }, confined), []],
    [
      'a profile that differs from the field',
      annotated({ [armor]: 'unconfined' }, confined),
      ['ACC037 spec.containers[0].securityContext.appArmorProfile.type: Forbidden'],
    ],
    ['a cost', annotated({ 'controller.kubernetes.io/pod-deletion-cost': '-5' }), []],
    [
      'a cost with a plus',
      annotated({ 'controller.kubernetes.io/pod-deletion-cost': '+5' }),
      [`${at}[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "+5"`],
    ],
    [
      'a mirror of no node',
      annotated({ 'kubernetes.io/config.mirror': 'a' }),
      [`${at}[kubernetes.io/config.mirror]: Invalid value`],
    ],
  ]);
});

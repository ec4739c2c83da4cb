import { saying } from './support';

describe('issuers', () => {
  const says = saying('cert-manager.io/v1', 'Issuer');
  const ACME = { server: 'https://acme.example', privateKeySecretRef: { name: 'key' } };
  const solver = (one: object): string[] => says({ acme: { ...ACME, solvers: [one] } });
  const AT = 'ADM008 spec.acme.solvers[0]';

  test.each<[string, object, string[]]>([
    ['self-signed', { selfSigned: {} }, []],
    ['CA', { ca: { secretName: 'ca' } }, []],
    ['CA without a Secret', { ca: { secretName: '' } }, ['ADM008 spec.ca.secretName: Required value']],
    ['none', {}, ['ADM008 spec: Required value: an issuer has one of acme, ca, selfSigned, vault, venafi']],
    [
      'two',
      { selfSigned: {}, ca: { secretName: 'ca' } },
      ['ADM008 spec.selfSigned: Forbidden: an issuer has one type, and this one has ca too'],
    ],
    ['ACME', { acme: ACME }, []],
    [
      'ACME without a key',
      { acme: { server: 'https://acme.example' } },
      ['ADM008 spec.acme.privateKeySecretRef.name: Required value'],
    ],
    [
      'ACME that looks at no certificate',
      { acme: { ...ACME, caBundle: 'YQ==', skipTLSVerify: true } },
      ['ADM008 spec.acme.skipTLSVerify: Forbidden: it makes the caBundle beside it void'],
    ],
    [
      'Vault',
      { vault: { server: 's', path: 'p', auth: { kubernetes: { role: 'r', serviceAccountRef: { name: 'a' } } } } },
      [],
    ],
    [
      'Vault without a way in',
      { vault: { server: 's', path: 'p', auth: {} } },
      [
        'ADM008 spec.vault.auth: Required value: it has one of appRole, kubernetes, tokenSecretRef, clientCertificate, aws',
      ],
    ],
    [
      'Vault with half a way in',
      { vault: { server: 's', path: 'p', auth: { kubernetes: { role: 'r' } } } },
      ['ADM008 spec.vault.auth.kubernetes: Required value: it has one of secretRef and serviceAccountRef'],
    ],
  ])('%s', (_what, spec, lines) => {
    expect(says(spec)).toEqual(lines);
  });

  test.each<[string, object, string[]]>([
    ['HTTP by a class', { http01: { ingress: { ingressClassName: 'nginx' } } }, []],
    ['DNS', { dns01: { cloudflare: {} } }, []],
    ['nothing', { selector: {} }, [`${AT}: Required value: a solver has http01 or dns01`]],
    [
      'both',
      { http01: { ingress: {} }, dns01: {} },
      [`${AT}.dns01: Forbidden: a solver has one type, and http01 stands beside`],
    ],
    ['HTTP of nothing', { http01: {} }, [`${AT}.http01: Required value: it has ingress or gatewayHTTPRoute`]],
    [
      'two classes',
      { http01: { ingress: { class: 'a', ingressClassName: 'a' } } },
      [`${AT}.http01.ingress: Forbidden: one of class and ingressClassName is enough`],
    ],
    [
      'a load balancer',
      { http01: { ingress: { serviceType: 'LoadBalancer' } } },
      [`${AT}.http01.ingress.serviceType: Invalid value: "LoadBalancer": must be ClusterIP or NodePort`],
    ],
  ])('a solver of %s', (_what, one, lines) => {
    expect(solver(one)).toEqual(lines);
  });

  test('ClusterIssuers are asked too', () => {
    expect(saying('cert-manager.io/v1', 'ClusterIssuer')({}, { namespace: undefined })).toHaveLength(1);
  });
});

describe('Certificate', () => {
  const says = saying('cert-manager.io/v1', 'Certificate');
  const of = (more: object): string[] =>
    says({ secretName: 'tls', issuerRef: { name: 'a' }, dnsNames: ['a.example.com'], ...more });

  test.each<[string, object, string[]]>([
    ['a name', {}, []],
    ['a subject in words', { dnsNames: [], literalSubject: 'CN=a' }, []],
    [
      'no name',
      { dnsNames: [] },
      [
        'ADM009 spec: Required value: a certificate has commonName or one of dnsNames, uris, emailAddresses, ipAddresses, otherNames',
      ],
    ],
    [
      'a long common name',
      { commonName: 'a'.repeat(65) },
      ['ADM009 spec.commonName: Too long: may not be more than 64 bytes'],
    ],
    ['a common name', { commonName: 'a'.repeat(64) }, []],
    ['an address', { ipAddresses: ['10.0.0.1'] }, []],
    [
      'an address that is none',
      { ipAddresses: ['a'] },
      ['ADM009 spec.ipAddresses[0]: Invalid value: "a": is no IP address'],
    ],
    [
      'an issuer of another maker',
      { issuerRef: { name: 'a', kind: 'AWSPCAIssuer', group: 'awspca.cert-manager.io' } },
      [],
    ],
    [
      'an issuer of another maker without its group',
      { issuerRef: { name: 'a', kind: 'AWSPCAIssuer' } },
      [
        'ADM009 spec.issuerRef.kind: Invalid value: "AWSPCAIssuer": must be Issuer or ClusterIssuer; an issuer of another maker has its group in issuerRef.group',
      ],
    ],
    ['a key', { privateKey: { algorithm: 'ECDSA', size: 384 } }, []],
    [
      'a key of another algorithm',
      { privateKey: { algorithm: 'ECDSA', size: 2048 } },
      ['ADM009 spec.privateKey.size: Invalid value: 2048: a key of ECDSA has 256, 384 or 521 bits'],
    ],
    [
      'a short key',
      { privateKey: { size: 1024 } },
      ['ADM009 spec.privateKey.size: Invalid value: 1024: a key of RSA has 2048 to 8192 bits'],
    ],
    ['a signature', { signatureAlgorithm: 'SHA256WithRSA' }, []],
    [
      'a signature of another key',
      { signatureAlgorithm: 'ECDSAWithSHA256' },
      ['ADM009 spec.signatureAlgorithm: Invalid value: "ECDSAWithSHA256": a key of RSA does not sign so'],
    ],
    ['times', { duration: '2160h', renewBefore: '360h' }, []],
    ['a short life', { duration: '30m' }, ['ADM009 spec.duration: Invalid value: "30m": must be 1h or longer']],
    ['a late renewal', { renewBefore: '1m' }, ['ADM009 spec.renewBefore: Invalid value: "1m": must be 5m or longer']],
    [
      'a renewal before the start',
      { duration: '24h', renewBefore: '24h' },
      ['ADM009 spec.renewBefore: Invalid value: "24h": must be below the duration, 24h'],
    ],
    [
      'a renewal before the default start',
      { renewBefore: '2160h' },
      ['ADM009 spec.renewBefore: Invalid value: "2160h": must be below the default duration, 2160h'],
    ],
    [
      'two renewals',
      { renewBefore: '1h', renewBeforePercentage: 20 },
      ['ADM009 spec.renewBeforePercentage: Forbidden: it stands beside renewBefore'],
    ],
    [
      'annotations',
      { secretTemplate: { annotations: { 'cert-manager.io/allow-direct-injection': 'true', a: 'b' } } },
      [],
    ],
    [
      'annotations of its own',
      { secretTemplate: { annotations: { 'cert-manager.io/issuer-name': 'a' } } },
      [
        'ADM009 spec.secretTemplate.annotations.cert-manager.io/issuer-name: Forbidden: cert-manager writes its annotations itself',
      ],
    ],
  ])('%s', (_what, more, lines) => {
    expect(of(more).map((line) => line.replace(/\["?([^"\]]*\/[^"\]]*)"?\]/, '.$1'))).toEqual(lines);
  });
});

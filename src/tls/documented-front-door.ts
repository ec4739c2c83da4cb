import type { Construct } from 'constructs';
import { withoutEmpty } from '../core/copy';
import { fail } from '../core/fail';
import type { FrontDoorProps } from './front-door-props';
import { FILE_SECRET } from './gateway-servers';
import { requireNames } from './names';
import { certManagerObject } from './objects';

const ISSUER = 'kubeflow-self-signing-issuer';
const OPTIONS = ['edition', 'certificate', 'name', 'namespace'];

/**
 * The issuer and the certificate of document 003, field for field: signed by itself and able to sign others (KKA-23). The certificate is
 * left out where no name is given, as in the document's first step, for which the address is not known yet (KKA-24).
 *
 * @throws where an option is given that the document leaves no room for
 */
export function renderDocumented(scope: Construct, props: FrontDoorProps): void {
  for (const [option, value] of Object.entries(props)) {
    if (value === undefined || OPTIONS.includes(option)) continue;
    throw fail(
      scope,
      `${option} is given with edition 'documented', allowed with it are ${OPTIONS.slice(1).join(', ')}`,
    );
  }
  certManagerObject(scope, 'Issuer', 'ClusterIssuer', { name: ISSUER }, { selfSigned: {} });
  if (!props.certificate) return;
  const { dnsNames = [], ipAddresses = [], ...rest } = props.certificate;
  const [other] = Object.keys(rest);
  if (other !== undefined)
    throw fail(
      scope,
      `certificate.${other} is given with edition 'documented', allowed with it are dnsNames, ipAddresses`,
    );
  requireNames(scope, { dnsNames, ipAddresses });
  certManagerObject(
    scope,
    'Certificate',
    'Certificate',
    { name: FILE_SECRET, namespace: 'istio-system' },
    {
      secretName: FILE_SECRET,
      ...withoutEmpty({ dnsNames: [...dnsNames], ipAddresses: [...ipAddresses] }),
      isCA: true,
      issuerRef: { name: ISSUER, kind: 'ClusterIssuer', group: 'cert-manager.io' },
    },
  );
}

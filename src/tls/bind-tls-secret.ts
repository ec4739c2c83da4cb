import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { fail } from '../core/fail';
import type { SecretSource } from '../core/secret/secret-source';

/** A certificate and its key, and who reads the Secret that has both. */
export interface TlsSecretBinding {
  readonly certificate: SecretSource;
  readonly privateKey: SecretSource;
  /** The one namespace from which it is read. */
  readonly namespace: string;
  /** Who reads it there, such as `the gateway`. */
  readonly reader: string;
  /** What it reads there, such as `it`. */
  readonly what: string;
}

/**
 * Binds the certificate and the key of a Secret of the type `kubernetes.io/tls`. A source makes its Secret in the namespace of its chart.
 *
 * @returns the name of the Secret
 * @throws where it would be in another namespace, in two Secrets, under other keys, or made only for a pod that mounts it
 */
export function bindTlsSecret(
  construct: Construct,
  { certificate, privateKey, namespace, reader, what }: TlsSecretBinding,
): string {
  const chart = Chart.of(construct).namespace;
  if (chart !== namespace) {
    const found = chart === undefined ? 'no namespace of its own' : `the namespace '${chart}'`;
    throw fail(
      construct,
      `the Secret is in ${found} of the chart, allowed is '${namespace}', from which ${reader} reads ${what}`,
    );
  }
  const [crt, key] = [certificate.bind(construct), privateKey.bind(construct)];
  if (crt.name !== key.name) {
    const given = `the certificate is in the Secret '${crt.name}' and its key in '${key.name}'`;
    throw fail(construct, `${given}, allowed is one Secret`);
  }
  if (crt.key !== 'tls.crt' || key.key !== 'tls.key') {
    const given = `the keys of the Secret are '${crt.key}' and '${key.key}'`;
    throw fail(construct, `${given}, allowed are 'tls.crt' and 'tls.key'`);
  }
  if (crt.volume ?? key.volume) {
    throw fail(construct, `the Secret is made when a pod mounts its volume, which the pods of ${reader} do not`);
  }
  return crt.name;
}

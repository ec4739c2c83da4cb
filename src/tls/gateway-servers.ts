/** Where the pods of the gateway of `istioctl` have the certificate as files. */
const FILES = '/etc/istio/ingressgateway-certs';

/** The Secret that these pods mount there, whatever else is said. */
export const FILE_SECRET = 'istio-ingressgateway-certs';

/** What the servers of a gateway are made of. */
export interface Servers {
  readonly hosts: readonly string[];
  /** The name of the Secret; `undefined` for the files. */
  readonly credentialName?: string;
  readonly httpsRedirect: boolean;
  readonly minProtocolVersion?: string;
}

/** The servers of a gateway: port 80, which only redirects, and port 443. */
export function gatewayServers({ hosts, credentialName, httpsRedirect, minProtocolVersion }: Servers): object[] {
  const http = {
    port: { number: 80, name: 'http', protocol: 'HTTP' },
    hosts: [...hosts],
    tls: { httpsRedirect: true },
  };
  const credential =
    credentialName === undefined
      ? { privateKey: `${FILES}/tls.key`, serverCertificate: `${FILES}/tls.crt` }
      : { credentialName };
  const https = {
    port: { number: 443, name: 'https', protocol: 'HTTPS' },
    hosts: [...hosts],
    tls: { mode: 'SIMPLE', ...credential, ...(minProtocolVersion !== undefined && { minProtocolVersion }) },
  };
  return httpsRedirect ? [http, https] : [https];
}

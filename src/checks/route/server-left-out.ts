import type { Rule } from '../rule';
import { title } from './engine/objects';
import { istioViews } from './gateways';
import { documents } from './page-parts';

const TWO = (protocol: string, second: number): string =>
  documents(
    ...[
      ['public', 80, 'HTTP'],
      ['internal', second, protocol],
    ].map(
      ([name, port, of]) => `apiVersion: networking.istio.io/v1
kind: Gateway
metadata:
  name: ${name}
  namespace: studioml
spec:
  selector:
    istio: ingressgateway
  servers:
    - port:
        number: ${port}
        name: main
        protocol: ${of}
      hosts: ['*']
`,
    ),
  );

/** NET006: istiod takes up every server of the Gateways of one gateway. */
export const serverLeftOut: Rule = {
  id: 'NET006',
  title: 'server of a Gateway that istiod leaves out',
  severity: 'error',
  fix: 'give the server a port of its own, or other hosts than the server that comes first',
  why: 'all Gateways with one selector are one listener a port; what does not fit beside an earlier server is dropped without a word in the object',
  page: {
    reports:
      'a server of a Gateway that cannot stand beside a server of an earlier Gateway, or of the same one, on one port: another protocol, a host that is taken already on a TLS port (`httpsRedirect` makes a server one), or a second HTTPS server of one port name in one Gateway. Earlier is the older object, then the name.',
    mend: 'Plain HTTP servers may share a port and hosts. Servers with TLS may share a port only with different hosts.',
    before: TWO('TCP', 80),
    after: TWO('TCP', 9000),
  },
  *check(model) {
    const said = new Set<string>();
    for (const { gateway } of istioViews(model)) {
      for (const { server, other, reason } of gateway.tables.merged.refused) {
        const key = `${server.gateway} ${server.index}`;
        if (said.has(key)) continue;
        said.add(key);
        const by = other === undefined ? '' : ` by ${title(other.manifest)}`;
        const path = ['spec', 'servers', server.index];
        yield { manifest: server.manifest, path, message: `${reason}${by}, so istiod leaves this server out` };
      }
    }
  },
};

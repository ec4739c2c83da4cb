import type { Rule } from '../rule';
import type { Model } from '../model/model';
import { intersection } from './engine/hosts';
import { hostsFor, serversOf, terminates } from './engine/istio/gateways';
import type { Server } from './engine/istio/gateways';
import { virtualServices } from './engine/istio/virtual-service';
import { documents, gateway, service, to, virtualService } from './page-parts';

/** NET005: each host of a VirtualService is one of its Gateways. */
export const hostNotServed: Rule = {
  id: 'NET005',
  title: 'host that no server of the gateway takes',
  severity: 'error',
  fix: 'add the host to a server of the Gateway, or correct it',
  why: 'the gateway makes no route of it, and a client gets 404',
  page: {
    reports:
      'a host of a VirtualService with HTTP routes that no HTTP or HTTPS server of its Gateways takes: the hosts differ, `namespace/host` keeps it to another namespace, or the server passes TLS through unread. Where one of the Gateways is not among the manifests, or `mesh` is among them, nothing is reported.',
    mend: 'The hosts of the server and of the VirtualService must meet; `*.example` of a server takes every name below `example`.',
    before: documents(
      gateway("['studio.example']"),
      virtualService('www', to('web'), 'www.studio.example'),
      service('web'),
    ),
    after: documents(
      gateway("['*.studio.example']"),
      virtualService('www', to('web'), 'www.studio.example'),
      service('web'),
    ),
  },
  *check(model) {
    const servers = serversByGateway(model);
    for (const { manifest, namespace, hosts, gateways, http } of virtualServices(model)) {
      if (http.length === 0 || !gateways.every((one) => servers.has(one))) continue;
      const all = gateways.flatMap((one) => servers.get(one)!);
      for (const [index, host] of hosts.entries()) {
        const named = all.filter((one) => intersection(hostsFor(one, namespace), [host]).length > 0);
        if (named.some(isHttp)) continue;
        const path = ['spec', 'hosts', index];
        if (named.length > 0) {
          yield {
            manifest,
            path,
            message: `the server of ${host} does not read HTTP, so the HTTP routes are not used`,
          };
          continue;
        }
        const taken = [...new Set(all.flatMap((one) => one.hosts))].join(', ');
        yield { manifest, path, message: `${gateways.join(', ')} takes ${taken}, not ${host}` };
      }
    }
  },
};

function isHttp(server: Server): boolean {
  return terminates(server) || (server.protocol !== 'HTTPS' && server.protocol !== 'TLS' && server.protocol !== 'TCP');
}

function serversByGateway(model: Model): ReadonlyMap<string, readonly Server[]> {
  const found = new Map<string, Server[]>();
  for (const manifest of model.ofKind('networking.istio.io', 'Gateway')) {
    const servers = serversOf(manifest);
    for (const one of servers) found.set(one.gateway, servers);
  }
  return found;
}

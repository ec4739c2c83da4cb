import { DEFAULT_GATEWAY, Router } from '../checks/route/engine/router';
import { readRequest } from '../checks/route/engine/request';
import type { AskedGateway, RouteAnswer, RouteRequest } from '../checks/route/engine/types';
import { Model } from '../checks/model/model';
import { readPaths } from '../checks/model/read-paths';
import { oneOf, parseOptions, UsageError } from './arguments';
import type { Command } from './command';
import { requireManifests } from './require-some';
import { readRequests, without } from './route-requests';
import { toTable } from './route-table';
import { print, printData } from './print';

const HELP = `usage: cdk8s-ml-platform route 'METHOD URL' PATH... [options]
       cdk8s-ml-platform route --requests FILE PATH... [options]

Follows a request through Gateways and VirtualServices of Istio, HTTPRoutes, or Ingresses of nginx, and prints each hop:
listener, sign-in, policy, route with its line, rewrite, Service, port, pods. PATH is a file or a folder of YAML, or - for standard input.

  --header 'NAME: VALUE'   a header of the request; may be given again and again
  --source-ip ADDRESS      the address of the client, as the gateway sees it, for policies of Istio that ask for one
  --claims JSON            the claims of a valid token of the request: '{"iss": "https://issuer.example", "sub": "alice"}'
  --requests FILE          a JSON list of requests: [{"method": "GET", "url": "https://host/path", "headers": {}}],
                           each with sourceIp and claims where policies ask for them
  --gateway NAMESPACE/LABELS
                           the gateway of Istio that is asked, by namespace and labels of its pods;
                           default istio-system/istio=ingressgateway
  --format NAME            table or json; default table
  --exclude PATTERN        leaves out what has the name or path, as in .gitignore; may be given again and again
  --help                   prints this

examples:
  cdk8s-ml-platform route 'GET https://kubeflow.example/pipeline/' dist/manifests
  cdk8s-ml-platform route 'POST http://api.example/v1' --header 'x-env: dev' dist/manifests --format json
  cdk8s-ml-platform route --requests published-urls.json dist/manifests

exit code 0: every request reaches a destination, a redirect or a fixed answer; 1: one has no route (404), no backend (500, 503)
or is refused by a policy (403), at one of several destinations too; 2: input that cannot be used
`;

const OPTIONS = {
  header: { type: 'string', multiple: true },
  'source-ip': { type: 'string' },
  claims: { type: 'string' },
  requests: { type: 'string' },
  gateway: { type: 'string' },
  format: { type: 'string' },
  exclude: { type: 'string', multiple: true },
} as const;

/** `route`: where requests go, hop by hop. */
export const ROUTE: Command = {
  name: 'route',
  summary: 'follows a request through gateways and routes to its pods',
  help: HELP,
  run(args) {
    const { values, positionals } = parseOptions(args, OPTIONS);
    const format = oneOf('--format', values.format ?? 'table', ['table', 'json']);
    const gateway = gatewayOf(values.gateway);
    const { requests, paths } = asked(values.requests, factsOf(values), positionals);
    if (paths.length === 0) throw new UsageError('route needs at least one PATH, or - for standard input');
    const manifests = readPaths(values.requests === undefined ? paths : without(paths, values.requests), {
      exclude: values.exclude,
    });
    requireManifests(paths, manifests, values.exclude);
    const router = new Router(new Model(manifests), gateway);
    const answers = requests.map((request) => router.answer(request));
    const json = values.requests === undefined ? answers[0] : answers;
    if (format === 'json') printData(`${JSON.stringify(json, null, 2)}\n`);
    else print(toTable(answers));
    return answers.every(isRouted) ? 0 : 1;
  },
};

/** A fixed answer that the manifests give is routed; one that the gateway gives for want of a route or a backend, or for a policy, is not. */
function isRouted({ destination, status, hops, denied, outcomes = [] }: RouteAnswer): boolean {
  if (denied || outcomes.some((one) => one.status !== null)) return false;
  return destination !== null || (status !== null && (status < 400 || hops.some(({ kind }) => kind === 'answer')));
}

interface Asked {
  readonly requests: readonly RouteRequest[];
  readonly paths: readonly string[];
}

/** What options say of the one request of the command line. */
interface Facts {
  readonly headers: readonly string[];
  readonly sourceIp?: string;
  readonly claims?: unknown;
}

function factsOf(values: { header?: string[]; 'source-ip'?: string; claims?: string }): Facts {
  const { header: headers = [], 'source-ip': sourceIp, claims } = values;
  return {
    headers,
    ...(sourceIp === undefined ? {} : { sourceIp }),
    ...(claims === undefined ? {} : { claims: claimsOf(claims) }),
  };
}

function claimsOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`--claims is '${text}', write it as JSON: {"iss": "https://issuer.example", "sub": "alice"}`);
  }
}

function asked(file: string | undefined, facts: Facts, positionals: readonly string[]): Asked {
  const { headers, ...more } = facts;
  if (file !== undefined) {
    if (headers.length > 0)
      throw new UsageError('--header is for one request, those of --requests have headers of their own');
    if (Object.keys(more).length > 0)
      throw new UsageError('--source-ip and --claims are for one request, those of --requests have their own');
    return { requests: readRequests(file), paths: positionals };
  }
  const [first, ...paths] = positionals;
  if (first === undefined)
    throw new UsageError("route needs a request, such as 'GET https://host/path', or --requests FILE");
  const match = /^(?:(\S+)\s+)?(\S+)$/.exec(first.trim());
  if (!match) throw new UsageError(`'${first}' is no request, write it as 'GET https://host/path'`);
  const request = { method: match[1] ?? 'GET', url: match[2]!, headers: headersOf(headers), ...more };
  if (!/^https?:\/\//i.test(request.url))
    throw new UsageError(`'${first}' is no request, write it as 'GET https://host/path'`);
  return { requests: [readRequest(request, 'request')], paths };
}

function headersOf(given: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const one of given) {
    const match = /^(:?[^:\s]+):[ \t]*(.*)$/.exec(one);
    if (!match) throw new UsageError(`--header is '${one}', write it as 'name: value'`);
    headers[match[1]!] = match[2]!;
  }
  return headers;
}

function gatewayOf(text: string | undefined): AskedGateway {
  if (text === undefined) return DEFAULT_GATEWAY;
  const match = /^([a-z0-9]([-a-z0-9]*[a-z0-9])?)\/(\S+)$/.exec(text);
  const labels = (match?.[3] ?? '').split(',').map((one) => /^([^=]+)=([^=]*)$/.exec(one));
  if (!match || labels.some((one) => one === null))
    throw new UsageError(`--gateway is '${text}', write it as namespace/key=value,key=value`);
  return { namespace: match[1]!, labels: Object.fromEntries(labels.map((one) => [one![1]!, one![2]!])) };
}

import { dns1123Label, dns1123Subdomain } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { forbidden, invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, list, record, text } from '../read';
import type { Rule } from '../../rule';
import { eachPod } from './each-pod';
import type { PodFacts } from './each-pod';
import { isIp, needsSyntax, needsText, oneOf, textOf } from './values';

/** What the resolver of Linux takes. */
const MAX_NAMESERVERS = 3;
const MAX_SEARCHES = 32;
const MAX_SEARCH_TEXT = 2048;
const MAX_HOSTNAME = 64;

/** ACC036: a pod's names in the network, and where it looks others up. */
export const network: Rule = {
  id: 'ACC036',
  title: 'DNS and host names of a pod',
  severity: 'error',
  fix: 'correct the name, the address or the policy',
  why: 'the API server refuses names that are no DNS names and addresses that are none',
  page: {
    reports:
      'a `dnsPolicy` that does not exist, `None` without name servers, more than three name servers or 32 search domains, name servers and host aliases that are no IP addresses, search domains and host names that are no DNS names, DNS options without a name, `hostname` and `subdomain` that are no DNS labels, and a `hostnameOverride` beside `hostNetwork` or `setHostnameAsFQDN`.',
    mend: 'With `dnsPolicy: None`, list the name servers in `dnsConfig`.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  dnsPolicy: None
  containers:
    - name: trainer
      image: example.com/trainer:1
`,
    after: [
      [
        '  dnsPolicy: None',
        `  dnsPolicy: None
  dnsConfig:
    nameservers: [10.0.0.10]`,
      ],
    ],
  },
  check: (model, target) => eachPod(model, target, errorsOf),
};

function errorsOf(pod: PodFacts, sink: Sink): void {
  const { spec, path } = pod;
  const policies = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'];
  oneOf(spec.dnsPolicy, [...path, 'dnsPolicy'], policies, sink);
  dnsErrors(pod, [...path, 'dnsConfig'], sink);
  // The controller of a StatefulSet writes its own into each pod.
  for (const name of pod.kind === 'StatefulSet' ? [] : ['hostname', 'subdomain']) {
    if (textOf(spec[name]) !== '') needsSyntax(spec[name], [...path, name], dns1123Label, sink);
  }
  for (const [index, value] of list(spec.hostAliases).entries()) {
    const { ip, hostnames } = record(value);
    const field = [...path, 'hostAliases', index];
    needsSyntax(ip, [...field, 'ip'], ipProblem, sink);
    for (const [number, name] of list(hostnames).entries()) {
      needsSyntax(name, [...field, 'hostnames', number], dns1123Subdomain, sink);
    }
  }
  overrideErrors(pod, sink);
}

function ipProblem(text: string): string | undefined {
  return isIp(text) ? undefined : 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
}

function dnsErrors({ spec, minor }: PodFacts, path: FieldPath, sink: Sink): void {
  const { nameservers, searches, options } = record(spec.dnsConfig);
  const servers = list(nameservers);
  const domains = list(searches);
  if (spec.dnsPolicy === 'None' && !isSet(spec.dnsConfig)) {
    sink(required(path, 'must provide `dnsConfig` when `dnsPolicy` is None'));
  } else if (spec.dnsPolicy === 'None' && servers.length === 0) {
    sink(required([...path, 'nameservers'], 'must provide at least one DNS nameserver when `dnsPolicy` is None'));
  }
  if (servers.length > MAX_NAMESERVERS) {
    sink(invalid([...path, 'nameservers'], nameservers, `must not have more than ${MAX_NAMESERVERS} nameservers`));
  }
  for (const [index, server] of servers.entries()) {
    needsSyntax(server, [...path, 'nameservers', index], ipProblem, sink);
  }
  const field = [...path, 'searches'];
  if (domains.length > MAX_SEARCHES) {
    sink(invalid(field, searches, `must not have more than ${MAX_SEARCHES} search paths`));
  }
  if (domains.map((domain) => text(domain) ?? '').join(' ').length > MAX_SEARCH_TEXT) {
    const detail = `must not have more than ${MAX_SEARCH_TEXT} characters (including spaces) in the search list`;
    sink(invalid(field, searches, detail));
  }
  for (const [index, domain] of domains.entries()) {
    needsSyntax(domain, [...field, index], (text) => searchProblem(text, minor), sink);
  }
  for (const [index, option] of list(options).entries()) {
    needsText(record(option).name, [...path, 'options', index], sink, 'must not be empty');
  }
}

/** Since 1.33 a search domain may be the root, and its parts may begin with an underscore. */
function searchProblem(text: string, minor: number): string | undefined {
  const domain = text.endsWith('.') ? text.slice(0, -1) : text;
  if (minor < 33) return dns1123Subdomain(domain);
  if (text === '.') return undefined;
  const part = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
  if (domain.length <= 253 && new RegExp(`^${part}(\\.${part})*$`).test(domain)) return undefined;
  return dns1123Subdomain(domain) ?? 'must be a DNS subdomain';
}

function overrideErrors({ spec, path, minor }: PodFacts, sink: Sink): void {
  // Until 1.35 the API server dropped the field.
  if (minor < 35 || !isSet(spec.hostnameOverride)) return;
  const field = [...path, 'hostnameOverride'];
  const name = textOf(spec.hostnameOverride) ?? '';
  if (name.length > MAX_HOSTNAME) sink(invalid(field, name, `must be no more than ${MAX_HOSTNAME} characters`));
  needsSyntax(spec.hostnameOverride, field, dns1123Subdomain, sink);
  for (const other of ['setHostnameAsFQDN', 'hostNetwork']) {
    if (spec[other] === true) sink(forbidden(field, `may not be specified when ${other} is true`));
  }
}

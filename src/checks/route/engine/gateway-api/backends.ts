import { list, number, record, text } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import { backendOf } from '../backend';
import { answered, hop, plain } from '../hops';
import { filled, namespaceOf } from '../objects';
import type { Workloads } from '../pods';
import { OPEN } from '../policy/verdict';
import type { Verdict } from '../policy/verdict';
import { byWeight } from '../weights';
import type { Branch } from '../weights';
import type { Inbound } from '../request';
import type { Hop, Outcome, Place } from '../types';
import { filterOf, newPath } from './filters';
import type { RuleMatch } from './http-route';
import { GATEWAY_API } from './listener';

/** One backend of a rule, found or not. */
export interface FoundBackend {
  readonly place: Place;
  /** `service.namespace.svc:port`. */
  readonly name: string;
  readonly weight: number;
  readonly service?: Manifest;
  readonly port?: number;
  readonly lacks?: string;
}

/** The backends of a rule. One in another namespace needs a ReferenceGrant there. */
export function backendsOf({ route, rule, ruleIndex }: RuleMatch, model: Model): FoundBackend[] {
  return list(rule.backendRefs).map((one, index) => {
    const { group, kind, name, namespace, port, weight } = record(one);
    const of = filled(namespace) ?? namespaceOf(route);
    const asked = number(port) ?? 0;
    const found = {
      place: { manifest: route, path: ['spec', 'rules', ruleIndex, 'backendRefs', index] },
      name: `${text(name) ?? ''}.${of}.svc:${asked}`,
      weight: number(weight) ?? 1,
    };
    if ((text(group) ?? '') !== '' || (text(kind) ?? 'Service') !== 'Service')
      return { ...found, lacks: `${text(kind) ?? 'the kind'} is no Service` };
    if (of !== namespaceOf(route) && !isGranted(model, route, of, text(name) ?? ''))
      return { ...found, lacks: `no ReferenceGrant of namespace ${of} lets HTTPRoutes of ${namespaceOf(route)} in` };
    return { ...found, ...backendOf(model, of, text(name) ?? '', asked) };
  });
}

/** Whether a ReferenceGrant lets HTTPRoutes of the namespace of a route name a Service of another one. */
export function isGranted(model: Model, route: Manifest, namespace: string, name: string): boolean {
  return model.ofKind(GATEWAY_API, 'ReferenceGrant').some((grant) => {
    if (namespaceOf(grant) !== namespace) return false;
    const { from, to } = record(grant.object.spec);
    const asks = list(from).some((one) => {
      const given = record(one);
      return given.group === GATEWAY_API && given.kind === 'HTTPRoute' && given.namespace === namespaceOf(route);
    });
    return (
      asks &&
      list(to).some((one) => {
        const given = record(one);
        const only = filled(given.name);
        return (text(given.group) ?? '') === '' && given.kind === 'Service' && (only === undefined || only === name);
      })
    );
  });
}

/** A Service that a request reached. */
export interface ReachedBackend {
  readonly service: Manifest;
  readonly port: number;
  /** With its query. */
  readonly path: string;
  readonly host: string | undefined;
  readonly match: RuleMatch;
}

/**
 * The answer of a rule that leads to backends: 500 where it has none that can be reached.
 *
 * @param arrive what the policies of the pods say
 */
export function toBackends(
  match: RuleMatch,
  request: Inbound,
  hops: readonly Hop[],
  model: Model,
  workloads: Workloads,
  arrive: (reached: ReachedBackend) => Verdict,
): Outcome {
  const all = backendsOf(match, model).filter(({ weight }) => weight > 0);
  const sorted = [...all].sort((a, b) => b.weight - a.weight);
  const chosen = sorted.find((one) => one.service) ?? sorted[0];
  if (!chosen) return answered(500, [...hops, plain('destination', 'the rule has no backend')]);
  const { service, port, name, lacks } = chosen;
  if (!service || port === undefined) {
    return answered(500, [...hops, hop('destination', chosen.place, lacks ?? 'cannot be reached')], { missing: name });
  }
  const rewrite = filterOf(match, 'URLRewrite', 'urlRewrite');
  const path = rewrite ? newPath(rewrite.path, match, request) : request.target;
  const host = rewrite ? filled(rewrite.hostname) : undefined;
  const changed = [
    ...(path === request.target ? [] : [`${request.target} becomes ${path}`]),
    ...(host === undefined ? [] : [`host ${request.authority} becomes ${host}`]),
  ];
  const filters = { manifest: match.route, path: ['spec', 'rules', match.ruleIndex, 'filters'] };
  const several = [...new Set(all.map((one) => one.name))];
  const outcome = {
    destination: name,
    ...(several.length > 1 ? { destinations: several } : {}),
    path,
    ...(host === undefined ? {} : { host }),
    redirect: null,
    status: null,
    hops: [
      ...hops,
      ...(changed.length === 0 ? [] : [hop('rewrite', filters, changed.join(', '))]),
      ...(all.length < 2
        ? []
        : [plain('destination', `by weight: ${all.map((one) => `${one.weight} to ${one.name}`).join(', ')}`)]),
    ],
  };
  const branches = all.map((one): Branch => {
    const of = { name: one.name, weight: one.weight, hops: [], verdict: OPEN };
    if (!one.service || one.port === undefined)
      return { ...of, lacks: { status: 500, place: one.place, text: one.lacks ?? 'cannot be reached' } };
    const verdict = arrive({ service: one.service, port: one.port, path, host, match });
    return { ...of, verdict, hops: workloads.hops(one.service, one.port) };
  });
  return byWeight(branches, branches[all.indexOf(chosen)]!, outcome);
}

import type { IConstruct } from 'constructs';
import { fail } from '../core/fail';
import type { Route } from '../core/route';
import { actionKey, describeAction, describeMatch, hides, matchKeys } from './route-match';
import type { RouteApi } from './route-match';

/** A route of a table, and the path of the construct that added it. */
export interface Entry {
  readonly owner: string;
  readonly route: Route;
}

/**
 * Fails where two routes can't stand in one table.
 *
 * @throws with both ends: constructs, matches and back ends
 */
export function requireApart(owner: IConstruct, route: Route, other: Entry, api: RouteApi): void {
  const keys = new Set(matchKeys(other.route, api));
  const both = (text: string): Error => fail(owner, `route '${route.name}' ${text}`);
  const its = `route '${other.route.name}' of [${other.owner}]`;
  const common = matchKeys(route, api).filter((key) => keys.has(key));
  if (common.length > 0) {
    if (actionKey(route) === actionKey(other.route)) return;
    throw both(
      `takes ${describeMatch(route, api)} and sends it to ${describeAction(route)}; ` +
        `${its} takes ${describeMatch(other.route, api)} and sends it to ${describeAction(other.route)}`,
    );
  }
  if (route.name === other.route.name)
    throw both(
      `takes ${describeMatch(route, api)}; ${its} takes ${describeMatch(other.route, api)}; rename one of the two`,
    );
  if (api === 'istio') return;
  const [regex, prefix] = route.regex === undefined ? [other.route, route] : [route, other.route];
  if (regex.regex === undefined || !hides(prefix, regex, api)) return;
  const [mine, theirs] = [describeMatch(route, api), describeMatch(other.route, api)];
  throw both(
    `takes ${mine}, ${its} takes ${theirs}; with the Gateway API a regular expression comes last and is never asked`,
  );
}

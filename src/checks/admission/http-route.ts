import type { FieldPath } from '../field-path';
import { isBlank, isEmptyList, objectsOf, textsOf } from '../accept/core/each-object';
import type { Fields } from '../accept/core/each-object';
import { forbidden, invalid, required } from '../accept/field-error';
import type { Sink } from '../accept/field-error';
import { isSet, number, record, text } from '../accept/read';
import { destination, destinations } from './istio-destinations';

/** What istiod asks of one HTTP route of a VirtualService. */
export function httpRoute(route: Fields, path: FieldPath, isDelegate: boolean, sink: Sink): void {
  conflicts(route, path, isDelegate, sink);
  destinations(route.route, [...path, 'route'], sink);
  for (const [one, at] of objectsOf(route.route, [...path, 'route'])) headers(one.headers, [...at, 'headers'], sink);
  headers(route.headers, [...path, 'headers'], sink);
  if (isSet(route.redirect)) redirect(record(route.redirect), [...path, 'redirect'], sink);
  if (isSet(route.rewrite)) rewrite(record(route.rewrite), [...path, 'rewrite'], sink);
  if (isSet(route.retries)) retries(record(route.retries), [...path, 'retries'], sink);
  if (isSet(route.fault)) fault(record(route.fault), [...path, 'fault'], sink);
  if (isSet(route.mirror)) destination(route.mirror, [...path, 'mirror'], sink);
  percent(route.mirrorPercentage, [...path, 'mirrorPercentage'], sink);
  for (const [mirror, at] of objectsOf(route.mirrors, [...path, 'mirrors'])) {
    if (isSet(mirror.destination)) destination(mirror.destination, [...at, 'destination'], sink);
    percent(mirror.percentage, [...at, 'percentage'], sink);
  }
  if (isSet(route.directResponse)) status(record(route.directResponse), 'status', [...path, 'directResponse'], sink);
}

/** A route leads to destinations, elsewhere, or answers; a route with a delegate does none of it itself. */
function conflicts(route: Fields, path: FieldPath, isDelegate: boolean, sink: Sink): void {
  const { redirect: to, delegate, directResponse: answer } = route;
  const hasRoute = !isEmptyList(route.route);
  if (isSet(delegate)) {
    if (isDelegate) sink(forbidden([...path, 'delegate'], 'a delegate has no delegates of its own'));
    else if (isSet(to)) sink(forbidden([...path, 'redirect'], 'the delegate decides where the route leads'));
    else if (hasRoute) sink(forbidden([...path, 'route'], 'the delegate decides where the route leads'));
    return;
  }
  if (isSet(to)) {
    if (hasRoute) sink(forbidden([...path, 'route'], 'a route with a redirect has no destination'));
    if (isSet(route.fault)) sink(forbidden([...path, 'fault'], 'a redirect has no faults'));
    if (isSet(route.rewrite)) sink(forbidden([...path, 'rewrite'], 'a redirect is not rewritten'));
  } else if (isSet(answer)) {
    if (hasRoute) sink(forbidden([...path, 'route'], 'a route with an answer of its own has no destination'));
  } else if (!hasRoute) sink(required(path, 'a route has route, redirect, directResponse or delegate'));
}

function headers(value: unknown, path: FieldPath, sink: Sink): void {
  const { request, response } = record(value);
  for (const [side, given] of [
    ['request', record(request)],
    ['response', record(response)],
  ] as const) {
    for (const operation of ['add', 'set']) {
      for (const name of Object.keys(record(given[operation]))) {
        const isHost = /^(host|:authority)$/i.test(name);
        if (side === 'request' && isHost) continue;
        header(name, [...path, side, operation, name], sink);
      }
    }
    for (const [name, at] of textsOf(given.remove, [...path, side, 'remove'])) header(name, at, sink);
  }
}

function header(name: string, path: FieldPath, sink: Sink): void {
  if (name === '') sink(invalid(path, name, 'is no name of a header'));
  else if (name.startsWith(':') || name.toLowerCase() === 'host')
    sink(invalid(path, name, 'Envoy keeps this header for itself'));
}

function redirect(given: Fields, path: FieldPath, sink: Sink): void {
  const { uri, authority, scheme, port, derivePort, redirectCode: code } = given;
  if ([uri, authority, scheme].every(isBlank) && !isSet(port) && !isSet(derivePort))
    sink(required(path, 'a redirect has uri, authority, scheme or a port'));
  if (typeof code === 'number' && code !== 0 && (code < 300 || code > 399))
    sink(invalid([...path, 'redirectCode'], code, 'must be 300 to 399'));
  if (typeof scheme === 'string' && !['', 'http', 'https'].includes(scheme))
    sink(invalid([...path, 'scheme'], scheme, 'must be http or https'));
}

function rewrite(given: Fields, path: FieldPath, sink: Sink): void {
  const { uri, authority, uriRegexRewrite: regex } = given;
  if (!isBlank(uri) && isSet(regex)) sink(forbidden([...path, 'uriRegexRewrite'], 'it stands beside uri'));
  if (isBlank(uri) && isBlank(authority) && !isSet(regex))
    sink(required(path, 'a rewrite has uri, uriRegexRewrite or authority'));
  if (!isSet(regex)) return;
  for (const field of ['match', 'rewrite']) {
    if (isBlank(record(regex)[field])) sink(required([...path, 'uriRegexRewrite', field]));
  }
}

function retries(given: Fields, path: FieldPath, sink: Sink): void {
  const attempts = number(given.attempts) ?? 0;
  if (attempts < 0) sink(invalid([...path, 'attempts'], attempts, 'must not be negative'));
  const set = ['perTryTimeout', 'retryOn', 'retryRemoteLocalities'].find((field) =>
    field === 'retryOn' ? !isBlank(given[field]) : isSet(given[field]),
  );
  if (attempts === 0 && set !== undefined)
    sink(invalid([...path, 'attempts'], attempts, `0, the default, turns retries off, and ${set} is set`));
}

function fault({ abort, delay }: Fields, path: FieldPath, sink: Sink): void {
  if (!isSet(abort) && !isSet(delay)) sink(required(path, 'a fault has abort or delay'));
  percent(record(abort).percentage, [...path, 'abort', 'percentage'], sink);
  percent(record(delay).percentage, [...path, 'delay', 'percentage'], sink);
  if (isSet(record(abort).httpStatus)) status(record(abort), 'httpStatus', [...path, 'abort'], sink);
}

function percent(value: unknown, path: FieldPath, sink: Sink): void {
  const given = number(record(value).value);
  if (given !== undefined && (given < 0 || given > 100)) sink(invalid([...path, 'value'], given, 'must be 0 to 100'));
}

function status(given: Fields, field: string, path: FieldPath, sink: Sink): void {
  const value = number(given[field]) ?? text(given[field]) ?? 0;
  if (typeof value === 'number' && (value < 200 || value > 600))
    sink(invalid([...path, field], value, 'must be 200 to 599'));
}

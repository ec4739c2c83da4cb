import type { FieldPath } from '../../field-path';
import { forbidden, invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, list, record } from '../read';
import type { Fields } from './each-pod';
import { inRange, numberOf, oneOf, portNumberOrName, textOf } from './values';

/** How a probe or a hook does its work: exactly one of the handlers that are known to it. */
export function handlerErrors(holder: Fields, path: FieldPath, known: readonly string[], sink: Sink): void {
  const [first, ...more] = known.filter((name) => isSet(holder[name]));
  if (first === undefined) {
    sink(required(path, 'must specify a handler type'));
    return;
  }
  for (const name of more) sink(forbidden([...path, name], 'may not specify more than 1 handler type'));
  const handler = record(holder[first]);
  const field = [...path, first];
  if (first === 'exec') {
    if (list(handler.command).length === 0) sink(required([...field, 'command']));
  } else if (first === 'httpGet') {
    httpErrors(handler, field, sink);
  } else if (first === 'tcpSocket') {
    portNumberOrName(handler.port, [...field, 'port'], sink);
  } else if (first === 'grpc') {
    inRange(numberOf(handler.port), [...field, 'port'], 1, 65535, sink);
  }
}

/** The path defaults to `/` and the scheme to HTTP. */
function httpErrors({ port, scheme, httpHeaders }: Fields, path: FieldPath, sink: Sink): void {
  portNumberOrName(port, [...path, 'port'], sink);
  oneOf(scheme, [...path, 'scheme'], ['HTTP', 'HTTPS'], sink);
  for (const [index, header] of list(httpHeaders).entries()) {
    const name = textOf(record(header).name);
    if (name !== undefined && !/^[-A-Za-z0-9]+$/.test(name)) {
      const detail = "a valid HTTP header must consist of alphanumeric characters or '-'";
      sink(invalid([...path, 'httpHeaders', index, 'name'], name, detail));
    }
  }
}

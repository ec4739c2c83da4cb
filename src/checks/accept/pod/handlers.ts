import type { FieldPath } from '../../field-path';
import { forbidden, invalid, required } from '../field-error';
import type { FieldError } from '../field-error';
import { list, record } from '../read';
import type { Fields } from './each-pod';
import { inRange, isSet, numberOf, oneOf, portNumberOrName, textOf } from './values';

/** How a probe or a hook does its work: exactly one of the handlers that are known to it. */
export function* handlerErrors(holder: Fields, path: FieldPath, known: readonly string[]): Iterable<FieldError> {
  const [first, ...more] = known.filter((name) => isSet(holder[name]));
  if (first === undefined) {
    yield required(path, 'must specify a handler type');
    return;
  }
  for (const name of more) yield forbidden([...path, name], 'may not specify more than 1 handler type');
  const handler = record(holder[first]);
  const field = [...path, first];
  if (first === 'exec') {
    if (list(handler.command).length === 0) yield required([...field, 'command']);
  } else if (first === 'httpGet') {
    yield* httpErrors(handler, field);
  } else if (first === 'tcpSocket') {
    yield* portNumberOrName(handler.port, [...field, 'port']);
  } else if (first === 'grpc') {
    yield* inRange(numberOf(handler.port), [...field, 'port'], 1, 65535);
  }
}

/** The path defaults to `/` and the scheme to HTTP. */
function* httpErrors({ port, scheme, httpHeaders }: Fields, path: FieldPath): Iterable<FieldError> {
  yield* portNumberOrName(port, [...path, 'port']);
  yield* oneOf(scheme, [...path, 'scheme'], ['HTTP', 'HTTPS']);
  for (const [index, header] of list(httpHeaders).entries()) {
    const name = textOf(record(header).name);
    if (name !== undefined && !/^[-A-Za-z0-9]+$/.test(name)) {
      const detail = "a valid HTTP header must consist of alphanumeric characters or '-'";
      yield invalid([...path, 'httpHeaders', index, 'name'], name, detail);
    }
  }
}

import { list, record, texts } from '../../../accept/read';
import { fitsPath } from '../policy/patterns';
import type { Inbound } from '../request';

type Asked = Pick<Inbound, 'path' | 'host' | 'authority' | 'method' | 'port'>;

/**
 * Whether a rule of an AuthorizationPolicy fits a request, by its operations. Who asks (`from`) and conditions (`when`) are not known of a
 * request, so they count as fitting.
 */
export function fitsRule(rule: unknown, request: Asked): boolean {
  const { to } = record(rule);
  if (list(to).length === 0) return true;
  return list(to).some((one) => fitsOperation(record(one).operation, request));
}

function fitsOperation(value: unknown, { path, host, authority, method, port }: Asked): boolean {
  const given = record(value);
  const fields: [string, string, readonly string[]][] = [
    ['paths', 'notPaths', [path]],
    ['hosts', 'notHosts', [authority.toLowerCase(), host]],
    ['methods', 'notMethods', [method]],
    ['ports', 'notPorts', [String(port)]],
  ];
  return fields.every(([yes, no, values]) => {
    const any = (field: string): boolean =>
      texts(given[field]).some((pattern) => values.some((one) => fitsPath(pattern, one)));
    return (texts(given[yes]).length === 0 || any(yes)) && !any(no);
  });
}

import { BlockList, isIP } from 'net';

/** `*` is any value that is not empty; a star may stand at the beginning or at the end. */
export function fitsText(pattern: string, value: string | undefined): boolean {
  if (value === undefined) return false;
  if (pattern === '*') return value !== '';
  if (pattern.startsWith('*')) return value.endsWith(pattern.slice(1));
  return pattern.endsWith('*') ? value.startsWith(pattern.slice(0, -1)) : value === pattern;
}

/** The same for a header, of which `*` asks only that it is there. */
export function fitsHeader(pattern: string, value: string | undefined): boolean {
  return pattern === '*' ? value !== undefined : fitsText(pattern, value);
}

const TEMPLATE = /\{\*{1,2}\}/;

/**
 * A path: text with a star at one end, or a template, in which `{*}` is one segment and `{**}` any number of them.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/api-v3/extensions/path/match/uri_template/v3/uri_template_match.proto
 */
export function fitsPath(pattern: string, path: string): boolean {
  if (!TEMPLATE.test(pattern)) return fitsText(pattern, path);
  // In a template a star alone is one, too.
  const parts = pattern.split(/(\{\*{1,2}\}|\*{1,2})/).map((part) => {
    if (part === '{*}' || part === '*') return '[^/]+';
    if (part === '{**}' || part === '**') return '.*';
    return part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`, 's').test(path);
}

/** Whether an address is in a block such as `10.0.0.0/8`, or is the one that is given; `undefined` where the block is none. */
export function fitsBlock(block: string, address: string): boolean | undefined {
  const [network = '', bits, ...rest] = block.split('/');
  const family = isIP(network);
  const most = family === 4 ? 32 : 128;
  const length = bits === undefined ? most : /^\d+$/.test(bits) ? Number(bits) : -1;
  if (family === 0 || rest.length > 0 || length < 0 || length > most) return undefined;
  if (isIP(address) !== family) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, length, type);
  return list.check(address, type);
}

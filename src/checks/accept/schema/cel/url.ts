import type * as cel from '@marcbachmann/cel-js' with { 'resolution-mode': 'import' };

/** An address in its parts, as Go reads it for a request: with the case that is written, its default port, and no fragment. */
class Url {
  public readonly scheme: string;
  public readonly host: string;
  public readonly path: string;
  public readonly query: string;

  public constructor(text: string) {
    const [, scheme = '', rest = text] = /^([a-z][\w+.-]*):([\s\S]*)$/i.exec(text) ?? [];
    const [before = '', ...queries] = rest.split('?');
    const [, authority = '', path = before] =
      scheme === '' || before.startsWith('///') ? [] : (/^\/\/([^/]*)([\s\S]*)$/.exec(before) ?? []);
    this.scheme = scheme.toLowerCase();
    this.host = authority.slice(authority.lastIndexOf('@') + 1);
    // What has no slash behind the scheme is no path.
    this.path = path === '' || path.startsWith('/') ? path.replace(/^\/\/(?=\/)/, '') : '';
    this.query = queries.join('?');
  }

  /** The port with its colon; an address of IPv6 has others. */
  private get port(): string {
    return /:\d*$/.exec(this.host)?.[0] ?? '';
  }

  public getPort(): string {
    return this.port.slice(1);
  }

  public getHostname(): string {
    return this.host.slice(0, this.host.length - this.port.length).replace(/^\[(.*)\]$/, '$1');
  }

  public getEscapedPath(): string {
    return this.path.replace(/[^\w\-.~!$&'()*+,;=:@[\]%/]/gu, (sign) =>
      sign === '#' ? '%23' : encodeURIComponent(sign),
    );
  }

  public getQuery(): ReadonlyMap<string, readonly string[]> {
    const values = new URLSearchParams(this.query);
    return new Map([...new Set(values.keys())].map((name) => [name, [...values.getAll(name)]]));
  }
}

/**
 * The functions of addresses.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apiserver/pkg/cel/library/urls.go
 */
export function registerUrls(environment: cel.Environment): void {
  environment.registerType('kubernetes.URL', Url);
  environment.registerFunction('isURL(string): bool', (text: string) => isUrl(text));
  environment.registerFunction('url(string): kubernetes.URL', (text: string) => {
    if (isUrl(text)) return new Url(text);
    throw new Error(`URL parse error during conversion from string: parse ${JSON.stringify(text)}`);
  });
  environment.registerFunction('kubernetes.URL.getScheme(): string', ({ scheme }: Url) => scheme);
  environment.registerFunction('kubernetes.URL.getHost(): string', ({ host }: Url) => host);
  environment.registerFunction('kubernetes.URL.getHostname(): string', (url: Url) => url.getHostname());
  environment.registerFunction('kubernetes.URL.getPort(): string', (url: Url) => url.getPort());
  environment.registerFunction('kubernetes.URL.getEscapedPath(): string', (url: Url) => url.getEscapedPath());
  environment.registerFunction('kubernetes.URL.getQuery(): map<string, list<string>>', (url: Url) => url.getQuery());
}

/** What Go's `url.ParseRequestURI` takes: an absolute address or an absolute path. */
export function isUrl(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- Go refuses these
  if (/[\x00-\x1f\x7f]/.test(text)) return false;
  if (text.startsWith('/')) return true;
  const [, rest] = /^[a-zA-Z][a-zA-Z0-9+.-]*:([\s\S]*)$/.exec(text) ?? [];
  if (rest === undefined) return false;
  return (
    !rest.startsWith('//') || rest.startsWith('///') || (!/^\/\/[^/?#]*\s/.test(rest) && URL.canParse(`http:${rest}`))
  );
}

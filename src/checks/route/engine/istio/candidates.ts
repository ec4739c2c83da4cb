import { literalStart } from './coverage';
import type { EnvoyRoute } from './virtual-hosts';

/** Routes by their path, so that those that may cover another are found without asking all of them. */
export class Candidates {
  private readonly byPrefix = new Map<string, EnvoyRoute[]>();
  private readonly others: EnvoyRoute[] = [];

  public constructor(routes: readonly EnvoyRoute[]) {
    for (const route of routes) {
      const uri = route.match?.uri;
      const isText = uri && (uri.kind === 'exact' || uri.kind === 'prefix') && !route.match?.ignoreUriCase;
      if (!isText) {
        this.others.push(route);
        continue;
      }
      const same = this.byPrefix.get(uri.value);
      if (same) same.push(route);
      else this.byPrefix.set(uri.value, [route]);
    }
  }

  /** The routes that may cover a route, itself among them. */
  public *of({ match }: EnvoyRoute): Iterable<EnvoyRoute> {
    yield* this.others;
    const uri = match?.uri;
    const path = uri?.kind === 'regex' ? literalStart(uri.value) : (uri?.value ?? '');
    for (let end = 0; end <= path.length; end += 1) yield* this.byPrefix.get(path.slice(0, end)) ?? [];
    // The prefix / takes every path, also that of a route without one.
    if (!path.startsWith('/')) yield* this.byPrefix.get('/') ?? [];
  }
}

import { parseManifests } from '../../../src/checks/model/parse';
import { Model } from '../../../src/checks/model/model';
import type { External } from '../../../src/checks/declarations';
import { formatPath } from '../../../src/checks/field-path';
import { ROUTE_RULES } from '../../../src/checks/route';
import { title } from '../../../src/checks/route/engine/objects';
import { Target } from '../../../src/facts/target';

/** What the route family says of YAML, as `RULE object field: message`. */
export function run(yaml: string, externals: readonly External[] = []): string[] {
  const model = new Model(parseManifests(yaml, 'all.yaml'), { externals });
  return ROUTE_RULES.flatMap((rule) =>
    [...rule.check(model, Target.generic('1.36'))].map(
      ({ manifest, path, message }) => `${rule.id} ${title(manifest)} ${formatPath(path ?? [])}: ${message}`,
    ),
  );
}

/** The ids alone. */
export function ids(yaml: string, externals: readonly External[] = []): string[] {
  return run(yaml, externals).map((one) => one.slice(0, 6));
}

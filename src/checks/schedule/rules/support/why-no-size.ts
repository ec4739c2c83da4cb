import { distance } from 'fastest-levenshtein';
import { azureVmSizes } from '../../../../facts/vm-sizes';
import type { PreparedPool } from '../../engine/karpenter/prepared-pool';

const ZONE = 'topology.kubernetes.io/zone';

/** How many values of a label are told. */
const SHOWN = 30;

/** What is said of a name that no size of Azure has, with the size that is likely meant. */
export function unknownSize(name: string): string {
  const { sizes } = azureVmSizes();
  const near = nearest(name.replace(/^(standard_)?/i, 'Standard_'), () => sizes.map((size) => size.name));
  return `${name} is no size of Azure${near === undefined ? '' : `, did you mean ${near}?`}`;
}

/** The requirement that leaves no size by itself, with the values that sizes have; `undefined` where only several together leave none. */
export function unmetRequirement({ catalogue, facts }: PreparedPool): string | undefined {
  if (!catalogue) return undefined;
  for (const own of facts.own) {
    const labels = catalogue.sizes.map((size) => size.labels.get(own.key));
    if (own.complement || labels.some((label) => !label.and(own).isEmpty())) continue;
    const known = [...new Set(labels.flatMap((label) => (label.complement ? [] : [...label.values])))].sort();
    const near = [...own.values].map((value) => nearest(value, () => known)).find((value) => value !== undefined);
    if (own.key === ZONE)
      return `no zone is ${[...own.values].join(' or ')}, allowed are a region and 1, 2 or 3, such as ${known[0] ?? 'westeurope-1'}`;
    const sizes = known.length > SHOWN || known.length === 0 ? '' : `, sizes have ${known.join(', ')}`;
    return `no size has ${own.key} ${[...own.values].join(' or ')}${sizes}${near === undefined ? '' : `; did you mean ${near}?`}`;
  }
  return undefined;
}

/** The name that differs by case alone, or by few letters. */
function nearest(given: string, names: () => readonly string[]): string | undefined {
  const lower = given.toLowerCase();
  const ranked = names()
    .map((name) => ({ name, letters: distance(lower, name.toLowerCase()) }))
    .sort((a, b) => a.letters - b.letters);
  const [best] = ranked;
  return best && best.letters <= Math.floor(given.length / 8) ? best.name : undefined;
}

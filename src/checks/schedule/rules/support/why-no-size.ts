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
    if (own.key === ZONE) return noZone([...own.values], known);
    const sizes = known.length > SHOWN || known.length === 0 ? '' : `, sizes have ${known.join(', ')}`;
    return `no size has ${own.key} ${[...own.values].join(' or ')}${sizes}${near === undefined ? '' : `; did you mean ${near}?`}`;
  }
  return undefined;
}

/** A zone of another region is one, but not here. */
function noZone(given: readonly string[], known: readonly string[]): string {
  const isZone = given.every((zone) => /^[a-z]+[a-z0-9]*-[123]$/.test(zone));
  return isZone && known.length > 0
    ? `no zone is ${given.join(' or ')} in the region of the cluster, allowed are ${known.join(', ')}`
    : `no zone is ${given.join(' or ')}, allowed are a region and 1, 2 or 3, such as ${known[0] ?? 'westeurope-1'}`;
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

/** A GPU and the parts that MIG can cut it into. */
export interface MigGpu {
  /** Such as `A100 80GB`. */
  readonly name: string;
  /** Such as `1g.10gb`, without what some parts have beside (`+me`); none of a GPU without MIG. */
  readonly profiles: readonly string[];
}

/** Where the profiles are from. */
export const MIG_SOURCE = 'https://docs.nvidia.com/datacenter/tesla/mig-user-guide/supported-mig-profiles.html';

const gpu = (name: string, profiles: string): MigGpu => ({
  name,
  profiles: profiles === '' ? [] : profiles.split(' '),
});

const A100_40 = gpu('A100 40GB', '1g.5gb 1g.10gb 2g.10gb 3g.20gb 4g.20gb 7g.40gb');
const A100_80 = gpu('A100 80GB', '1g.10gb 1g.20gb 2g.20gb 3g.40gb 4g.40gb 7g.80gb');
const H100_80 = gpu('H100 80GB', '1g.10gb 1g.20gb 2g.20gb 3g.40gb 4g.40gb 7g.80gb');
const H100_94 = gpu('H100 94GB', '1g.12gb 1g.24gb 2g.24gb 3g.47gb 4g.47gb 7g.94gb');
const H200 = gpu('H200 141GB', '1g.18gb 1g.35gb 2g.35gb 3g.71gb 4g.71gb 7g.141gb');

/**
 * Which GPU a size of Azure has, by the pages of its series; the names of sizes tell no memory.
 *
 * @see https://learn.microsoft.com/azure/virtual-machines/sizes/overview#gpu-accelerated
 */
const SIZES: readonly (readonly [name: RegExp, gpu: MigGpu])[] = [
  [/^Standard_ND96asr_v4$/, A100_40],
  [/^Standard_NC\d+ads_A100_v4$/, A100_80],
  [/^Standard_ND96ams(r|f|rf)?(_A100)?_v4$/, A100_80],
  [/^Standard_(NC40ads|NC80adis|NCC40ads)_H100_v5$/, H100_94],
  [/^Standard_ND96is(r|f|rf)?_H100_v5$/, H100_80],
  [/^Standard_ND96is(r|f|rf)?_H200_v5$/, H200],
  [/^Standard_NC\d+as_T4_v3$/, gpu('T4', '')],
  [/^Standard_(NC|NV)\d+adm?s_A10_v\d$/, gpu('A10', '')],
  [/^Standard_(NC\d+r?s_v3|ND40r?s_v[23])$/, gpu('V100', '')],
];

/**
 * The GPU of a size and its MIG profiles.
 *
 * @param size such as `Standard_NC24ads_A100_v4`
 * @returns `undefined` of a size whose GPU is not known here; nothing may be concluded of it.
 */
export function migGpuOf(size: string): MigGpu | undefined {
  return SIZES.find(([name]) => name.test(size))?.[1];
}

/**
 * What keeps every one of some sizes from having a part of a profile.
 *
 * @param sizes such as `Standard_NC24ads_A100_v4`
 * @param profile such as `1g.5gb`, `1g.5gb+me` or `1c.3g.40gb`
 * @returns what follows the profile in a message; `undefined` where one of the sizes has such parts or may have them.
 */
export function migProfileProblem(sizes: readonly string[], profile: string): string | undefined {
  const plain = /\d+g\.\d+gb/.exec(profile)?.[0];
  const gpus = sizes.map(migGpuOf);
  if (plain === undefined || gpus.length === 0 || gpus.some((one) => !one || one.profiles.includes(plain))) {
    return undefined;
  }
  const found = new Map(gpus.map((one, at) => [one!.name, { ...one!, size: sizes[at]! }]));
  const said = [...found.values()].map(({ name, size, profiles }) =>
    profiles.length === 0 ? `the ${name} of ${size} knows no MIG` : `the ${name} of ${size} has ${profiles.join(', ')}`,
  );
  return `is a part that no GPU of the pool can be cut into: ${said.join('; ')} (${MIG_SOURCE})`;
}

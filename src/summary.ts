import * as path from 'path';
import { ApiObject, Chart } from 'cdk8s';
import type { PlatformConfig } from './blueprint/config';
import type { MlPlatform } from './blueprint/ml-platform';
import { poolPrices } from './blueprint/pool-prices';
import type { PoolPrice } from './blueprint/pool-prices';
import { NOT_RESTRICTED } from './checks/accept/security/standing';
import type { PlatformApp } from './core/platform-app';
import { toolFilesOf } from './core/tool-file';
import { count } from './facts/count';

/** What a synthesis wrote and what it may cost, in a line each. It counts constructs, so that nothing is rendered once more. */
export function summary(app: PlatformApp, platform: MlPlatform, config: PlatformConfig, warnings: number): string[] {
  const objects = app.node.findAll().filter((one): one is ApiObject => ApiObject.isApiObject(one));
  const files = new Set(objects.map((object) => Chart.of(object))).size;
  const tools = toolFilesOf(app).length;
  const gpuPools = [...platform.pools.values()].filter(({ gpu }) => gpu).map(({ name }) => name);
  return [
    [
      `${count(objects.length, 'object')} in ${count(files, 'file')} of ${app.outdir}`,
      ...(tools > 0 ? [`${count(tools, 'file')} of ${near(app.toolsOutdir)}`] : []),
      count(warnings, 'warning'),
    ].join(', '),
    ...poolPrices(config, gpuPools).map(priceLine),
    ...objects.flatMap((object) => {
      const { annotations = {} } = object.metadata.toJson() as { annotations?: Record<string, string> };
      const reason = annotations[NOT_RESTRICTED];
      return reason === undefined ? [] : [`not restricted: ${object.kind} ${object.name}: ${reason}`];
    }),
  ];
}

/** A directory as one would type it, where it is below the current one. */
function near(directory: string): string {
  const relative = path.relative('', directory);
  return relative.startsWith('..') ? directory : relative;
}

function priceLine({ pool, region, missing, sizes, usdPerHourAtLimits: most, machinesAtLimits }: PoolPrice): string {
  const each = sizes.map(({ name, usdPerHour }) =>
    usdPerHour === undefined ? `${name}, whose price is not known` : `${name} at $${usdPerHour.toFixed(2)} an hour`,
  );
  const limit =
    most === undefined ? '' : `, at its limits ${count(machinesAtLimits!, 'machine')} for $${most.toFixed(2)} an hour`;
  const meant = missing?.meant === undefined ? '' : `, did you mean ${missing.meant}?`;
  const unknown = missing ? `; ${missing.region} has none that is known of ${missing.sizes.join(', ')}${meant}` : '';
  const any = sizes.some(({ usdPerHour }) => usdPerHour !== undefined);
  return `pool ${pool}: ${each.join(' or ')}${limit}${any ? ` (list prices of ${region} on demand${unknown})` : ''}`;
}

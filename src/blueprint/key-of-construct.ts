import type { PlatformConfig } from './config';
import type { ConfigPath } from './problem';

/** The keys of the sections, by the names of the files that they make. */
const SECTIONS: Readonly<Record<string, ConfigPath>> = {
  '00-foundation': ['namespace'],
  '05-cluster': ['kind'],
  '05-karpenter': ['karpenter'],
  '15-storage': ['storage'],
  '30-runner': ['runner'],
  '40-gateway': ['gateway'],
  '45-dex': ['signIn', 'dex'],
  '50-sign-in': ['signIn'],
  '60-object-store': ['kubeflow', 'objectStore'],
  '70-profiles': ['kubeflow', 'profiles'],
  '75-profile-contents': ['kubeflow', 'profiles'],
  '90-smoke-test': ['smokeTest'],
};

/**
 * The key of the configuration that a construct was built for, as near as its path tells: a pool, a release of Simsvc, else the section.
 *
 * @param path of the construct, such as `10-capacity/pool-a100/Resource`
 * @returns `undefined` for what a program added itself
 */
export function keyOfConstruct(path: string, config: PlatformConfig): ConfigPath | undefined {
  const [file = '', id = ''] = path.split('/');
  if (file === '10-capacity')
    return id.startsWith('pool-')
      ? ['pools', id.slice('pool-'.length)]
      : ['nodeClasses', id.slice('node-class-'.length)];
  if (file === '20-nvidia') return [config.devicePlugin ? 'devicePlugin' : 'gpuOperator'];
  if (file.startsWith('80-')) return ['simsvc', id];
  return Object.hasOwn(SECTIONS, file) ? SECTIONS[file] : undefined;
}

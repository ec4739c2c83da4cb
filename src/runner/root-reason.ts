import { notRestricted } from '../core/pod/not-restricted';
import type { RunnerProps } from './runner-props';

/** Why the pods do not keep to the Pod Security level `restricted`. */
export function rootReason({ insecureHostGpuLibraries }: RunnerProps): Readonly<Record<string, string>> {
  const root = 'the image of studio-go-runner runs as root and writes beside its program';
  return notRestricted(
    insecureHostGpuLibraries === undefined ? root : `${root}, and it mounts the driver's libraries from the node`,
  );
}

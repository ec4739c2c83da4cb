import type { Mounted } from './secret-files';

/** Where the NVIDIA driver lay on nodes before there were device plugins: volume, path on the node, path in the container. */
const LIBRARIES = {
  'nvidia-384': [
    ['bin', '/usr/lib/nvidia-384/bin', '/usr/local/nvidia/bin'],
    ['lib', '/usr/lib/nvidia-384', '/usr/local/nvidia/lib64'],
    ['libcuda', '/usr/lib/x86_64-linux-gnu/libcuda.so.1', '/usr/lib/x86_64-linux-gnu/libcuda.so.1'],
  ],
  'usr-local-nvidia': [
    ['nvidia', '/usr/local/nvidia', '/usr/local/nvidia'],
    ['libcuda', '/usr/lib/x86_64-linux-gnu/libcuda.so.1', '/usr/lib/x86_64-linux-gnu/libcuda.so.1'],
  ],
} as const;

/** Which nodes the libraries are of. */
export type HostGpuLibraries = keyof typeof LIBRARIES;

/** The names of what {@link hostGpuLibraries} knows. */
export const HOST_GPU_LIBRARIES = Object.keys(LIBRARIES);

/** Volumes of the node's own NVIDIA driver, and where the image looks for it. */
export function hostGpuLibraries(kind: HostGpuLibraries): Mounted {
  return {
    volumes: LIBRARIES[kind].map(([name, path]) => ({ name, hostPath: { path } })),
    volumeMounts: LIBRARIES[kind].map(([name, , mountPath]) => ({ name, mountPath })),
  };
}

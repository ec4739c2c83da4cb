import type { ContainerProps } from '../core/pod/container';
import type { PodTemplateProps } from '../core/pod/pod-template';
import { CUDA_SAMPLE_IMAGE } from './images';

/**
 * What a smoke test runs: `vector-add` computes on the GPU, `nvidia-smi` prints what the driver shows of it, `tensorflow` computes with the
 * framework that the documents train with.
 */
export type SmokeTestProgram = 'vector-add' | 'nvidia-smi' | 'tensorflow';

export const SMOKE_TEST_PROGRAMS: readonly SmokeTestProgram[] = ['vector-add', 'nvidia-smi', 'tensorflow'];

/**
 * An image without CUDA's libraries, in which the container runtime puts the driver's `nvidia-smi`.
 *
 * @see https://gitlab.com/nvidia/container-images/cuda
 */
export const CUDA_BASE_IMAGE = 'docker.io/nvidia/cuda:12.9.1-base-ubuntu24.04';

/**
 * The last image of TensorFlow that finds a GPU: those of 2.18 to 2.20 lack the cuDNN that they were built for.
 *
 * @see https://github.com/tensorflow/build/issues/217
 */
export const TENSORFLOW_IMAGE = 'docker.io/tensorflow/tensorflow:2.17.0-gpu';

/** It ends with an error where there is no GPU; TensorFlow itself would compute on the CPU without a word. */
const TENSORFLOW_SCRIPT = `import sys
import tensorflow as tf

gpus = tf.config.list_physical_devices('GPU')
print(gpus)
if not gpus:
    sys.exit('TensorFlow finds no GPU')
with tf.device('/GPU:0'):
    print(tf.reduce_sum(tf.random.normal([1000, 1000])))
`;

/** The container of a program without its name and GPUs, and the volumes that it writes to. */
export function programOf(program: SmokeTestProgram): {
  readonly container: Omit<ContainerProps, 'name'>;
  readonly volumes?: PodTemplateProps['volumes'];
} {
  switch (program) {
    case 'vector-add':
      return { container: { image: CUDA_SAMPLE_IMAGE } };
    case 'nvidia-smi':
      return { container: { image: CUDA_BASE_IMAGE, args: ['nvidia-smi'] } };
    case 'tensorflow':
      return {
        container: {
          image: TENSORFLOW_IMAGE,
          command: ['python3', '-c', TENSORFLOW_SCRIPT],
          // It keeps compiled code and settings below the home directory.
          env: [{ name: 'HOME', value: '/tmp' }],
          resources: { requests: { cpu: '1', memory: '2Gi' }, limits: { memory: '4Gi' } },
          volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
        },
        volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '1Gi' } }],
      };
  }
}

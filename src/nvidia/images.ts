/** The newest release of the device plugin that this library was written against. */
export const DEVICE_PLUGIN_RELEASE = 'v0.20.0';

/**
 * Where NVIDIA publishes the device plugin. Microsoft mirrors it at `mcr.microsoft.com/oss/v2/nvidia/k8s-device-plugin`.
 *
 * @see https://github.com/NVIDIA/k8s-device-plugin/releases
 */
export const DEVICE_PLUGIN_REPOSITORY = 'nvcr.io/nvidia/k8s-device-plugin';

/** The images that the documents name. */
export const DOCUMENTED_IMAGES = {
  /** Document 003. */
  'documented-0.14.1': 'mcr.microsoft.com/oss/nvidia/k8s-device-plugin:v0.14.1',
  /** Document 000. */
  'documented-1.11': 'nvidia/k8s-device-plugin:1.11',
  /** Document 003; the tag moves. */
  smokeTest: 'mcr.microsoft.com/azuredocs/samples-tf-mnist-demo:gpu',
} as const;

/**
 * Adds two vectors on one GPU and ends with `Test PASSED`. The device plugin's own guide runs it.
 *
 * @see https://github.com/NVIDIA/k8s-device-plugin#running-gpu-jobs
 */
export const CUDA_SAMPLE_IMAGE = 'nvcr.io/nvidia/k8s/cuda-sample:vectoradd-cuda12.5.0';

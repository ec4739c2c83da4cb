import { Placement } from '../core/placement';
import type { PodTemplateProps } from '../core/pod/pod-template';
import { Taint } from '../core/taint';
import { DOCUMENTED_IMAGES } from './images';

/** A smoke test as a document shows it: the Job of document 003, and the two pods of studio-go-runner's page on AWS. */
export type DocumentedSmokeTest = 'documented' | 'documented-tf-gpu' | 'documented-nvidia-smi';

/** What of one is rendered. */
export interface DocumentedForm {
  readonly name: string;
  readonly form: 'job' | 'pod';
  readonly pod: (name: string, placement: Placement | undefined) => PodTemplateProps;
}

/** The account of AWS's own images in this region; one needs rights there to pull. */
const TENSORFLOW_TRAINING =
  '763104351884.dkr.ecr.us-west-2.amazonaws.com/tensorflow-training:2.3.1-gpu-py37-cu110-ubuntu18.04';

/**
 * The forms by their editions.
 *
 * @see https://github.com/leaf-ai/studio-go-runner/blob/main/docs/aws_k8s.md#cluster-smoke-testing
 */
export const DOCUMENTED_SMOKE_TESTS: Readonly<Record<DocumentedSmokeTest, DocumentedForm>> = {
  documented: {
    name: 'samples-tf-mnist-demo',
    form: 'job',
    pod: (name, placement) => ({
      labels: { app: name },
      safeDefaults: false,
      placement: placement ?? new Placement({ taints: [Taint.noSchedule('sku', 'gpu')] }),
      restartPolicy: 'OnFailure',
      containers: [
        {
          name,
          image: DOCUMENTED_IMAGES.smokeTest,
          args: ['--max_steps', '500'],
          imagePullPolicy: 'IfNotPresent',
          resources: { limits: { 'nvidia.com/gpu': '1' } },
        },
      ],
    }),
  },
  'documented-tf-gpu': {
    name: 'tf-gpu',
    form: 'pod',
    pod: (_, placement) => ({
      safeDefaults: false,
      // Any taint of any node; the page means those of GPU nodes.
      placement: placement ?? new Placement({ tolerations: [{ operator: 'Exists' }] }),
      containers: [
        {
          name: 'gpu',
          image: TENSORFLOW_TRAINING,
          imagePullPolicy: 'IfNotPresent',
          command: ['/bin/sh', '-c'],
          args: ['sleep 10000'],
          resources: { limits: { memory: '1024Mi', 'nvidia.com/gpu': 1 } },
        },
      ],
    }),
  },
  'documented-nvidia-smi': {
    name: 'nvidia-smi',
    form: 'pod',
    pod: (_, placement) => ({
      safeDefaults: false,
      placement,
      restartPolicy: 'OnFailure',
      containers: [
        {
          name: 'nvidia-smi',
          image: 'nvidia/cuda:latest',
          args: ['nvidia-smi'],
          resources: { limits: { 'nvidia.com/gpu': 1 } },
        },
      ],
    }),
  },
};

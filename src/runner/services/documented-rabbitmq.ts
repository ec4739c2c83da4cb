import type { Construct } from 'constructs';
import { requireOneOf } from '../../core/fail';
import { KubeObject } from '../../core/kube-object';
import { WorkloadObject } from '../../core/workload/workload-object';
import { DOCUMENTED_SERVICE_IMAGES } from './images';

/** What the documented edition can be told. */
export interface DocumentedRabbitMqProps {
  readonly image?: string;
  readonly serviceType?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
}

const POD_LABELS = { app: 'taskQueue', component: 'rabbitmq' };
const OWN_LABELS = { component: 'rabbitmq' };

/** The hook of build.yaml, one line as its folded text is. It needs the internet, and a package that is gone (SGR-15). */
const INSTALL = [
  'set -euo pipefail ;',
  "IFS=$'\\n\\t' ;",
  'echo "Starting the install of the management plugin" ;',
  'sleep 30 ;',
  'rabbitmq-plugins enable rabbitmq_management ;',
  'apt-get -y update ; apt-get install -y wget python ;',
  'wget -q -O /usr/local/bin/rabbitmqadmin http://localhost:15672/cli/rabbitmqadmin ;',
  'chmod +x /usr/local/bin/rabbitmqadmin\n',
].join(' ');

/**
 * The Service and the ReplicationController of the runner's build.yaml (eaa596f), for comparison, not for use.
 *
 * @see https://github.com/leaf-ai/studio-go-runner/blob/main/build.yaml
 */
export function renderDocumentedRabbitMq(construct: Construct, props: DocumentedRabbitMqProps): void {
  const { image = DOCUMENTED_SERVICE_IMAGES.rabbitMq, serviceType } = props;
  requireOneOf(construct, 'serviceType', serviceType, ['ClusterIP', 'NodePort', 'LoadBalancer']);
  new KubeObject(construct, 'Service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'rabbitmq-service', labels: OWN_LABELS },
    spec: {
      ...(serviceType && { type: serviceType }),
      ports: [
        { name: 'rmq-client', port: 5672 },
        { name: 'rmq-admin', port: 15672 },
      ],
      selector: POD_LABELS,
    },
  });
  new WorkloadObject(construct, {
    apiVersion: 'v1',
    kind: 'ReplicationController',
    metadata: { name: 'rabbitmq-controller', labels: OWN_LABELS },
    spec: { replicas: 1 },
    template: {
      labels: POD_LABELS,
      safeDefaults: false,
      containers: [
        {
          image,
          name: 'rabbitmq',
          ports: [{ containerPort: 5672 }, { containerPort: 15672 }],
          resources: { limits: { cpu: '500m' } },
          lifecycle: { postStart: { exec: { command: ['/bin/bash', '-c', INSTALL] } } },
        },
      ],
    },
  });
}

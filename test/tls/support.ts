import { Chart, Yaml } from 'cdk8s';
import { PlatformApp } from '../../src/core/platform-app';
import { toolFilesOf } from '../../src/core/tool-file';
import { Target } from '../../src/facts/target';
import { FrontDoor, Issuer } from '../../src/tls';
import type { FrontDoorProps } from '../../src/tls';
import type { Rendered } from '../support/chart';

export const UUID = '00000000-0000-0000-0000-000000000001';
export const CA = Issuer.selfSignedCa();
export const ACME = {
  zone: 'ml.example.com',
  subscriptionId: UUID,
  resourceGroup: 'dns',
  clientId: '00000000-0000-0000-0000-000000000002',
  email: 'ml@example.com',
} as const;

export interface Door {
  readonly app: PlatformApp;
  readonly chart: Chart;
  readonly door: FrontDoor;
}

/** A front door in a chart of the namespace of Istio, on AKS unless another target is given. */
export function doorOf(props: FrontDoorProps, target: Target = Target.aks('1.34'), namespace = 'istio-system'): Door {
  const app = new PlatformApp({ target, checks: { preset: 'strict' } });
  const chart = new Chart(app, 'test', { namespace });
  return { app, chart, door: new FrontDoor(chart, 'door', props) };
}

export function yamlOf(props: FrontDoorProps, target?: Target): string {
  return Yaml.stringify(...doorOf(props, target).chart.toJson());
}

export function objectsOf(props: FrontDoorProps, target?: Target): Rendered[] {
  return doorOf(props, target).chart.toJson();
}

/** The one object of a kind and name. */
export function find(objects: readonly Rendered[], kind: string, name?: string): Rendered {
  return objects.find((one) => one.kind === kind && (name === undefined || one.metadata.name === name));
}

/** What the checks say under the preset strict. */
export function strict({ app }: Door): string[] {
  return app.check().map(({ rule, message }) => `${rule} ${message}`);
}

/** The tool files by name. */
export function toolsOf({ app }: Door): Record<string, string> {
  return Object.fromEntries(toolFilesOf(app).map((file) => [file.name, file.toText()]));
}

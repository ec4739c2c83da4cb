import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { PlatformApp } from '../../src/core/platform-app';
import { Target } from '../../src/facts/target';

/** Namespaces, stores and Secrets are made outside of what is tested here. */
const OUTSIDE = ['REF005', 'REF007', 'REF014'];

/** What the checks report of constructs under `strict`, beside what is made outside. */
export function findingsOf(build: (chart: Chart) => Construct, target = Target.eks('1.34')): string[] {
  const app = new PlatformApp({ target, checks: { preset: 'strict' } });
  build(new Chart(app, 'test', { namespace: 'ml' }));
  return app
    .check()
    .filter(({ rule }) => !OUTSIDE.includes(rule))
    .map(({ rule, message }) => `${rule} ${message}`);
}

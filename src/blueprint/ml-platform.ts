import type { Construct } from 'constructs';
import type { NodePool } from '../karpenter/node-pool';
import type { PlatformConfig } from './config';
import { kindOf, requireConstruct } from '../facts/given';
import { isMapping } from '../facts/is-mapping';
import { copy } from '../core/copy';
import { Context } from './context';
import { atNamedKey } from './named-key';
import { ConfigError } from './problem';
import { capacity } from './systems/capacity';
import { externals } from './systems/externals';
import { foundation } from './systems/foundation';
import { gateway } from './systems/gateway';
import { kind } from './systems/kind';
import { kubeflow } from './systems/kubeflow';
import { nvidia, smokeTest } from './systems/nvidia';
import { registry } from './systems/registry';
import { runner } from './systems/runner';
import { secretStores } from './systems/secret-stores';
import { signIn } from './systems/sign-in';
import { simsvc } from './systems/simsvc';
import { storage } from './systems/storage';
import { validateConfig } from './validate-config';

/** The parts of a platform. A later one may need what an earlier one made. */
const SYSTEMS = [
  foundation,
  kind,
  capacity,
  storage,
  nvidia,
  runner,
  gateway,
  signIn,
  kubeflow,
  simsvc,
  smokeTest,
  registry,
  secretStores,
  externals,
];

/**
 * A whole machine-learning platform from one configuration: namespaces, node pools, device plugin, runner, gateway, sign-in, Kubeflow's
 * profiles and the like, each in a chart of its own, numbered in the order of apply. It chooses how the constructs of this library go
 * together, and nothing that they could not be told one by one.
 *
 * The charts stand directly in the app, for their ids are the names of the files.
 *
 * @example
 * const app = new PlatformApp({ target: Target.aks('1.34') });
 * new MlPlatform(app, {
 *   target: { provider: 'aks', kubernetes: '1.34' },
 *   pools: { a100: { skus: ['Standard_NC24ads_A100_v4'], taint: 'gpu', limits: { gpus: 8 } } },
 *   devicePlugin: {},
 * });
 */
export class MlPlatform {
  /** The node pools by name, for workloads of one's own. */
  public readonly pools: ReadonlyMap<string, NodePool>;

  /** @throws `ConfigError` with each key that the schema of platform.yaml refuses, or the key of what cannot be built */
  public constructor(app: Construct, config: PlatformConfig) {
    requireConstruct('the app of an MlPlatform', app);
    // It has no id of its own, as other constructs do: its charts are those of the app.
    if (!isMapping(config))
      throw new Error(
        `the configuration of an MlPlatform is ${kindOf(config)}, allowed is new MlPlatform(app, { target: ... })`,
      );
    // From JavaScript a key may be misspelt too.
    const problems = validateConfig(copy(config));
    if (problems.length > 0) throw new ConfigError(problems);
    const context = new Context(app, config);
    try {
      for (const build of SYSTEMS) build(context);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      throw new ConfigError(error.problems.map((problem) => atNamedKey(problem, config)));
    }
    this.pools = context.pools;
  }
}

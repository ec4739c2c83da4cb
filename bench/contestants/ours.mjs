// The library with its own constructs: node ours.mjs N OUTDIR [--no-checks]
import { PlatformApp, Target } from 'cdk8s-ml-platform';
import { EXTERNALS, parameters, stack } from '../workload/stack.mjs';

const [count, outdir, flag] = process.argv.slice(2);
const checks = flag === '--no-checks' ? false : { externals: EXTERNALS };
const app = new PlatformApp({ target: Target.aks('1.34'), outdir, checks });
for (let index = 0; index < Number(count); index++) stack(app, parameters(index));
app.synth();

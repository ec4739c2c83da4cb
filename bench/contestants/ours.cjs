// The library with its own constructs: node ours.cjs N OUTDIR [--no-checks]
const { PlatformApp, Target } = require('cdk8s-ml-platform');
const { EXTERNALS, parameters, stack } = require('../workload/stack.cjs');

const [count, outdir, flag] = process.argv.slice(2);
const checks = flag === '--no-checks' ? false : { externals: EXTERNALS };
const app = new PlatformApp({ target: Target.aks('1.34'), outdir, checks });
for (let index = 0; index < Number(count); index++) stack(app, parameters(index));
app.synth();

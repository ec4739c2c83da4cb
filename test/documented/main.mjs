// Writes dist/documented: the manifests of the documents, field for field, through the public constructs. Each folder is a cluster of its own.
// What no API server ever accepted is left out; docs/documented.md says what and why.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { PlatformApp, Target } from 'cdk8s-ml-platform';

const DOCUMENTS = ['001', '003'];

const outdir = process.env.CDK8S_OUTDIR ?? 'dist/documented';
rmSync(outdir, { recursive: true, force: true });
for (const document of DOCUMENTS) {
  const { default: clusters } = await import(`./documents/${document}.mjs`);
  for (const [folder, build] of Object.entries(clusters)) {
    const app = new PlatformApp({ outdir: join(outdir, folder), target: Target.aks('1.27') });
    build(app);
    app.synth();
  }
}

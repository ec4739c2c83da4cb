// Writes dist/documented: the manifests of the documents, field for field, through the public constructs. Each folder is a cluster of its own.
// What no API server ever accepted is left out; docs/documented.md says what and why.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PlatformApp, Target } from 'cdk8s-ml-platform';

const DOCUMENTS = ['000', '001', '002', '003', '004'];
const TARGETS = JSON.parse(readFileSync(new URL('targets.json', import.meta.url), 'utf8'));

const outdir = process.env.CDK8S_OUTDIR ?? 'dist/documented';
rmSync(outdir, { recursive: true, force: true });
for (const document of DOCUMENTS) {
  const { default: clusters } = await import(`./documents/${document}.mjs`);
  for (const [folder, build] of Object.entries(clusters)) {
    const app = new PlatformApp({
      outdir: join(outdir, folder),
      // Beside the clusters, so that the checks of a cluster do not read what is no manifest.
      toolsOutdir: join(outdir, 'tools', folder),
      target: Target.parse(TARGETS[folder]),
      // What is wrong with the documents is written down in docs/defects.md, and does not end the synthesis.
      checks: { preset: 'documented' },
    });
    build(app);
    app.synth();
  }
}

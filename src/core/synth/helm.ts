import * as fs from 'fs';
import * as path from 'path';

/** Whether `cdk8s synth --format helm` runs this app: it makes the chart first and asks for the templates of it. */
export function isHelmTemplates(outdir: string): boolean {
  return (
    path.basename(outdir) === 'templates' && fs.existsSync(path.join(path.dirname(path.resolve(outdir)), 'Chart.yaml'))
  );
}

/** Helm reads `{{` as the start of an action, also inside a ConfigMap; this says it as an action that prints it. */
export function escapeForHelm(yaml: string): string {
  return yaml.replace(/\{\{/g, '{{ "{{" }}');
}

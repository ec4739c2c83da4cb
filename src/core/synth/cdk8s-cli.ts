import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

/** Whether `cdk8s synth --format helm` runs this app: it makes the chart first and asks for the templates of it. */
export function isHelmTemplates(outdir: string): boolean {
  const chart = path.join(path.dirname(path.resolve(outdir)), 'Chart.yaml');
  return path.basename(outdir) === 'templates' && fs.existsSync(chart);
}

/**
 * Whether `cdk8s synth --stdout` runs this app. It prints the files of a temporary folder one after another without `---` between them,
 * so that two files would become one broken document.
 */
export function isStdout(outdir: string): boolean {
  const { CDK8S_OUTDIR, CDK8S_RECORD_CONSTRUCT_METADATA } = process.env;
  if (outdir !== CDK8S_OUTDIR || CDK8S_RECORD_CONSTRUCT_METADATA === undefined) return false;
  return path.dirname(outdir) === os.tmpdir() && /^cdk8s-\w{6}$/.test(path.basename(outdir));
}

/** Blank lines at the end of a document, which belong to a text that ends it. */
const TRAILING_BLANKS = /(\n[ \t]*\n)(?=---\n|$(?![\s\S]))/g;

/**
 * Helm reads `{{` as the start of an action, also inside a ConfigMap; this says it as an action that prints it. It also trims each
 * document, so a comment keeps the blank lines of a text that ends one.
 */
export function escapeForHelm(yaml: string): string {
  return yaml.replace(/\{\{/g, '{{ "{{" }}').replace(TRAILING_BLANKS, '$1# keeps the blank lines above\n');
}

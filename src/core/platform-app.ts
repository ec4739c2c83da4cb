import * as fs from 'fs';
import * as path from 'path';
import { App, YamlOutputType } from 'cdk8s';
import type { ApiObject, AppProps, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { CheckOptions } from '../checks/check';
import { CheckError } from '../checks/finding';
import type { Finding } from '../checks/finding';
import type { KubernetesObject, Manifest } from '../checks/manifest';
import { brand } from '../facts/brand';
import { Target } from '../facts/target';
import { requireAppProps } from './require-app-props';
import { escapeForHelm, isHelmTemplates, isStdout } from './synth/cdk8s-cli';
import { outsideOf } from '../checks/reference/outside';
import { declaredExternals } from './declare-external';
import { declaredNeeds } from './declare-need';
import { layOut, manifestsOf, toYaml } from './synth/files';
import type { OutputFile, RenderedChart } from './synth/files';
import { KUSTOMIZATION_FILE, kustomization } from './synth/kustomization';
import { filesIn } from './synth/inside';
import { SynthOrder } from './synth/order';
import { hasOwnToJson } from './synth/own-to-json';
import { CheckedOnce } from './synth/checked-once';
import { resolvesPlainly } from './synth/plain-json';
import { render } from './synth/render';
import { defaultToolsOutdir, earlierToolFiles, pruneToolFiles, toolsFolder } from './synth/tools';
import { toolFilesOf } from './tool-file';
import { writeFolders } from './synth/write';
import type { Folder, TextFile } from './synth/write';
import { stringify } from './synth/yaml';

/** Properties of a {@link PlatformApp}: those of a cdk8s `App`, and a few more. */
export interface PlatformAppProps extends AppProps {
  /**
   * Where the YAML will run.
   * @default - `Target.generic` at the newest Kubernetes version this library knows
   */
  readonly target?: Target;

  /**
   * How manifests are checked: preset, findings that are accepted with a reason, and objects that exist elsewhere. What constructs
   * declare, such as `SecretSource.existing`, counts beside it.
   * `false` checks nothing: for manifests that another program checks before they reach a cluster.
   * @default - every rule as it is
   */
  readonly checks?: CheckOptions | false;

  /**
   * Writes a file `Kustomization` that lists the manifests, so that `kubectl apply -k` and `kubectl kustomize` read the output.
   * It is left out where `cdk8s synth --format helm` asks for templates.
   * @default false
   */
  readonly kustomization?: boolean;

  /**
   * Removes the files of an earlier synthesis (those that end in `outputFileExtension`) that this one did not write. Of the folder of
   * tools it removes what an earlier synthesis listed there in `.tool-files`, and nothing else.
   * @default false, as in cdk8s
   */
  readonly prune?: boolean;

  /**
   * Where each `ToolFile` is written. It is made only where there is one.
   * @default - `tools` beside `outdir`: `dist/tools` for `dist/manifests`
   */
  readonly toolsOutdir?: string;
}

/** What a synthesis writes, as text. */
export interface SynthFiles {
  /** The files of the output directory, each with its path below it. */
  readonly manifests: readonly TextFile[];
  /** Each `ToolFile`, with its path below the folder of tools. */
  readonly tools: readonly TextFile[];
  /** What the checks say that is no error. */
  readonly warnings: readonly Finding[];
}

/** What a synthesis would write, and what the checks say of it. */
interface Rendered {
  /** The app and all below it, in the order of the tree. */
  readonly constructs: readonly IConstruct[];
  readonly charts: readonly RenderedChart[];
  readonly files: readonly OutputFile[];
  readonly findings: readonly Finding[];
}

/**
 * A cdk8s `App` that checks every manifest before it writes the first, and whose cost grows with the number of objects alone.
 *
 * It writes what `App` writes, byte for byte, with four exceptions: a cluster-scoped object does not get its chart's namespace, two
 * objects of one kind and name in different namespaces do not share a file, for `cdk8s synth --stdout` all charts share one, for
 * the CLI prints files without a separator, and text that kubectl would read as a number, such as `0o17`, is quoted. `cdk8s synth` runs
 * it like any app.
 *
 * @example
 * const app = new PlatformApp({ target: Target.aks('1.34') });
 * new Chart(app, 'gpu', { namespace: 'studioml' });
 * app.synth();
 */
export class PlatformApp extends App {
  /** Where the YAML will run. `Target.of(construct)` finds it from any construct. */
  public readonly target: Target;

  private readonly checks: CheckOptions | false;
  private readonly checked = new CheckedOnce();
  private readonly kustomization: boolean;
  private readonly prune: boolean;
  private readonly constructMetadata: boolean;
  /** The folder of what is no manifest, such as Helm values. */
  public readonly toolsOutdir: string;

  /** @throws where the target is none, or a property or an option of the checks is one that nothing reads */
  public constructor(props: PlatformAppProps = {}) {
    requireAppProps(props);
    super(props);
    this.target = props.target ?? Target.of(this);
    this.checks = props.checks ?? {};
    this.kustomization = props.kustomization ?? false;
    this.prune = props.prune ?? false;
    this.constructMetadata = props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
    this.toolsOutdir = props.toolsOutdir ?? defaultToolsOutdir(this.outdir);
    this.target.applyTo(this);
  }

  /** All charts, sorted so that those that others depend on come first. */
  public override get charts(): Chart[] {
    return new SynthOrder(this).charts();
  }

  /** What the checks say of the manifests as they are now: errors, which stop `synth()`, and warnings, which do not. */
  public check(): readonly Finding[] {
    return this.render(true).findings;
  }

  /**
   * Renders every object, checks all manifests, and writes them to the output directory, and each `ToolFile` to that of tools.
   *
   * @throws `CheckError` with every finding where a check fails, and an error where a construct's validation fails;
   *   the output directory is then as it was
   */
  public override synth(): void {
    const rendered = this.renderChecked();
    const texts = this.textsOf(rendered, isHelmTemplates(this.outdir));
    if (this.constructMetadata) texts.push({ path: 'construct-metadata.json', text: metadataJson(rendered.charts) });
    // The CLI prints what is in a temporary folder; beside that folder nothing is looked for.
    const stdout = isStdout(this.outdir);
    const tools = stdout ? undefined : this.toolsOf(rendered, this.prune);
    const earlier = this.prune && !stdout ? earlierToolFiles(this.toolsOutdir) : [];
    writeFolders([{ outdir: this.outdir, files: texts }, ...(tools ? [tools] : [])]);
    if (!this.prune) return;
    this.removeOthers(texts);
    pruneToolFiles(this.toolsOutdir, earlier, tools?.files ?? []);
  }

  /**
   * What `synth()` writes, checked and as text, for a program that puts it elsewhere: into an archive, or many apps into one folder.
   * Nothing is written.
   *
   * @throws as `synth()` does
   */
  public synthFiles(): SynthFiles {
    const rendered = this.renderChecked();
    return {
      manifests: this.textsOf(rendered, false).map(({ path: file, text }) => ({ path: file, text })),
      tools: this.toolsOf(rendered, false)?.files ?? [],
      warnings: rendered.findings.filter(({ severity }) => severity === 'warning'),
    };
  }

  /**
   * The manifests of all charts as one YAML text.
   *
   * @throws as `synth()` does
   */
  public override synthYaml(): string {
    const { charts } = this.renderChecked();
    return stringify(charts.flatMap(manifestsOf).map(({ object }) => object));
  }

  /** The text of a file is made when it is asked for, so that not all are in memory at once. */
  private textsOf({ files }: Rendered, helm: boolean): TextFile[] {
    const texts: TextFile[] = files.map((file) => ({
      path: file.path,
      get text() {
        const yaml = toYaml(file);
        return helm ? escapeForHelm(yaml) : yaml;
      },
    }));
    if (this.kustomization && !helm) texts.push({ path: KUSTOMIZATION_FILE, text: kustomization(files) });
    return texts;
  }

  private toolsOf({ constructs }: Rendered, prune: boolean): Folder | undefined {
    return toolsFolder(toolFilesOf(this, constructs), this.outdir, this.toolsOutdir, prune);
  }

  private renderChecked(): Rendered {
    const rendered = this.render();
    if (rendered.findings.some(({ severity }) => severity === 'error')) throw new CheckError(rendered.findings);
    return rendered;
  }

  /** @param again whether the same is likely to be rendered once more */
  private render(again = false): Rendered {
    const constructs = this.node.findAll();
    validate(constructs);
    const order = new SynthOrder(this, constructs);
    const plainly = resolvesPlainly(this);
    const charts = order.charts().map((chart) => ({
      chart,
      objects: order.objects(chart).map((apiObject) =>
        this.checks === false
          ? {
              apiObject,
              // Rendered when its file is written, so that not all are in memory at once.
              get manifest() {
                return render(apiObject, chart, plainly);
              },
            }
          : { apiObject, manifest: render(apiObject, chart, plainly) },
      ),
      own: this.renderItself(chart),
    }));
    const files = layOut(charts, {
      outputType: isStdout(this.outdir) ? YamlOutputType.FILE_PER_APP : this.yamlOutputType,
      extension: this.outputFileExtension,
      numbered: order.hasDependentCharts,
    });
    if (this.checks === false) return { constructs, charts, files, findings: [] };
    const manifests = charts.flatMap(manifestsOf);
    const declared = outsideOf(declaredExternals(this, constructs), () => manifests.map(({ object }) => object));
    const externals = [...(this.checks.externals ?? []), ...declared];
    const needs = [...(this.checks.needs ?? []), ...declaredNeeds(this, constructs)];
    const options = { ...this.checks, externals, needs };
    const findings = this.checked.check(manifests, this.target, options, again);
    return { constructs, charts, files, findings };
  }

  /** A chart whose class renders it in its own way is written so, as cdk8s does. */
  private renderItself(chart: Chart): Manifest[] | undefined {
    if (this.yamlOutputType === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE || !hasOwnToJson(chart))
      return undefined;
    const origin = { constructPath: chart.node.path };
    return (chart.toJson() as KubernetesObject[]).map((object) => ({ object, origin }));
  }

  private removeOthers(written: readonly TextFile[]): void {
    const keep = new Set(written.map((file) => path.normalize(file.path)));
    for (const name of filesIn(this.outdir)) {
      if (!name.endsWith(this.outputFileExtension) || keep.has(path.normalize(name))) continue;
      const file = path.join(this.outdir, name);
      if (fs.lstatSync(file).isFile()) fs.rmSync(file);
    }
  }
}

/** Whether it is a {@link PlatformApp}, of whichever copy of this library. */
export const isPlatformApp = brand(PlatformApp, 'PlatformApp');

/** Asks every construct once; cdk8s asks once more for each chart. */
function validate(constructs: readonly IConstruct[]): void {
  const errors: string[] = [];
  for (const { node } of constructs) for (const error of node.validate()) errors.push(`[${node.path}] ${error}`);
  if (errors.length > 0) throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
}

/** What cdk8s-cli reads to tell which construct made an object. */
function metadataJson(charts: readonly RenderedChart[]): string {
  const objects: ApiObject[] = charts.flatMap(({ objects }) => objects.map(({ apiObject }) => apiObject));
  const resources = Object.fromEntries(objects.map((object) => [object.name, { path: object.node.path }]));
  return JSON.stringify({ version: '1.0.0', resources });
}

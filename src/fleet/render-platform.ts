import { ApiObject, Chart } from 'cdk8s';
import { checksOfConfig } from '../blueprint/checks-of-config';
import type { PlatformConfig } from '../blueprint/config';
import { MlPlatform } from '../blueprint/ml-platform';
import { targetOfConfig } from '../blueprint/target-of-config';
import { groupOf, isClusterScoped } from '../facts/kinds';
import { PlatformApp } from '../core/platform-app';
import type { TextFile } from '../core/synth/write';
import { annotateFor, waveOf } from './delivery/annotations';
import type { Engine } from './delivery/annotations';
import type { RenderedObject, RenderedPlatform } from './rendered';

/** How a platform of a fleet is rendered. */
export interface RenderOptions {
  /** What will apply the objects, for which they are annotated. */
  readonly engine?: Engine;
  /** Adds what a program has beside the platform. */
  readonly extend?: (app: PlatformApp) => void;
}

/**
 * Renders and checks the platform of one cluster, and gives its files as text.
 *
 * @throws `ConfigError` and `CheckError` as `PlatformApp.synth` and `MlPlatform` do; an error where CustomResourceDefinitions travel
 *   with the objects that need them
 */
export function renderPlatform(config: PlatformConfig, options: RenderOptions): RenderedPlatform {
  const { engine, extend } = options;
  const app = new PlatformApp({
    target: targetOfConfig(config.target),
    // Nothing is written there: the files are asked for as text.
    ...{ outdir: 'manifests', toolsOutdir: 'tools' },
    checks: checksOfConfig(config),
    kustomization: true,
  });
  new MlPlatform(app, config);
  extend?.(app);
  const found = app.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
  const objects = found.map(toObject);
  requireNoDefinitions(objects);
  for (const object of found) annotateFor(engine, object, waveOf(Chart.of(object).node.id));
  const { manifests, tools, warnings } = app.synthFiles();
  return { files: [...below('manifests', manifests), ...below('tools', tools)], objects, warnings };
}

function below(folder: string, files: readonly TextFile[]): TextFile[] {
  return files.map(({ path, text }) => ({ path: `${folder}/${path}`, text }));
}

function toObject(object: ApiObject): RenderedObject {
  const { apiVersion, kind, name, metadata } = object;
  const chart = Chart.of(object);
  const namespace = isClusterScoped(apiVersion, kind) ? undefined : (metadata.namespace ?? chart.namespace);
  return { apiVersion, kind, name, namespace, file: chart.node.id };
}

/** A definition and its objects in one set of manifests: the engine's dry run fails on the objects, and pruning one takes the others. */
function requireNoDefinitions(objects: readonly RenderedObject[]): void {
  const groups = new Set(objects.map(({ apiVersion }) => groupOf(apiVersion)));
  const bad = objects.filter(
    ({ kind, name }) => kind === 'CustomResourceDefinition' && groups.has(name.slice(name.indexOf('.') + 1)),
  );
  if (bad.length > 0)
    throw new Error(
      `${bad.map(({ name, file }) => `${file}: CustomResourceDefinition ${name}`).join(', ')} would travel with objects of its group; install it before them, as a prerequisite`,
    );
}

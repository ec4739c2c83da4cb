import { Names, YamlOutputType } from 'cdk8s';
import type { ApiObject, Chart } from 'cdk8s';
import type { Manifest } from '../../checks/manifest';
import { groupOf } from '../../facts/kinds';
import { stringify } from './yaml';

/** One chart with its manifests, in the order of apply. */
export interface RenderedChart {
  readonly chart: Chart;
  readonly objects: readonly { readonly apiObject: ApiObject; readonly manifest: Manifest }[];
  /** What is written, where that is not what the objects render one by one. */
  readonly own?: readonly Manifest[];
}

/** The manifests of a chart, in the order of apply. */
export function manifestsOf({ objects, own }: RenderedChart): readonly Manifest[] {
  return own ?? objects.map(({ manifest }) => manifest);
}

/** One file to write: its path below the output directory, and the manifests in it. */
export interface OutputFile {
  readonly path: string;
  readonly manifests: readonly Manifest[];
}

/** How the manifests are divided into files. The names are cdk8s's own. */
export interface Layout {
  readonly outputType: YamlOutputType;
  readonly extension: string;
  /** Whether charts depend on each other; their files are then numbered by that order. */
  readonly numbered: boolean;
}

/** Divides rendered charts into files as cdk8s does. */
export function layOut(charts: readonly RenderedChart[], layout: Layout): OutputFile[] {
  const { extension, numbered } = layout;
  const chartName = (chart: Chart, index: number): string =>
    `${numbered ? `${index.toString().padStart(4, '0')}-` : ''}${Names.toDnsLabel(chart)}`;
  switch (layout.outputType) {
    case YamlOutputType.FILE_PER_APP:
      if (charts.length === 0) return [];
      return [
        {
          path: `app${extension}`,
          manifests: charts.flatMap(manifestsOf),
        },
      ];
    case YamlOutputType.FILE_PER_CHART:
      return charts.map((rendered, index) => ({
        path: chartName(rendered.chart, index) + extension,
        // Asked for when the file is written, for an app that checks nothing has them rendered only then.
        get manifests() {
          return manifestsOf(rendered);
        },
      }));
    case YamlOutputType.FILE_PER_RESOURCE:
      // Of these two, cdk8s names the first by the manifest, which a patch may have renamed, and the second by the construct.
      return filePerObject(
        charts.flatMap(manifestsOf).map((manifest) => {
          const { kind, metadata } = manifest.object;
          return { folder: '', kind, name: metadata?.name, manifest };
        }),
        extension,
      );
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      return filePerObject(
        charts.flatMap(({ chart, objects }, index) =>
          objects.map(({ apiObject: { kind, metadata }, manifest }) => {
            return { folder: `${chartName(chart, index)}/`, kind, name: metadata.name, manifest };
          }),
        ),
        extension,
      );
  }
}

/** The YAML text of a file, as cdk8s writes it. */
export function toYaml(file: OutputFile): string {
  return stringify(file.manifests.map(({ object }) => object));
}

/** An object that gets a file of its own, and what cdk8s names the file by. */
interface NamedObject {
  readonly folder: string;
  readonly kind?: string;
  readonly name?: string;
  readonly manifest: Manifest;
}

/**
 * cdk8s names such a file by kind and name alone, and writes over the file of an object of the same name in another namespace.
 * Where names would meet, the namespace goes in between, and the group where that does not tell them apart.
 */
function filePerObject(objects: readonly NamedObject[], extension: string): OutputFile[] {
  let names = objects.map(({ folder, kind, name }) => folder + fileName(kind, name));
  for (const withGroup of [false, true]) {
    const count = new Map<string, number>();
    for (const name of names) count.set(name, (count.get(name) ?? 0) + 1);
    names = objects.map(({ folder, kind, name, manifest }, index) => {
      if (count.get(names[index]!) === 1) return names[index]!;
      const { apiVersion = '', metadata } = manifest.object;
      const between = [withGroup ? groupOf(apiVersion) : '', metadata?.namespace ?? ''].filter((part) => part !== '');
      return folder + fileName(kind, ...between, name);
    });
  }
  return objects.map(({ manifest }, index) => ({ path: names[index]! + extension, manifests: [manifest] }));
}

function fileName(...parts: (string | undefined)[]): string {
  return parts.join('.').replace(/[^0-9a-zA-Z-_.]/g, '');
}

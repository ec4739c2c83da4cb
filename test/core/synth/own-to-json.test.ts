import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { PlatformApp } from '../../../src';

class Stamped extends Chart {
  public override toJson(): any[] {
    return super.toJson().map((object) => ({ ...object, data: { stamp: 'own' } }));
  }
}

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

function written(make: (outdir: string) => App): Record<string, string> {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'own-'));
  folders.push(outdir);
  const app = make(outdir);
  for (const chart of [new Stamped(app, 'own'), new Chart(app, 'plain')]) {
    new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: chart.node.id } });
  }
  app.synth();
  const files = fs.readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  return Object.fromEntries(files.sort().map((name) => [name, fs.readFileSync(path.join(outdir, name), 'utf8')]));
}

test.each(Object.values(YamlOutputType).filter((type) => typeof type === 'number'))(
  'a chart that renders itself is written as cdk8s writes it, layout %d',
  (yamlOutputType) => {
    const stock = written((outdir) => new App({ outdir, yamlOutputType }));
    expect(Object.keys(stock).length).toBeGreaterThan(0);
    expect(written((outdir) => new PlatformApp({ outdir, yamlOutputType }))).toEqual(stock);
    const folderPerChart = yamlOutputType === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE;
    expect(Object.values(stock).some((text) => text.includes('stamp: own'))).toBe(!folderPerChart);
  },
);

import * as fs from 'fs';
import * as path from 'path';
import { pathToFileURL } from 'url';
import Ajv from 'ajv';
import { checkReport } from '../../../src/checks/check';
import type { CheckOptions, CheckReport } from '../../../src/checks/check';
import { parseManifests } from '../../../src/checks/model/parse';
import { toGithub } from '../../../src/checks/report/github';
import { toJson } from '../../../src/checks/report/json';
import { toJunit } from '../../../src/checks/report/junit';
import { toSarif } from '../../../src/checks/report/sarif';
import { toText } from '../../../src/checks/report/table';
import { Target } from '../../../src/facts/target';

const TEXT = `apiVersion: v1
kind: ConfigMap
metadata:
  namespace: default
  name: Bad
---
apiVersion: v1
kind: ConfigMap
metadata:
  namespace: default
  name: Accepted
  annotations: { cdk8s-ml-platform/suppress-ACC001: the cluster is patched }
---
apiVersion: v1
kind: ConfigMap
metadata:
  namespace: default
  name: good
`;

function reportOf(text: string, file = 'dir/a.yaml', options: CheckOptions = {}): CheckReport {
  return checkReport(parseManifests(text, file), Target.generic('1.36'), options);
}

/** The published schema, of draft 4: what its `$schema` and `id` say is left out, its keywords mean the same. */
function validator(): (log: unknown) => string[] {
  const file = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const { $schema: _draft, $id: _id, id: _old, ...schema } = JSON.parse(fs.readFileSync(file, 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false });
  const validate = ajv.compile(schema);
  return (log) => {
    validate(JSON.parse(JSON.stringify(log)));
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

describe('SARIF', () => {
  const errorsOf = validator();

  test('the validator finds what the schema forbids', () => {
    expect(errorsOf({ version: '2.1.0' })).toEqual([" must have required property 'runs'"]);
    const log: any = JSON.parse(JSON.stringify(toSarif([reportOf(TEXT)], '0.1.0')));
    log.runs[0].results[0].level = 'fatal';
    log.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0;
    expect(errorsOf(log)).toHaveLength(2);
  });

  test.each<[string, CheckReport[]]>([
    ['findings and what is accepted', [reportOf(TEXT)]],
    ['nothing', [reportOf('kind: A\napiVersion: example.com/v1\nmetadata: {name: a}\n')]],
    ['several clusters', [reportOf(TEXT), reportOf(TEXT, 'b.yaml')]],
    ['standard input', [reportOf(TEXT, '-')]],
    ['a Windows path', [reportOf(TEXT, 'dir\\a b.yaml')]],
    ['objects without names', [reportOf('{}\n---\nkind: ConfigMap\napiVersion: v1\n')]],
    ['names that are no text', [reportOf('apiVersion: 1\nkind: [a]\nmetadata: {name: {a: 1}, namespace: 3}\n')]],
    ['warnings', [reportOf(TEXT, 'a.yaml', { preset: 'documented' })]],
  ])('%s is valid under the schema of 2.1.0', (_name, reports) => {
    expect(errorsOf(toSarif(reports, '0.1.0'))).toEqual([]);
  });

  test('a result says the rule, the level, the place and the line', () => {
    const { runs } = toSarif([reportOf(TEXT)], '0.1.0') as any;
    expect(runs).toHaveLength(1);
    expect(runs[0].tool.driver).toMatchObject({ name: 'cdk8s-ml-platform', version: '0.1.0' });
    expect(runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['ACC001']);
    expect(runs[0].results).toMatchObject([
      {
        ruleId: 'ACC001',
        ruleIndex: 0,
        level: 'error',
        message: { text: expect.stringMatching(/^ConfigMap default\/Bad metadata\.name: .*; fix: /) },
        locations: [{ physicalLocation: { artifactLocation: { uri: 'dir/a.yaml' }, region: { startLine: 5 } } }],
      },
      { ruleId: 'ACC001', suppressions: [{ kind: 'inSource', justification: 'the cluster is patched' }] },
    ]);
    expect(runs[0].results[0].suppressions).toBeUndefined();
  });

  test('a file is a URI', () => {
    const { runs } = toSarif([reportOf(TEXT, 'dir\\a b#1.yaml')], '0.1.0') as any;
    expect(runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('dir/a%20b%231.yaml');
  });

  test.each([
    [path.resolve('dir/a b.yaml'), 'dir/a%20b.yaml'],
    [path.resolve('../a b.yaml'), pathToFileURL(path.resolve('../a b.yaml')).href],
    ['../a.yaml', '../a.yaml'],
  ])('%s is %s', (file, uri) => {
    const { runs } = toSarif([reportOf(TEXT, file)], '0.1.0') as any;
    expect(runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });
});

describe('fingerprints of SARIF', () => {
  const of = (text: string, file?: string): string[] =>
    (toSarif([reportOf(text, file)], '0.1.0') as any).runs[0].results.map(
      ({ partialFingerprints }: any) => partialFingerprints['objectAndField/v1'],
    );
  const pod = (images: string[]): string =>
    `{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: default}, spec: {containers: [${images
      .map((image, index) => `{name: c${index}, image: ${image}}`)
      .join(', ')}]}}\n`;

  test('they stay where lines move, and where a message says something else', () => {
    expect(of(`# a comment\n\n${TEXT}`)).toEqual(of(TEXT));
    expect(of(pod(['nginx']))).toEqual(of(pod(['busybox'])));
  });

  test('each result has one of its own, also those of one line, of one field and of another file', () => {
    const results = [
      ...of(pod(['nginx', 'nginx'])),
      ...of(TEXT),
      ...of(TEXT, 'b.yaml'),
      ...of(pod(['nginx']), 'b.yaml'),
    ];
    expect(new Set(results).size).toBe(results.length);
    const twice = of(
      '{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {a: 1, a: 2, b: 1, b: 2, containers: []}}',
    );
    expect(new Set(twice).size).toBe(twice.length);
  });
});

describe('text', () => {
  test('a reason of several lines stands on one', () => {
    const reason = '"kept,\\n  until 2.0"';
    expect(toText(reportOf(TEXT.replace('the cluster is patched', reason)))).toContain(
      '\n  accepted: kept, until 2.0\n',
    );
  });

  test('errors, warnings, what is accepted, and counts', () => {
    const text = toText(reportOf(TEXT));
    const lines = text.split('\n');
    expect(lines[0]).toBe('ACC001 error  ConfigMap default/Bad  metadata.name');
    expect(lines[2]).toMatch(/^ {2}fix: .* {3}help: docs\/rules\.md#acc001 {3}source: dir\/a\.yaml:5$/);
    expect(text).toContain(
      'ACC001 error  ConfigMap default/Accepted  metadata.name\n  accepted: the cluster is patched\n',
    );
    expect(text).toMatch(/\n3 objects, 1 error, 0 warnings, 1 accepted\n$/);
  });
});

describe('JSON', () => {
  test('counts and fields', () => {
    const report = toJson(reportOf(TEXT), 'dir');
    expect(report.path).toBe('dir');
    expect(report.summary).toEqual({ objects: 3, errors: 1, warnings: 0, suppressed: 1 });
    expect(report.findings).toMatchObject([{ rule: 'ACC001', file: 'dir/a.yaml', document: 0, line: 5 }]);
    expect(report.suppressed).toMatchObject([{ rule: 'ACC001', document: 1, reason: 'the cluster is patched' }]);
    expect(toJson(reportOf(TEXT))).not.toHaveProperty('path');
  });
});

describe('annotations of GitHub Actions', () => {
  test('one line a finding, and the line that counts', () => {
    expect(toGithub([reportOf(TEXT)])).toBe(
      "::error file=dir/a.yaml,line=5,title=ACC001 ConfigMap default/Bad metadata.name::name 'Bad' must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit%0Afix: rename the object\n3 objects, 1 error, 0 warnings, 1 accepted\n",
    );
  });

  test('no text of a manifest ends the annotation or is read as a command', () => {
    const name = 'a\n::stop-commands::x, 100%: b';
    const lines = toGithub([reportOf(JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }))]);
    expect(lines.match(/^::/gm)).toHaveLength(1);
    expect(lines).toContain('title=ACC001 Namespace a\\n%3A%3Astop-commands%3A%3Ax%2C 100%25%3A b metadata.name::');
  });

  test('standard input is no file', () => {
    expect(toGithub([reportOf(TEXT, '-')])).toMatch(/^::error line=5,title=/);
  });
});

describe('JUnit', () => {
  test('a failing case a finding, a skipped one for what is accepted', () => {
    expect(toJunit([reportOf(TEXT)], () => true)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="cdk8s-ml-platform check" tests="2" failures="1" errors="0" skipped="1">
    <testcase name="ACC001 ConfigMap default/Bad metadata.name" classname="dir/a.yaml" file="dir/a.yaml"><failure type="error" message="name 'Bad' must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit">name 'Bad' must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit
why: the API server refuses an object whose name is missing or not of the syntax of its kind
fix: rename the object
source: dir/a.yaml:5</failure></testcase>
    <testcase name="ACC001 ConfigMap default/Accepted metadata.name" classname="dir/a.yaml" file="dir/a.yaml"><skipped message="the cluster is patched"/></testcase>
  </testsuite>
</testsuites>
`);
  });

  test('what fails no run is a case that passes', () => {
    const xml = toJunit([reportOf(TEXT)], () => false);
    expect(xml).toContain('failures="0"');
    expect(xml).toContain('<system-out>error: name');
  });

  test('nothing found is one case that passes', () => {
    const xml = toJunit([reportOf('apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n')], () => true);
    expect(xml).toContain('tests="1" failures="0"');
    expect(xml).toContain('<testcase name="every rule" classname="cdk8s-ml-platform"/>');
  });

  test('text of a manifest stays text', () => {
    const name = '<&">\u0001\ud800';
    const xml = toJunit(
      [reportOf(JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }))],
      () => true,
    );
    expect(xml).toContain('&lt;&amp;&quot;&gt;\\u0001\\ud800 metadata.name');
  });
});

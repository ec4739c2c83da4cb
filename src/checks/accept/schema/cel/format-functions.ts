import type * as cel from '@marcbachmann/cel-js' with { 'resolution-mode': 'import' };
import { dns1035Label, dns1123Label, dns1123Subdomain, labelValue, qualifiedName } from '../../../../facts/names';
import { hasFormat } from '../formats';
import { registerNamespace } from './namespace';
import { isUrl } from './url';

/** A format by its name: says what is wrong with a text, `undefined` where nothing is. */
class Format {
  public constructor(public readonly problemOf: (text: string) => string | undefined) {}
}

/** The last two characters of a prefix stand for what is added to it. */
const ofPrefix =
  (rule: (text: string) => string | undefined) =>
  (text: string): string | undefined =>
    rule(text.replace(/(.)-$/s, 'a'));

const ofSchema = (format: string, problem: string) =>
  new Format((text) => (hasFormat(text, format) ? undefined : problem));

const FORMATS: Readonly<Record<string, Format>> = {
  dns1123Label: new Format(dns1123Label),
  dns1123Subdomain: new Format(dns1123Subdomain),
  dns1035Label: new Format(dns1035Label),
  qualifiedName: new Format(qualifiedName),
  dns1123LabelPrefix: new Format(ofPrefix(dns1123Label)),
  dns1123SubdomainPrefix: new Format(ofPrefix(dns1123Subdomain)),
  dns1035LabelPrefix: new Format(ofPrefix(dns1035Label)),
  labelValue: new Format(labelValue),
  uri: new Format((text) => (isUrl(text) ? undefined : `parse ${JSON.stringify(text)}: invalid URI for request`)),
  uuid: ofSchema('uuid', 'does not match the UUID format'),
  byte: ofSchema('byte', 'invalid base64'),
  date: ofSchema('date', 'invalid date'),
  datetime: ofSchema('date-time', 'invalid datetime'),
};

/**
 * The named formats of text.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apiserver/pkg/cel/library/format.go
 */
export function registerFormats(environment: cel.Environment, Optional: typeof cel.Optional): void {
  environment.registerType('kubernetes.NamedFormat', Format);
  const namespace = registerNamespace(environment, 'format');
  environment.registerFunction(
    `${namespace}.named(string): optional<kubernetes.NamedFormat>`,
    (_: unknown, name: string) => (Object.hasOwn(FORMATS, name) ? Optional.of(FORMATS[name]) : Optional.none()),
  );
  for (const [name, format] of Object.entries(FORMATS)) {
    environment.registerFunction(`${namespace}.${name}(): kubernetes.NamedFormat`, () => format);
  }
  environment.registerFunction(
    'kubernetes.NamedFormat.validate(string): optional<list<string>>',
    ({ problemOf }: Format, text: string) => {
      const problem = problemOf(text);
      return problem === undefined ? Optional.none() : Optional.of([problem]);
    },
  );
}

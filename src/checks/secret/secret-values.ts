import { decode } from './base64';
import { record, text } from '../accept/read';

/** Whether it is a Secret of Kubernetes' own. */
export function isSecretObject({ apiVersion, kind }: Readonly<Record<string, unknown>>): boolean {
  return kind === 'Secret' && apiVersion === 'v1';
}

/** One value of a Secret, as pods get it. */
export interface SecretValue {
  readonly name: string;
  readonly value: string;
  readonly secretType: string;
}

/** The values of a Secret in one of its two fields. */
export function secretValues(
  object: Readonly<Record<string, unknown>>,
  key: 'data' | 'stringData',
): readonly SecretValue[] {
  const secretType = text(object.type) ?? 'Opaque';
  return Object.entries(record(object[key])).flatMap(([name, each]) => {
    const written = typeof each === 'number' ? String(each) : text(each);
    if (written === undefined) return [];
    return { name, value: key === 'data' ? (decode(written) ?? written) : written, secretType };
  });
}

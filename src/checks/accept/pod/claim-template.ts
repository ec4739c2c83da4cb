import { dns1123Subdomain, qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { forbidden, invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, list, record } from '../read';
import { validateClaimSpec } from '../workload/claim-spec';
import type { Fields, PodFacts } from './each-pod';
import { labels, textOf } from './values';

/** A volume by a claim that the pod makes for itself. */
export function ephemeralErrors(source: Fields, path: FieldPath, sink: Sink, pod: PodFacts, volume: string): void {
  const at = [...path, 'volumeClaimTemplate'];
  if (isSet(source.volumeClaimTemplate)) {
    const { metadata, spec } = record(source.volumeClaimTemplate);
    metadataErrors(record(metadata), [...at, 'metadata'], sink);
    validateClaimSpec(spec, [...at, 'spec'], pod.minor, sink);
  } else {
    sink(required(at));
  }
  const claim = claimName(pod, volume);
  const problem = claim === undefined ? undefined : dns1123Subdomain(claim);
  if (problem !== undefined) {
    sink(invalid([...path.slice(0, -1), 'name'], volume, `PVC name "${claim}": ${problem}`));
  }
}

/** Labels and annotations are all that such a claim may have. */
export function metadataErrors(metadata: Fields, path: FieldPath, sink: Sink): void {
  labels(metadata.labels, [...path, 'labels'], sink);
  for (const key of Object.keys(record(metadata.annotations))) {
    const problem = qualifiedName(key.toLowerCase());
    if (problem !== undefined) sink(invalid([...path, 'annotations', key], key, problem));
  }
  for (const [name, value] of Object.entries(metadata)) {
    const empty = !isSet(value) || value === '' || value === 0;
    if (name !== 'labels' && name !== 'annotations' && !empty) sink(forbidden([...path, name], 'cannot be set'));
  }
}

/** The claim's name is made of the two; a template's pods have names that nobody knows yet. */
function claimName({ isPod, metadata }: PodFacts, volume: string): string | undefined {
  const name = isPod ? (textOf(metadata.name) ?? '') : '';
  return name === '' || volume === '' ? undefined : `${name}-${volume}`;
}

/** No volume may be of a claim that another volume of the pod makes. */
export function madeClaimErrors(pod: PodFacts, sink: Sink): void {
  const volumes = list(pod.spec.volumes).map(record);
  const made = new Set<string | undefined>();
  for (const { name, ephemeral } of volumes) if (isSet(ephemeral)) made.add(claimName(pod, textOf(name) ?? ''));
  for (const [index, volume] of volumes.entries()) {
    const { claimName: claim } = record(volume.persistentVolumeClaim);
    if (typeof claim !== 'string' || !made.has(claim)) continue;
    const path = [...pod.path, 'volumes', index, 'persistentVolumeClaim', 'claimName'];
    sink(invalid(path, claim, 'must not reference a PVC that gets created for an ephemeral volume'));
  }
}

import { IMAGE_FACTS } from '../../facts/images';
import type { ImageFact } from '../../facts/images';
import type { ImageReference } from './image-reference';

/** What is known of an image: the fact that names its repository most exactly. */
export function factOf({ registry, path, tag }: ImageReference): ImageFact | undefined {
  const repository = `${registry}/${path}`;
  const facts = [
    ...(ofOne.get(repository) ?? []),
    ...ofMany.filter((fact) => covers(fact.repository, repository)),
  ].filter(
    (fact) =>
      !fact.except?.some((except) => covers(except, repository)) &&
      (fact.before === undefined || isBefore(tag, fact.before)),
  );
  return facts.reduce<ImageFact | undefined>(
    (best, fact) => (best && best.repository.length >= fact.repository.length ? best : fact),
    undefined,
  );
}

/** Facts of one repository by its name, and those of all below a name. */
const ofMany = IMAGE_FACTS.filter((fact) => fact.repository.endsWith('/*'));
const ofOne = new Map<string, ImageFact[]>();
for (const fact of IMAGE_FACTS) {
  if (!fact.repository.endsWith('/*')) ofOne.set(fact.repository, [...(ofOne.get(fact.repository) ?? []), fact]);
}

function covers(pattern: string, repository: string): boolean {
  return pattern.endsWith('/*') ? repository.startsWith(pattern.slice(0, -1)) : repository === pattern;
}

/** Whether a tag such as `v3.7.17-alpine` is of a version below `4`; a tag that names no version is of none. */
export function isBefore(tag: string | undefined, version: string): boolean {
  const found = /^v?(\d{1,9}(?:\.\d{1,9})*)(?![\w])/.exec(tag ?? '');
  if (!found) return false;
  const left = found[1]!.split('.').map(Number);
  const right = version.split('.').map(Number);
  for (const [index, part] of right.entries()) {
    const other = left[index] ?? 0;
    if (other !== part) return other < part;
  }
  return false;
}

/** Whether a tag names no version, so that it names another image tomorrow. */
export function isMoving(tag: string): boolean {
  const words = tag.toLowerCase().split(/[._-]/);
  return words.every((word) => MOVING.has(word) || FLAVOURS.has(word));
}

const MOVING = new Set(
  (
    'latest stable unstable main master trunk head tip nightly weekly daily edge canary next current rolling snapshot ' +
    'dev devel develop development test testing staging qa prod production release lts beta alpha preview experimental'
  ).split(' '),
);

/** Words that say which variant of an image it is, and nothing of its version. */
const FLAVOURS = new Set(
  (
    'gpu cpu cuda rocm tpu alpine slim debian ubuntu fedora centos windows linux buster bullseye bookworm trixie focal jammy noble ' +
    'amd64 arm64 x86 management runtime devel base full minimal perl otel fips distroless nonroot debug jupyter notebook jdk jre'
  ).split(' '),
);

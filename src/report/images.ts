import { hideSecrets } from '../checks/secret/hide-secrets';
import { imagesIn } from '../checks/image/images-in';
import type { ImageReference } from '../checks/image/image-reference';
import { describe } from '../checks/manifest';
import { byText } from '../facts/by-text';
import { placeOf } from './context';
import type { Context, Section } from './context';
import { html } from './html';
import type { Part } from './html';
import { some, table } from './table';
import type { Row } from './table';

interface Image {
  readonly reference: ImageReference | string;
  readonly users: Set<string>;
  readonly namespaces: Set<string>;
}

/** Every image that pods run or mount, by whom, and a list to mirror. */
export function images({ model }: Context): Section {
  const found = new Map<string, Image>();
  for (const { text, reference, manifest } of imagesIn(model)) {
    const key = typeof reference === 'string' ? text : fullName(reference);
    const image = found.get(key) ?? { reference, users: new Set(), namespaces: new Set() };
    found.set(key, image);
    image.users.add(describe(manifest.object));
    image.namespaces.add(placeOf(manifest));
  }
  const sorted = [...found].sort(([a], [b]) => byText(a, b));
  const rows = sorted.map(([name, { reference, users, namespaces }]): Row => {
    const isRead = typeof reference !== 'string';
    return {
      cells: [
        html`<code>${isRead ? reference.path : hideSecrets(name)}</code>`,
        isRead ? reference.registry : html`<span class="badge error">not readable</span> it ${reference}`,
        isRead ? version(reference) : '',
        some([...users].sort(byText), 3),
      ],
      filters: { ns: [...namespaces].join(' ') },
    };
  });
  const list = sorted.flatMap(([name, { reference }]) => (typeof reference === 'string' ? [] : [name]));
  const body =
    rows.length === 0
      ? html`<p>No pod among the manifests names an image.</p>`
      : html`<p>Images that a controller starts by itself, such as those that its settings name, are not among them.</p>
          ${table('Images, and who uses them', ['Image', 'Registry', 'Tag and digest', 'Used by'], rows)}
          <div class="mirror">
            <label for="mirror">All images, to mirror them</label>
            <textarea id="mirror" readonly rows="${Math.min(12, list.length + 1)}" spellcheck="false">
${list.join('\n')}</textarea>
            <button type="button" data-copy="mirror">Copy the list</button> <span role="status" data-copied></span>
          </div>`;
  return { id: 'images', title: 'Images', count: rows.length, body };
}

/** As a registry is asked for it, with its host and its tag. */
function fullName({ registry, path, tag, digest }: ImageReference): string {
  const name = `${registry}/${path}`;
  if (tag === undefined && digest === undefined) return `${name}:latest`;
  return `${name}${tag === undefined ? '' : `:${hideSecrets(tag)}`}${digest === undefined ? '' : `@${digest}`}`;
}

function version({ tag, digest }: ImageReference): Part {
  const shown = [
    ...(tag === undefined ? [] : [html`<code>${hideSecrets(tag)}</code>`]),
    ...(digest === undefined ? [] : [html`<code class="digest">${digest}</code>`]),
  ];
  return shown.length === 0
    ? html`<span class="badge warn">no tag</span> latest`
    : [shown[0], shown[1] && html` ${shown[1]}`];
}

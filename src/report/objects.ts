import * as yaml from 'js-yaml';
import { identify } from '../checks/finding';
import { describe } from '../checks/manifest';
import type { Manifest } from '../checks/manifest';
import { byText } from '../facts/by-text';
import { placeOf } from './context';
import type { Context, Section } from './context';
import { html } from './html';
import type { Html, Part } from './html';
import { Masked } from './masked';
import { count, grouped } from './show';
import { rowAttributes } from './table';

/** Characters of YAML that one page has in all, and those of one object. What is over them is named and left out. */
const MOST = 4_000_000;
const MOST_OF_ONE = 40_000;
/** With more objects than these, the files are shut at first. */
const MOST_OPEN = 60;

/** Every object with its YAML, by file; secrets are hidden. */
export function objects({ manifests, model, target, anchorOf }: Context): Section {
  const masked = new Masked(model, target);
  const files = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const file = manifest.origin.file ?? manifest.origin.constructPath?.split('/')[0] ?? 'without a file';
    const known = files.get(file);
    if (known) known.push(manifest);
    else files.set(file, [manifest]);
  }
  let left = MOST;
  let cut = 0;
  const shown = [...files].map(([file, all]) => {
    const rows = all.map((manifest) => {
      const text = yamlOf(masked, manifest);
      const room = Math.min(MOST_OF_ONE, left);
      const kept = text.length > room ? text.slice(0, text.lastIndexOf('\n', room) + 1) : text;
      left -= kept.length;
      if (kept.length < text.length) cut += 1;
      return objectOf(
        manifest,
        anchorOf({ ...manifest.origin, object: identify(manifest.object) }),
        kept,
        text.length - kept.length,
      );
    });
    const open = manifests.length <= MOST_OPEN ? html` open` : undefined;
    return html`<details class="group" data-g${open}>
      <summary>
        <h3 class="file">${file}</h3>
        <span class="quiet">${count(all.length, 'object')}</span>
      </summary>
      ${rows}
    </details> `;
  });
  const kinds = [...new Set(manifests.map(kindOf))].sort(byText);
  const body = html`<p>
      As they were read, with the values of Secrets and what looks secret
      hidden.${
        cut === 0 ? undefined : ` Of ${count(cut, 'object')} the YAML is cut short, for the page would be too long.`
      }
    </p>
    <p class="filters">
      <label
        >Kind
        <select data-filter="kind">
          <option value="">all</option>
          ${kinds.map((kind) => html`<option>${kind}</option>`)}
        </select></label
      >
      <button type="button" data-open="all">Open all files</button>
      <button type="button" data-open="none">Shut all files</button>
    </p>
    ${shown}`;
  return { id: 'objects', title: 'Objects by file', count: manifests.length, body };
}

function objectOf(manifest: Manifest, anchor: string | undefined, text: string, missing: number): Html {
  const line = manifest.origin.lineOf?.([]);
  const cutText: Part =
    missing === 0 ? undefined : html`<p class="quiet">${grouped(missing)} more characters are in the file.</p>`;
  return html`<details
    id="${anchor}"
    class="object"
    ${rowAttributes({ ns: placeOf(manifest), kind: kindOf(manifest) })}
  >
    <summary>
      ${describe(manifest.object)}${line === undefined ? undefined : html` <span class="quiet">line ${line}</span>`}
    </summary>
    <pre tabindex="0">${text}</pre>
    ${cutText}
  </details> `;
}

function kindOf({ object }: Manifest): string {
  return typeof object.kind === 'string' ? object.kind : '(no kind)';
}

/** What cannot be written as YAML, such as a value of its own making, is left to the file. */
function yamlOf(masked: Masked, manifest: Manifest): string {
  return yaml.dump(masked.of(manifest), { lineWidth: -1, noRefs: true, skipInvalid: true });
}

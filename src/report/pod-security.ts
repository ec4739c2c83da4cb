import { podSecurity } from '../checks/accept/security/standing';
import type { PodSecurity } from '../checks/accept/security/standing';
import { identify } from '../checks/finding';
import { linkTo, placeOf } from './context';
import type { Context, Section } from './context';
import { html } from './html';
import type { Part } from './html';
import { some, table } from './table';
import type { Row } from './table';

const COLUMNS = ['Workload', 'Keeps to', 'Namespace enforces', 'Why not restricted', 'What restricted has against it'];

/** The Pod Security level of each workload, and why one does not keep to the strictest. */
export function security(context: Context): Section {
  const { manifests, model, target } = context;
  const byIdentity = new Map(manifests.map((manifest) => [JSON.stringify(identify(manifest.object)), manifest]));
  const found = podSecurity(model, target);
  const open = found.filter(({ level }) => level !== 'restricted');
  const rows = [...open, ...found.filter(({ level }) => level === 'restricted')].map((one): Row => {
    const manifest = byIdentity.get(JSON.stringify(one.object));
    return {
      cells: [
        manifest ? linkTo(context, { ...manifest.origin, object: one.object }) : one.object.name,
        levelOf(one),
        one.enforced,
        reasonOf(one),
        some(one.violations, 3),
      ],
      filters: { ns: manifest ? placeOf(manifest) : '', level: one.level },
    };
  });
  const body =
    rows.length === 0
      ? html`<p>No workload is among the manifests.</p>`
      : html`<p>
            The Pod Security level that the pods of each workload keep to. One that does not keep to
            <code>restricted</code> says why in the annotation <code>cdk8s-ml-platform/not-restricted</code>.
          </p>
          <p class="filters">
            <label
              >Level
              <select data-filter="level">
                <option value="">all</option>
                <option>privileged</option>
                <option>baseline</option>
                <option>restricted</option>
              </select></label
            >
          </p>
          ${table('Workloads and their Pod Security', COLUMNS, rows)}`;
  return { id: 'pod-security', title: 'Pod Security', count: open.length, body };
}

function levelOf({ level }: PodSecurity): Part {
  return html`<span class="badge ${level === 'restricted' ? 'good' : 'warn'}">${level}</span>`;
}

function reasonOf({ level, reason }: PodSecurity): Part {
  if (level === 'restricted') return '';
  return reason ?? html`<span class="badge error">nobody says</span>`;
}

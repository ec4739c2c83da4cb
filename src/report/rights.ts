import { can, POWERS } from '../checks/authorize/escalation/powers';
import type { PowerName } from '../checks/authorize/escalation/powers';
import { identityOf } from '../checks/authorize/can-i';
import type { AccessSubject } from '../checks/authorize/can-i';
import { nameOf } from '../checks/authorize/rbac/objects';
import { permissionsOf } from '../checks/authorize/rbac/permissions';
import type { Permission } from '../checks/authorize/rbac/permissions';
import { RbacPolicy } from '../checks/authorize/rbac/policy';
import type { PolicyRule } from '../checks/authorize/rbac/policy-rule';
import { hasToken, workloadsOf } from '../checks/authorize/workloads';
import { describe } from '../checks/manifest';
import { byText } from '../facts/by-text';
import type { Context, Section } from './context';
import { html, joined } from './html';
import type { Html, Part } from './html';
import { some, table } from './table';
import type { Row } from './table';

/** A subject of the table: a service account, a user or a group. */
interface Holder {
  readonly subject: AccessSubject;
  readonly pods: string[];
  /** Whether some of its pods get a token. */
  hasToken: boolean;
}

/** What each service account that is bound or runs pods may do, and users and groups that the bindings name. */
export function rights(context: Context): Section {
  const { model, target } = context;
  const policy = RbacPolicy.of(model, target);
  const own = new Set(policy.bindings.flatMap((one) => (one.manifest ? [nameOf(one)] : [])));
  const holders = [...holdersOf(context, policy)].sort(([a], [b]) => byText(a, b));
  let marked = 0;
  const rows = holders.map(([name, holder]): Row => {
    const granted = permissionsOf(policy, identityOf(holder.subject)).filter(({ chain }) => own.has(chain.binding));
    const lines = grantLines(granted);
    const marks = new Set(lines.flatMap((one) => one.marks));
    if (marks.size > 0) marked += 1;
    const bound = new Set(lines.flatMap(({ by }) => by));
    return {
      cells: [
        [html`${name}`, [...marks].map((mark) => html` <span class="badge warn">${mark}</span>`)],
        some(podsOf(holder), 3),
        lines.length === 0
          ? 'nothing'
          : some(
              lines.map(({ text }) => text),
              6,
            ),
        some([...bound], 3),
      ],
      filters: { ns: holder.subject.namespace ?? '', marks: marks.size > 0 ? 'marked' : 'plain' },
    };
  });
  const body = html`<p>
      What RBAC grants to each account by the bindings among the manifests, those of its groups too. What every account
      may do in any cluster, such as asking what it may do, is left out. Marked is what leads further than it says:
      reading Secrets, running commands in pods, and the ways to more rights.
    </p>
    <p class="filters">
      <label
        >Rights
        <select data-filter="marks">
          <option value="">all</option>
          <option value="marked">marked</option>
          <option value="plain">not marked</option>
        </select></label
      >
    </p>
    ${table(`Who can do what, ${marked} of ${holders.length} marked`, ['Who', 'Pods', 'May', 'By'], rows)}`;
  return { id: 'rights', title: 'Who can do what', count: holders.length, body };
}

function holdersOf({ model }: Context, policy: RbacPolicy): Map<string, Holder> {
  const holders = new Map<string, Holder>();
  const at = (subject: AccessSubject): Holder => {
    const name =
      subject.kind === 'ServiceAccount'
        ? `${subject.namespace ?? ''}/${subject.name}`
        : `${subject.kind} ${subject.name}`;
    const holder = holders.get(name) ?? { subject, pods: [], hasToken: false };
    holders.set(name, holder);
    return holder;
  };
  for (const workload of workloadsOf(model)) {
    const { manifest, namespace, account } = workload;
    const holder = at({ kind: 'ServiceAccount', namespace, name: account });
    holder.pods.push(describe(manifest.object));
    holder.hasToken ||= hasToken(workload, model.find('', 'ServiceAccount', namespace, account));
  }
  for (const { manifest, subjects } of policy.bindings) {
    if (manifest) for (const { kind, name, namespace } of subjects) at({ kind, name, namespace });
  }
  return holders;
}

function podsOf({ pods, hasToken: token }: Holder): Part[] {
  if (pods.length === 0) return [html`<span class="quiet">none among the manifests</span>`];
  return [...[...new Set(pods)], ...(token ? [] : [html`<span class="quiet">no token is mounted</span>`])];
}

interface GrantLine {
  readonly text: Part;
  readonly marks: readonly string[];
  readonly by: readonly string[];
}

/** One line for all resources that have the same verbs, names and place, by whichever bindings. */
function grantLines(permissions: readonly Permission[]): GrantLine[] {
  const groups = new Map<string, Permission[]>();
  for (const one of permissions) {
    const key = JSON.stringify([one.namespace, [...one.verbs].sort(), [...one.names].sort()]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((all) => {
    const [{ namespace, verbs, names }] = all as [Permission];
    const marks = new Set(all.flatMap((one) => marksOf(one)));
    const what = joined(
      [...new Set(all.map((one) => one.what))].map((one): Html => html`<code>${one}</code>`),
      ', ',
    );
    const where = namespace === '' ? html` in <b>every namespace</b>` : html` in ${namespace}`;
    const named = names.length === 0 ? undefined : ` named ${names.join(', ')}`;
    const mark = [...marks].map((one) => html` <span class="badge warn">${one}</span>`);
    return {
      text: html`${verbs.includes('*') ? 'everything with' : verbs.join(', ')} ${what}${named}${where}${mark}`,
      marks: [...marks],
      by: all.map(({ chain }) => `${chain.binding} to ${chain.role}`),
    };
  });
}

const MARKS: Readonly<Record<PowerName, string>> = {
  everything: 'everything',
  roles: 'gives itself roles',
  wildcard: 'all resources',
  impersonate: 'acts as others',
  secrets: 'reads Secrets',
  tokens: 'makes tokens',
  nodes: 'reaches nodes',
  exec: 'runs commands in pods',
  certificates: 'signs certificates',
  webhooks: 'changes webhooks',
  volumes: 'makes volumes',
  pods: 'makes pods',
};

const NO_RULE: PolicyRule = { verbs: [], apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: [] };

/** The powers of a rule; what is granted within one namespace counts there. Named Secrets are read too. */
function marksOf({ chain }: Permission): string[] {
  const rule: PolicyRule = { ...NO_RULE, ...chain.rule };
  const held = POWERS.filter((power) => power.holds(rule)).map(({ name }) => MARKS[name]);
  const named =
    rule.resourceNames.length > 0 && can({ ...rule, resourceNames: [] }, ['get', 'list', 'watch'], '', 'secrets');
  // Who has everything has the rest too, so that it need not be said.
  if (held.includes(MARKS.everything)) return [MARKS.everything];
  return named ? [...held, 'reads named Secrets'] : held;
}

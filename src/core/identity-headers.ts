import { requireFields } from '../facts/given';

/** What makes up {@link IdentityHeaders}. */
export interface IdentityHeadersProps {
  /**
   * The header that carries the name of the user.
   * @default 'kubeflow-userid'
   */
  readonly userId?: string;

  /**
   * The header that carries the groups of the user, separated by commas.
   * @default 'kubeflow-groups'
   */
  readonly groups?: string;

  /**
   * What stands before the name in the header and does not belong to it, such as `accounts.google.com:` of an identity-aware proxy.
   * @default '', nothing
   */
  readonly prefix?: string;
}

/** Headers that every request has and that mean something else; to hand a name on in them breaks the request. */
const TAKEN: readonly string[] = ['authorization', 'connection', 'content-length', 'content-type', 'cookie', 'host'];

/**
 * The headers by which sign-in tells the programs behind it who is asking. One value for all places that must agree: sign-in itself, the
 * gateway's filter, the dashboard, profiles and access management, pipelines, and their authorization policies. It signs nobody in.
 *
 * Names are kept in lower case, as HTTP/2 and Envoy have them.
 *
 * @example
 * const headers = IdentityHeaders.KUBEFLOW;
 */
export class IdentityHeaders {
  /** Kubeflow's own: `kubeflow-userid` and `kubeflow-groups`, without a prefix. */
  public static readonly KUBEFLOW = new IdentityHeaders();

  /** The header of the user's name, in lower case. */
  public readonly userId: string;
  /** The header of the groups, in lower case. */
  public readonly groups: string;
  /** What stands before the name in the header. */
  public readonly prefix: string;

  /** @throws where a name is no name of a header, the two are one, or the prefix could end the header's line */
  public constructor(props: IdentityHeadersProps = {}) {
    requireFields('an IdentityHeaders', props, ['userId', 'groups', 'prefix']);
    const { userId = 'kubeflow-userid', groups = 'kubeflow-groups', prefix = '' } = props;
    this.userId = headerName('userId', userId);
    this.groups = headerName('groups', groups);
    if (this.userId === this.groups)
      throw new Error(`identity headers userId and groups are both '${this.userId}', allowed are two different names`);
    if (!/^[\x21-\x7e]*$/.test(prefix))
      throw new Error(`identity header prefix is '${prefix}', allowed are printable ASCII characters without spaces`);
    this.prefix = prefix;
  }

  /** The value of the user's header for a name. */
  public valueOf(user: string): string {
    return `${this.prefix}${user}`;
  }
}

function headerName(field: string, name: string): string {
  if (!/^[A-Za-z0-9-]+$/.test(name))
    throw new Error(`identity header ${field} is '${name}', allowed are letters, digits and '-'`);
  const lower = name.toLowerCase();
  if (TAKEN.includes(lower))
    throw new Error(`identity header ${field} is '${name}', allowed is a header without another meaning`);
  return lower;
}

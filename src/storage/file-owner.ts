import type { Construct } from 'constructs';
import { fail, requireInteger, requireMatch } from '../core/fail';

/** Whose the files of a share are, where the share itself keeps no owners. */
export interface FileOwner {
  /**
   * The user that the pods' image runs as. On a share of SMB all files belong to this one user.
   * @default 65534, nobody
   */
  readonly uid?: number;

  /**
   * The group, best the pods' `fsGroup`.
   * @default 65534, nogroup
   */
  readonly gid?: number;

  /**
   * What owner, group and others may do with folders, in octal.
   * @default '0770': others nothing
   */
  readonly dirMode?: string;

  /**
   * What owner, group and others may do with files, in octal.
   * @default '0660': others nothing
   */
  readonly fileMode?: string;
}

/** The owner as mount options of `mount.cifs`. */
export function ownerOptions(share: Construct, owner: FileOwner): string[] {
  const { uid = 65534, gid = 65534, dirMode = '0770', fileMode = '0660' } = owner;
  requireInteger(share, 'uid', uid, 0, 4294967294);
  requireInteger(share, 'gid', gid, 0, 4294967294);
  requireMode(share, 'dirMode', dirMode);
  requireMode(share, 'fileMode', fileMode);
  return [`dir_mode=${dirMode}`, `file_mode=${fileMode}`, `uid=${uid}`, `gid=${gid}`];
}

function requireMode(share: Construct, name: string, mode: string): void {
  requireMatch(share, name, mode, /^0?[0-7]{3}$/, 'a mode in octal such as 0770');
  if (Number.parseInt(mode.slice(-1), 8) & 2)
    throw fail(share, `${name} is '${mode}', which lets every user of a node write; allowed is a mode such as 0770`);
}

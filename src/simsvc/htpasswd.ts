import type { Construct } from 'constructs';
import { fail } from '../core/fail';
import { renderedValue } from '../core/secret/rendered-value';
import type { BoundSecret } from '../core/secret/secret-options';

const BCRYPT = /^[^:\s]+:\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/;

/**
 * Fails where the Secret stands in the YAML of the same app and a line of it is no user with a hash of bcrypt. What is made elsewhere cannot
 * be looked at. The value is never part of the message.
 */
export function requireBcrypt(simsvc: Construct, secret: BoundSecret): void {
  const value = renderedValue(simsvc, secret);
  if (value === undefined) return;
  const lines = value.split('\n').filter((line) => line.trim() !== '');
  const wrong = lines.findIndex((line) => !BCRYPT.test(line));
  if (wrong >= 0 || lines.length === 0)
    throw fail(
      simsvc,
      `exposure.htpasswd, line ${Math.max(wrong, 0) + 1}, is no user with a hash of bcrypt, allowed are lines of \`htpasswd -nB USER\``,
    );
}

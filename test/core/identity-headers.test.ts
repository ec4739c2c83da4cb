import { IdentityHeaders } from '../../src/core/identity-headers';
import { messageOf } from '../support/chart';

test("Kubeflow's own headers are the default", () => {
  expect(IdentityHeaders.KUBEFLOW).toMatchObject({ userId: 'kubeflow-userid', groups: 'kubeflow-groups', prefix: '' });
});

test('names are kept in lower case, and the prefix stands before the name', () => {
  const headers = new IdentityHeaders({ userId: 'X-Goog-Authenticated-User-Email', prefix: 'accounts.google.com:' });
  expect(headers.userId).toBe('x-goog-authenticated-user-email');
  expect(headers.valueOf('ann@example.com')).toBe('accounts.google.com:ann@example.com');
});

test.each([
  [{ userId: 'user id' }, "identity header userId is 'user id', allowed are letters, digits and '-'"],
  [{ groups: '' }, "identity header groups is '', allowed are letters, digits and '-'"],
  [
    { userId: 'X-User', groups: 'x-user' },
    "identity headers userId and groups are both 'x-user', allowed are two different names",
  ],
  [{ userId: 'Cookie' }, "identity header userId is 'Cookie', allowed is a header without another meaning"],
  [{ prefix: 'a\nb' }, "identity header prefix is 'a\nb', allowed are printable ASCII characters without spaces"],
])('%j is refused', (props, message) => {
  expect(messageOf(() => new IdentityHeaders(props))).toBe(message);
});

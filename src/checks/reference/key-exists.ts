import type { Rule } from '../rule';
import { problemsOf, show } from './problems';

/** REF006: each key of a ConfigMap or Secret that is named is in it. */
export const keyExists: Rule = {
  id: 'REF006',
  title: 'key that a ConfigMap or Secret does not have',
  severity: 'error',
  fix: 'correct the key, or add it to the object',
  why: 'a container that needs the key never starts: it waits in CreateContainerConfigError, or its volume is never mounted',
  page: {
    reports:
      'a key that an environment variable, an item of a volume or another reference names, where the ConfigMap or Secret is among the manifests and does not have it. Of what a controller makes its keys are known: `tls.crt`, `tls.key` and `ca.crt` of a Certificate, those of `data` of an ExternalSecret, of `encryptedData` of a SealedSecret, of `secretObjects` of a SecretProviderClass. An ExternalSecret with `dataFrom` or a template, and an object without any data, may have every key. What is marked `optional: true` is not reported.',
    mend: 'Write the key as the object has it: keys are compared letter by letter. Mark the reference `optional: true` where the program works without it.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: studioml
spec:
  containers:
    - name: web
      image: registry.example/web:1.4
      env:
        - name: LOG
          valueFrom:
            configMapKeyRef:
              name: settings
              key: log
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: studioml
data:
  LOG: debug
`,
    after: [['key: log', 'key: LOG']],
  },
  *check(model, target) {
    for (const { reference, lacks, seen } of problemsOf(model, target)) {
      if (lacks !== 'key') continue;
      const keys = [...new Set(seen.flatMap((one) => one.keys ?? []))].map((key) => `'${key}'`);
      const shown = keys.length > 10 ? `${keys.slice(0, 10).join(', ')} and ${keys.length - 10} more` : keys.join(', ');
      // Of what is declared as external the declaration says the keys.
      const has = seen.length === 0 ? '' : shown === '' ? ', it has none' : `, it has ${shown}`;
      yield {
        manifest: reference.manifest,
        path: reference.path,
        message: `${show(reference.target)} has no key '${reference.target.key}'${has}`,
      };
    }
  },
};

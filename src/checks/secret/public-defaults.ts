import { kindOfName } from './secret-names';
import type { TextField } from './texts';

/** A secret that everybody knows, because a document or a project ships it. */
interface PublicDefault {
  /** What it is the secret of, in words that name it without its value. */
  readonly says: string;
  readonly source: string;
  /** Where it stands anywhere in a text. */
  readonly anywhere?: RegExp;
  /** What it is where its name says that it is a secret. */
  readonly underSecretName?: string;
}

const PUBLIC_DEFAULTS: readonly PublicDefault[] = [
  {
    says: 'the stock secret key of the MinIO of Kubeflow Pipelines',
    source: 'https://github.com/kubeflow/pipelines/tree/master/manifests/kustomize/third-party/minio',
    anywhere: /(?<![\w.-])minio123(?![\w-])/,
  },
  {
    says: 'the stock root password of MinIO',
    source: 'https://github.com/minio/minio',
    anywhere: /\bminioadmin:minioadmin\b/,
    underSecretName: 'minioadmin',
  },
  {
    says: 'the stock user and password of RabbitMQ',
    source: 'https://www.rabbitmq.com/docs/access-control#default-state',
    anywhere: /:\/\/guest:guest@/,
    underSecretName: 'guest',
  },
  {
    says: "Kubeflow's public OIDC client secret",
    source: 'https://github.com/kubeflow/manifests/blob/master/common/oauth2-proxy/base/kustomization.yaml',
    anywhere: /pUBnBOY80SnXgjibTYM9ZWNzY2xreNGQok/,
  },
  {
    says: "the cookie secret that Kubeflow's oauth2-proxy ships",
    source: 'https://github.com/kubeflow/manifests/blob/master/common/oauth2-proxy/base/kustomization.yaml',
    anywhere: /7d16fee92f8d11b8940b081b3f8b8acb/,
  },
  {
    says: "the password of Kubeflow's stock user",
    source: 'https://github.com/kubeflow/manifests#change-default-user-password',
    underSecretName: '12341234',
  },
  {
    says: "the hash of the password of Kubeflow's stock user",
    source: 'https://github.com/kubeflow/manifests#change-default-user-password',
    anywhere: /4K\/VkmDd1q1Orb3xAt82zu8gk7Ad6ReFR4LCP9UeYE90NLiN9Df72/,
  },
  {
    says: "the MinIO password of studio-go-runner's test build",
    source: 'https://github.com/leaf-ai/studio-go-runner/blob/main/build.yaml',
    anywhere: /(?<!\w)PasswordPassword(?!\w)/,
  },
  {
    says: 'the public account key of the Azurite emulator',
    source: 'https://learn.microsoft.com/azure/storage/common/storage-use-azurite',
    anywhere: /Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq\/K1SZFPTOtr\/KBHBeksoGMGw==/,
  },
];

/** What a text has that holds one of them: almost none does. */
const HINT = /minio|guest|pUBnBOY|7d16fee92|12341234|4K\/VkmDd1|PasswordPassword|Eby8vdM02/;
const NONE: readonly PublicDefault[] = [];

/** The public secrets that a text holds. */
export function publicDefaultsIn({ name, value }: Pick<TextField, 'name' | 'value'>): readonly PublicDefault[] {
  if (!HINT.test(value)) return NONE;
  return PUBLIC_DEFAULTS.filter(
    ({ anywhere, underSecretName }) =>
      anywhere?.test(value) === true ||
      (underSecretName !== undefined && isUnderSecretName(name, value, underSecretName)),
  );
}

/** The text itself, or a line `password: value` or a word `--password=value` in it. */
function isUnderSecretName(name: string, value: string, secret: string): boolean {
  if (!value.includes(secret)) return false;
  if (value.trim() === secret) return kindOfName(name) !== undefined;
  const pair = new RegExp(`([A-Za-z][\\w.-]*)["']?\\s*[:=]\\s*["']?${secret}(?![\\w-])`, 'g');
  return [...value.matchAll(pair)].some((match) => kindOfName(match[1]!) !== undefined);
}

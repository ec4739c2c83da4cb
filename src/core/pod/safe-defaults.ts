/**
 * The safe defaults of a pod, each of which can be turned off. A field that is set by hand always wins over its default.
 * Together they are what Pod Security's `restricted` level asks for, and more.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export interface SafeDefaults {
  /**
   * Requests 100m CPU and 128Mi memory for a container where neither it nor its pod says a request or limit of them.
   * @default true
   */
  readonly requests?: boolean;

  /**
   * Refuses to run a container as root: `runAsNonRoot: true`. Not where the pod or a container sets `runAsUser: 0`.
   * @default true
   */
  readonly nonRoot?: boolean;

  /**
   * The container runtime's own list of system calls: `seccompProfile: RuntimeDefault`.
   * @default true
   */
  readonly seccomp?: boolean;

  /**
   * `allowPrivilegeEscalation: false`. Not for a container that is privileged or adds SYS_ADMIN, where the API server refuses it.
   * @default true
   */
  readonly noPrivilegeEscalation?: boolean;

  /**
   * `capabilities.drop: [ALL]`. Not for a privileged container, which has all of them anyway.
   * @default true
   */
  readonly dropCapabilities?: boolean;

  /**
   * `readOnlyRootFilesystem: true`. A program that writes needs a volume at that place then.
   * @default true
   */
  readonly readOnlyRootFilesystem?: boolean;

  /**
   * `automountServiceAccountToken: false`, unless the workload needs the Kubernetes API.
   * @default true
   */
  readonly noServiceAccountToken?: boolean;
}

/** Every default turned off, as a pod is that says nothing of these matters. */
export const NO_SAFE_DEFAULTS: Required<SafeDefaults> = {
  requests: false,
  nonRoot: false,
  seccomp: false,
  noPrivilegeEscalation: false,
  dropCapabilities: false,
  readOnlyRootFilesystem: false,
  noServiceAccountToken: false,
};

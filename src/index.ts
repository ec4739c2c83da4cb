/**
 * What users import: the app, what its parts share, and one namespace a system.
 * Generated classes of custom resources are at `cdk8s-ml-platform/imports/<group>`.
 */
export { PlatformApp } from './core/platform-app';
export type { PlatformAppProps, SynthFiles } from './core/platform-app';
export type { TextFile } from './core/synth/write';
export { Target } from './facts/target';
export type { Quantity } from './facts/quantity';
export type { Dataplane, ExistingNodePool, PodSecurityLevel, Provider, TargetOptions } from './facts/target';
export { Taint } from './core/taint';
export type { TaintEffect } from './core/taint';
export { Placement } from './core/placement';
export type { PlacementProps } from './core/placement';
export type { GpuOffer, IPool } from './core/pool';
export { SecretSource } from './core/secret/secret-source';
export type {
  AzureKeyVaultOptions,
  BoundSecret,
  ExternalSecretOptions,
  InsecureLiteralOptions,
  SealedSecretOptions,
} from './core/secret/secret-options';
export { IdentityHeaders } from './core/identity-headers';
export type { IdentityHeadersProps } from './core/identity-headers';
export { KubeObject } from './core/kube-object';
export type { KubeObjectProps } from './core/kube-object';
export { DefaultDeny } from './core/network/default-deny';
export type { DefaultDenyProps } from './core/network/default-deny';
export { NetworkEgress } from './core/network/egress';
export { NetworkPeers } from './core/network/peers';
export { ToolFile } from './core/tool-file';
export type { ToolFileContent, ToolFileProps } from './core/tool-file';
export type {
  HeaderMatch,
  HttpMethod,
  IRouteTable,
  RequestHeaderChanges,
  Route,
  RouteBackend,
  RouteRedirect,
} from './core/route';
export { PodTemplate } from './core/pod/pod-template';
export type { PodTemplateProps } from './core/pod/pod-template';
export type { ContainerProps } from './core/pod/container';
export type { SafeDefaults } from './core/pod/safe-defaults';
export { CronJob } from './core/workload/cron-job';
export type { CronJobProps } from './core/workload/cron-job';
export { DaemonSet } from './core/workload/daemon-set';
export type { DaemonSetProps } from './core/workload/daemon-set';
export { Deployment } from './core/workload/deployment';
export type { DeploymentProps } from './core/workload/deployment';
export { Job } from './core/workload/job';
export type { JobProps } from './core/workload/job';
export { StatefulSet } from './core/workload/stateful-set';
export type { StatefulSetProps } from './core/workload/stateful-set';
export { PlatformChecks } from './plugin';
export type { PlatformChecksContext, PlatformChecksProps } from './plugin';
export type { Preset } from './checks/preset';
export type { FieldPath } from './checks/field-path';
export type { SuppressedFinding, Suppression } from './checks/suppression';
export type { CheckOptions, CheckReport } from './checks/check';
export type { External, Need, NeedRule } from './checks/declarations';
export type { AccessAnswer, AccessQuestion, AccessSubject } from './checks/authorize/can-i';
export type { Call, CallOptions } from './checks/authorize/callers/callers';
export type { Ternary } from './checks/authorize/callers/ternary';
export type { Chain } from './checks/authorize/rbac/explain';
export type { AccessRequest, PolicyRule } from './checks/authorize/rbac/policy-rule';
export { declareNeed } from './core/declare-need';
export type { KubernetesObject, LostPatch, Manifest, ObjectMetadata, Origin, YamlProblem } from './checks/manifest';
export type { ScheduleAnswer } from './checks/schedule/schedule';
export type { ScheduleOptions } from './checks/schedule/engine/plan';
export type { SizeEntry } from './checks/schedule/engine/karpenter/catalogue';
export { CheckError } from './checks/finding';
export { InputError } from './checks/model/input-error';
export type { Finding, Severity } from './checks/finding';
export { callers, canI, check, diff, graph, report, route, schedule, toDot, toMermaid, toSvg } from './questions';
export type { Diff, DiffSummary, ObjectChange } from './diff/diff';
export type { Effect as ChangeEffect, EffectKind as ChangeEffectKind } from './diff/effect';
export type { FieldChange, Step as FieldStep } from './diff/field-change';
export type { ReportOptions, ReportPage } from './report/report';
export type { EdgeKind, Graph, GraphEdge, GraphGroup, GraphNode, GraphSource, NodeKind } from './graph/graph-model';
export type { GraphOptions, GraphView } from './graph/graph';
export type {
  AskedGateway,
  Denial,
  Hop,
  HopKind,
  RouteAnswer,
  WeightedOutcome,
  RouteOptions,
  RouteRequest,
} from './checks/route/engine/types';
export { MlPlatform } from './blueprint/ml-platform';
export type { ExternalConfig, PlatformConfig, SuppressionConfig, TargetConfig } from './blueprint/config';
export type * from './blueprint/config/capacity';
export type * from './blueprint/config/gateway';
export type * from './blueprint/config/karpenter';
export type * from './blueprint/config/kind';
export type * from './blueprint/config/kubeflow';
export type * from './blueprint/config/nvidia';
export type * from './blueprint/config/registry';
export type * from './blueprint/config/runner';
export type * from './blueprint/config/secret';
export type * from './blueprint/config/sign-in';
export type * from './blueprint/config/simsvc';
export type * from './blueprint/config/storage';
export { ConfigError } from './blueprint/problem';
export type { ConfigPath, ConfigProblem } from './blueprint/problem';
export type { Place as ConfigPlace } from './blueprint/yaml-file';
export { Fleet } from './fleet/fleet';
export type { FleetOptions, FleetSynthOptions } from './fleet/fleet';
export type {
  ArgoCdConfig,
  ClusterConfig,
  DeliveryConfig,
  DeliveryOverrides,
  FleetConfig,
  FluxConfig,
  GroupConfig,
  Overrides,
  PlatformOverrides,
} from './fleet/config';
export type { ClusterReport, FleetMessage, FleetReport } from './fleet/report';
export type { Explanation } from './fleet/explain';
export type { Origin as ValueOrigin } from './fleet/layers';
export * as karpenter from './karpenter';
export * as nvidia from './nvidia';
export * as runner from './runner';
export * as simsvc from './simsvc';
export * as kubeflow from './kubeflow';
export * as auth from './auth';
export * as istio from './istio';
export * as tls from './tls';
export * as storage from './storage';
export * as cluster from './cluster';

/**
 * Types that exported ones refer to and that have no export of their own: the reference describes them beside those. TypeDoc fails where one is
 * missing here.
 */
export type * from '../../src/blueprint/config/capacity';
export type * from '../../src/blueprint/config/gateway';
export type { ExternalConfig, SuppressionConfig, TargetConfig } from '../../src/blueprint/config';
export type * from '../../src/blueprint/config/karpenter';
export type * from '../../src/blueprint/config/kind';
export type * from '../../src/blueprint/config/kubeflow';
export type * from '../../src/blueprint/config/nvidia';
export type * from '../../src/blueprint/config/runner';
export type * from '../../src/blueprint/config/secret';
export type * from '../../src/blueprint/config/sign-in';
export type * from '../../src/blueprint/config/simsvc';
export type * from '../../src/blueprint/config/storage';
export type { FieldPath } from '../../src/checks/field-path';
export type { PlanOptions } from '../../src/checks/schedule/engine/plan';
export type { SuppressedFinding } from '../../src/checks/suppression';
export type { GpuOffer } from '../../src/core/pool';
export type { Effect, EffectKind } from '../../src/diff/effect';
export type { FieldChange } from '../../src/diff/field-change';
export type { Quantity } from '../../src/facts/quantity';
export type { ExistingNodePool } from '../../src/facts/target';
export type { ArgoCdConfig, DeliveryOverrides, FluxConfig, Overrides, PlatformOverrides } from '../../src/fleet/config';
export type { Place } from '../../src/blueprint/yaml-file';
export type { EdgeKind, GraphEdge, GraphGroup, GraphNode, GraphSource, NodeKind } from '../../src/graph/graph-model';
export type { RenderedTrigger } from '../../src/runner/scaling/queue-trigger';
export type { AuthenticationSpec } from '../../src/runner/scaling/trigger-authentication';
export type { IssueRequest } from '../../src/tls/issuer';

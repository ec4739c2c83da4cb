import type { Model } from '../../../model/model';
import type { Workloads } from '../pods';
import type { Inbound } from '../request';
import type { Outcome } from '../types';
export class GatewayApi {
  public readonly exists = false;
  public constructor(_model: Model, _workloads: Workloads) {}
  public answer(_request: Inbound): Outcome | undefined {
    return undefined;
  }
}

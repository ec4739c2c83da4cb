import * as fs from 'fs';
import * as path from 'path';
import type { KubernetesObject, Manifest } from '../../../src/checks/manifest';
import { Model } from '../../../src/checks/model/model';
import { Router } from '../../../src/checks/route/engine/router';
import type { AskedGateway, RouteAnswer, RouteRequest } from '../../../src/checks/route/engine/types';

/** What istiod's routes make of a request, by a real istiod. */
interface Expected {
  readonly destination: string | null;
  readonly destinations?: readonly string[];
  readonly path: string | null;
  readonly redirect: string | null;
  readonly status: number | null;
}

/** Objects that a real istiod read, and requests with where they went. */
export interface Case {
  readonly id: string;
  readonly gateway: AskedGateway;
  readonly objects: readonly KubernetesObject[];
  readonly requests: readonly (RouteRequest & { readonly expect: Expected })[];
}

const FILE = path.resolve(__dirname, '../../../../shared/cases/route/cases.jsonl');

/** The labelled cases; none where they are not beside this checkout. */
export function labelledCases(): Case[] {
  if (!fs.existsSync(FILE)) return [];
  const lines = fs.readFileSync(FILE, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Case);
}

/** Objects as manifests of one file. */
export function manifestsOf(objects: readonly KubernetesObject[]): Manifest[] {
  return objects.map((object, document) => ({ object, origin: { file: 'objects.yaml', document } }));
}

/** A router over plain objects. */
export function routerOf(objects: readonly KubernetesObject[], gateway?: AskedGateway): Router {
  return new Router(new Model(manifestsOf(objects)), gateway);
}

/** What of an answer is compared. */
export function essence({ destination, path: at, redirect, status }: RouteAnswer): Omit<Expected, 'destinations'> {
  return { destination, path: at, redirect, status };
}

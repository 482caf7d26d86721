/** The pieces that face people and workflows: state machines, sign-in, APIs, web app; in the order that their addresses need. */

import type { Addresses } from './addresses.ts';
import { startHttpApi } from './http/api.ts';
import { startPool } from './oidc/pool.ts';
import type { Pool } from './oidc/pool.ts';
import type { Ground, Part, Resource } from './part.ts';
import { startStepFunctions } from './sfn/api.ts';
import type { StepFunctions } from './sfn/api.ts';

/** Ports of the pieces that people see; 0 takes any. */
export interface Ports {
  readonly site: number;
  readonly gateway: number;
  readonly inbox: number;
  readonly signIn: number;
  readonly api: number;
}

/** The ports beside the public one, or any free ones. */
export function portsFrom(site: number): Ports {
  const beside = (distance: number): number => (site === 0 ? 0 : site + distance);
  return { site, gateway: beside(1), inbox: beside(2), signIn: beside(3), api: beside(4) };
}

/** What came up. */
export interface Pieces {
  readonly parts: readonly Part[];
  readonly workflows: StepFunctions;
  /** Addresses of AWS services that these pieces play, by SigV4 scope. */
  readonly services: ReadonlyMap<string, string>;
  /** The user pool, when the template has one. */
  readonly pool: Pool | undefined;
}

/** Starts them and enters their addresses. */
export async function startPieces(
  ground: Ground,
  addresses: Addresses,
  ports: Ports,
  hold: (part: Part) => void,
): Promise<Pieces> {
  const parts: Part[] = [];
  const keep = <Kept extends Part>(part: Kept): Kept => {
    parts.push(part);
    hold(part);
    return part;
  };
  let pool: Pool | undefined;
  const [userPool] = ofType(ground, 'AWS::Cognito::UserPool');
  if (userPool !== undefined) {
    pool = keep(await startPool(ground, { pool: userPool, port: ports.signIn }));
    addresses.issuers.set(userPool.name, pool.issuer);
  }
  for (const [index, api] of httpApis(ground).entries()) {
    const issuerAddress = (issuer: string): string => ground.localise(issuer);
    const port = ports.api === 0 ? 0 : ports.api + index;
    const started = keep(await startHttpApi(ground, { api, port, issuerAddress }));
    addresses.apis.set(api.name, started.url);
  }
  // Last, as executions that wait resume at once and may call functions, which need all the addresses.
  const workflows = keep(await startStepFunctions(ground));
  const services = new Map([['states', workflows.url]]);
  return { parts, workflows, services, pool };
}

function ofType(ground: Ground, type: string): Resource[] {
  return ground.resources.filter((resource) => resource.type === type);
}

function httpApis(ground: Ground): Resource[] {
  return ofType(ground, 'AWS::ApiGatewayV2::Api').filter(({ properties }) => properties['ProtocolType'] === 'HTTP');
}

/** The pieces that face people and workflows, in the order that their addresses need: mail, sign-in, APIs, web app, machines. */

import path from 'node:path';
import { siteConfigPath } from '#shared/contract/siteConfig.ts';
import type { SiteConfig } from '#shared/contract/siteConfig.ts';
import type { Addresses } from './addresses.ts';
import { startHttpApi } from './http/api.ts';
import { startInbox } from './mail/inbox.ts';
import { startPool } from './oidc/pool.ts';
import type { Pool } from './oidc/pool.ts';
import type { Ground, Part, Resource } from './part.ts';
import type { Ports } from './ports.ts';
import { startStepFunctions } from './sfn/api.ts';
import type { StepFunctions } from './sfn/api.ts';
import { startDistribution } from './spa/distribution.ts';
import { startSocketApi } from './ws/api.ts';

/** What came up. */
export interface Pieces {
  readonly parts: readonly Part[];
  readonly workflows: StepFunctions;
  /** Addresses of AWS services that these pieces play, by SigV4 scope. */
  readonly services: ReadonlyMap<string, string>;
  /** The user pool, when the template has one. */
  readonly pool: Pool | undefined;
}

const siteFolder = path.join(import.meta.dirname, '..', '..', 'web', 'dist');

/** Starts them, enters their addresses, and hands each to `hold` as soon as it is up. */
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
  const services = new Map<string, string>();

  const inbox = keep(await startInbox(ground, ports.inbox));
  addresses.inbox = inbox.url;
  services.set('ses', inbox.url);

  // Said before it is up: callback addresses and functions name it.
  const [distribution] = ofType(ground, 'AWS::CloudFront::Distribution');
  if (distribution !== undefined) addresses.site = `http://localhost:${ports.site}`;

  let pool: Pool | undefined;
  const [userPool] = ofType(ground, 'AWS::Cognito::UserPool');
  if (userPool !== undefined) {
    pool = keep(await startPool(ground, { pool: userPool, port: ports.signIn }));
    addresses.issuers.set(userPool.name, pool.issuer);
  }
  let liveUrl = '';
  for (const api of ofType(ground, 'AWS::ApiGatewayV2::Api')) {
    if (api.properties['ProtocolType'] === 'WEBSOCKET') {
      const started = keep(await startSocketApi(ground, { api, port: ports.sockets }));
      addresses.sockets.set(api.name, new URL(started.url).origin);
      liveUrl = started.url;
      services.set('execute-api', started.managementUrl);
    } else {
      const issuerAddress = (issuer: string): string => ground.localise(issuer);
      addresses.apis.set(api.name, keep(await startHttpApi(ground, { api, port: ports.api, issuerAddress })).url);
    }
  }
  if (distribution !== undefined) {
    // A deployment writes this file from the stack's outputs.
    const config: SiteConfig = { issuer: pool?.issuer ?? '', clientId: pool?.clientId ?? '', apiBase: '', liveUrl };
    const files = new Map([[siteConfigPath, JSON.stringify(config)]]);
    keep(await startDistribution(ground, { distribution, siteFolder, files, port: ports.site }));
  }

  // Last, as executions that wait resume at once and may call functions, which need all the addresses.
  const workflows = keep(await startStepFunctions(ground));
  services.set('states', workflows.url);
  return { parts, workflows, services, pool };
}

function ofType(ground: Ground, type: string): Resource[] {
  return ground.resources.filter((resource) => resource.type === type);
}

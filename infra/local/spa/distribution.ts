import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { listen } from '../http/listen.ts';
import type { Ground, Part, Resource } from '../part.ts';
import { applyPolicy, headersPolicy } from './headersPolicy.ts';
import type { HeadersPolicy } from './headersPolicy.ts';
import { compressor, siteFiles } from './siteFile.ts';
import type { SiteFile } from './siteFile.ts';
import { distributionTemplate } from './template.ts';
import type { Behavior } from './template.ts';
import { viewerFunction } from './viewerFunction.ts';
import { webOrigin } from './webOrigin.ts';
import type { WebOrigin } from './webOrigin.ts';

/** The distribution of the template: the site and the API on one public port. */
export interface Distribution extends Part {
  readonly url: string;
  readonly busy: () => number;
}

export interface DistributionOptions {
  /** The `AWS::CloudFront::Distribution` to run. */
  readonly distribution: Resource;
  /** Folder with the built site, in the place of its bucket. */
  readonly siteFolder: string;
  /** Files that a deployment adds to the built ones, by path, such as `/config.json`. */
  readonly files?: ReadonlyMap<string, string>;
  readonly port?: number;
}

const denied =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';

const decoded = (path: string): string | undefined => {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
};

/** A local address may have a path where the cloud has a host name; a content policy wants the origin alone. */
const localPolicy = (ground: Ground, policy: HeadersPolicy): HeadersPolicy => ({
  ...policy,
  headers: ground
    .localise(policy.headers)
    .map((header) => ({ ...header, value: header.value.replaceAll(/(http:\/\/[\w.]+:\d+)\/[^\s;]*/g, '$1') })),
});

export const startDistribution = async (ground: Ground, options: DistributionOptions): Promise<Distribution> => {
  const template = distributionTemplate(options.distribution);
  const files = siteFiles(options.siteFolder, options.files ?? new Map());
  const compress = compressor();
  const origins = new Map<string, WebOrigin>();

  const find = (type: string, key: 'name' | 'arn', value: string): Resource => {
    const found = ground.resources.find((resource) => resource.type === type && resource[key] === value);
    if (found === undefined)
      throw new Error(`${options.distribution.id} uses ${value}, which the template does not have.`);
    return found;
  };
  const prepared = template.behaviors.map((behavior) => {
    const { origin, headersPolicyId, functionArn } = behavior;
    if (origin.kind === 'web' && !origins.has(origin.host)) {
      const address = ground.localise(`https://${origin.host}`);
      if (!address.startsWith('http://')) throw new Error(`The origin ${origin.host} does not run on this machine.`);
      origins.set(origin.host, webOrigin(address));
    }
    const policy = headersPolicyId && find('AWS::CloudFront::ResponseHeadersPolicy', 'name', headersPolicyId);
    const viewer = functionArn && find('AWS::CloudFront::Function', 'arn', functionArn);
    return {
      ...behavior,
      // Headers name origins that pages may talk to: here those are this machine's.
      policy: policy ? localPolicy(ground, headersPolicy(policy)) : undefined,
      viewer: viewer ? viewerFunction(viewer, options.distribution.name) : undefined,
    };
  });

  interface Reply {
    readonly status: number;
    readonly headers: OutgoingHttpHeaders;
    readonly body: Buffer | string | IncomingMessage;
  }

  const fileReply = async (
    file: SiteFile,
    status: number,
    behavior: Behavior,
    request: IncomingMessage,
  ): Promise<Reply> => {
    const packed = behavior.compress
      ? await compress(file, [request.headers['accept-encoding']].flat().join(','))
      : undefined;
    // A compressed copy is another representation of the same object: its tag is a weak one.
    const etag = packed === undefined ? file.etag : `W/${file.etag}`;
    const headers: OutgoingHttpHeaders = {
      'content-type': file.type,
      etag,
      'last-modified': file.modified.toUTCString(),
      ...(behavior.compress ? { vary: 'Accept-Encoding' } : {}),
    };
    const held = request.headers['if-none-match']?.split(/,\s*/) ?? [];
    if (status === 200 && (held.includes(etag) || held.includes(file.etag))) return { status: 304, headers, body: '' };
    const body = packed?.body ?? file.body;
    const encoding = packed === undefined ? {} : { 'content-encoding': packed.encoding };
    return { status, headers: { ...headers, ...encoding, 'content-length': body.length }, body };
  };

  const fromOrigin = async (
    behavior: Behavior,
    request: IncomingMessage,
    uri: string,
    query: string,
  ): Promise<Reply> => {
    const { origin } = behavior;
    if (origin.kind === 'web') {
      const answer = await origins.get(origin.host)?.forward(request, origin.path + uri + query);
      if (answer === undefined) throw new Error(`No way to ${origin.host}.`);
      const { connection: _connection, 'keep-alive': _keepAlive, ...headers } = answer.headers;
      return { status: answer.statusCode ?? 502, headers, body: answer };
    }
    const path = decoded(uri === '/' ? `/${template.rootObject}` : uri);
    const file = path === undefined ? undefined : await files(path);
    // Without the right to list the bucket, a missing object is an access denied.
    if (file === undefined) return { status: 403, headers: { 'content-type': 'application/xml' }, body: denied };
    return fileReply(file, 200, behavior, request);
  };

  const answer = async (request: IncomingMessage): Promise<Reply & { readonly policy: HeadersPolicy | undefined }> => {
    const [path = '/', search] = (request.url ?? '/').split(/\?(.*)/s);
    const query = search === undefined ? '' : `?${search}`;
    const behavior = prepared.find(({ matches }) => matches(path));
    if (behavior === undefined) throw new Error(`No behaviour takes ${path}.`);
    const { policy } = behavior;
    if (!behavior.methods.includes(request.method ?? 'GET')) {
      return { status: 403, headers: { 'content-type': 'application/xml' }, body: denied, policy };
    }
    const viewed = await behavior.viewer?.(request, path, new URLSearchParams(query));
    if (viewed?.kind === 'answer') return { status: viewed.status, headers: viewed.headers, body: viewed.body, policy };
    const reply = await fromOrigin(behavior, request, viewed?.uri ?? path, query);
    const errorPage = template.errorPages.get(reply.status);
    const page = errorPage && (await files(errorPage.page));
    if (errorPage === undefined || page === undefined) return { ...reply, policy };
    if (typeof reply.body === 'object' && 'resume' in reply.body) reply.body.resume();
    return { ...(await fileReply(page, errorPage.status, behavior, request)), policy };
  };

  const send = (
    request: IncomingMessage,
    response: ServerResponse,
    reply: Reply,
    policy: HeadersPolicy | undefined,
  ): void => {
    response.writeHead(reply.status, applyPolicy(policy, reply.headers));
    if (typeof reply.body === 'object' && 'pipe' in reply.body) reply.body.pipe(response);
    else response.end(request.method === 'HEAD' || reply.status === 304 ? undefined : reply.body);
  };

  let underWay = 0;
  const listening = await listen((request, response) => {
    underWay += 1;
    response.once('close', () => (underWay -= 1));
    answer(request)
      .then((reply) => send(request, response, reply, reply.policy))
      .catch((error: unknown) => {
        ground.log('site', 'request failed', { url: request.url, error: String(error) });
        if (response.headersSent) response.destroy();
        else response.writeHead(502, { 'content-type': 'text/plain' }).end('Bad gateway');
      });
  }, options.port ?? 0);

  return {
    url: `http://localhost:${listening.port}`,
    busy: () => underWay,
    stop: async () => {
      await listening.close();
      for (const origin of origins.values()) origin.close();
    },
  };
};

import type { Cors } from './template.ts';

type Headers = Record<string, string>;

const originAllowed = (cors: Cors, origin: string): string | undefined => {
  if (cors.AllowOrigins.includes('*')) return '*';
  const allowed = cors.AllowOrigins.some(
    (one) => one === origin || (one.endsWith('://*') && origin.startsWith(one.slice(0, -1))),
  );
  return allowed ? origin : undefined;
};

/** What the gateway adds to an answer to a page of another origin; the function's own CORS headers do not count. */
export const corsHeaders = (cors: Cors, origin: string | undefined): Headers => {
  const allowed = origin === undefined ? undefined : originAllowed(cors, origin);
  if (allowed === undefined) return {};
  return {
    'access-control-allow-origin': allowed,
    ...(allowed === '*' ? {} : { vary: 'Origin' }),
    ...(cors.AllowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(cors.ExposeHeaders.length > 0 ? { 'access-control-expose-headers': cors.ExposeHeaders.join(',') } : {}),
  };
};

/** The gateway's answer to a preflight; without a match it is a bare 204, which the browser refuses. */
export const preflightHeaders = (cors: Cors, origin: string, method: string): Headers => {
  const base = corsHeaders(cors, origin);
  const methodAllowed = cors.AllowMethods.includes('*') || cors.AllowMethods.includes(method);
  if (base['access-control-allow-origin'] === undefined || !methodAllowed) return {};
  return {
    ...base,
    'access-control-allow-methods': cors.AllowMethods.join(','),
    ...(cors.AllowHeaders.length > 0 ? { 'access-control-allow-headers': cors.AllowHeaders.join(',') } : {}),
    ...(cors.MaxAge === undefined ? {} : { 'access-control-max-age': String(cors.MaxAge) }),
  };
};

import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { listen } from '#infra/local/http/listen.ts';

/** A bare OpenID issuer: discovery, keys, and tokens with any claims. */
export const startIssuer = async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  let url = '';
  const listening = await listen((request, response) => {
    const keys = request.url?.endsWith('jwks.json') === true;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(keys ? { keys: [jwk] } : { issuer: url, jwks_uri: `${url}/.well-known/jwks.json` }));
  }, 0);
  url = `http://127.0.0.1:${listening.port}/pool`;
  return {
    url,
    token: (claims: Record<string, unknown>, expiresIn = '5m', issuer = url): Promise<string> =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: 'one' })
        .setIssuer(issuer)
        .setExpirationTime(expiresIn)
        .sign(privateKey),
    stop: () => listening.close(),
  };
};

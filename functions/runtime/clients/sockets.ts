/** The one client by which a function writes to open WebSockets. */
import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';

let client: ApiGatewayManagementApiClient | undefined;

/** Client with kept connections, for the WebSocket API at this address. Short waits: others are waiting to be told. */
export function sockets(endpoint: string): ApiGatewayManagementApiClient {
  client ??= new ApiGatewayManagementApiClient({
    endpoint,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 1_000, throwOnRequestTimeout: true },
  });
  return client;
}

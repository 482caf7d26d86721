/** Open WebSockets, as the desk speaks to them: one that is gone is no error. */
import {
  DeleteConnectionCommand,
  PostToConnectionCommand,
  type ApiGatewayManagementApiClient,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { LiveMessage } from '#shared/live/event.ts';

/** `unreachable`: the message may or may not have gone out. */
export type Sent = { readonly kind: 'sent' | 'gone' } | { readonly kind: 'unreachable'; readonly error: unknown };

function isGone(error: unknown): boolean {
  return error instanceof Error && error.name === 'GoneException';
}

/** Sends one message down one socket. */
export async function send(
  client: ApiGatewayManagementApiClient,
  connection: string,
  message: LiveMessage,
): Promise<Sent> {
  try {
    await client.send(new PostToConnectionCommand({ ConnectionId: connection, Data: JSON.stringify(message) }));
    return { kind: 'sent' };
  } catch (error) {
    return isGone(error) ? { kind: 'gone' } : { kind: 'unreachable', error };
  }
}

/** Closes a socket, whose browser will come back and look for itself. */
export async function close(client: ApiGatewayManagementApiClient, connection: string): Promise<Sent> {
  try {
    await client.send(new DeleteConnectionCommand({ ConnectionId: connection }));
    return { kind: 'sent' };
  } catch (error) {
    return isGone(error) ? { kind: 'gone' } : { kind: 'unreachable', error };
  }
}

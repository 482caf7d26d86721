/** How a browser opens a line to the desk, and how much it may ask of it. */

/**
 * Protocols a browser names when it opens the socket: ours, and its ticket behind this prefix. A browser can set no other
 * header, and an address would stand in logs.
 */
export const liveProtocol = 'guichet.live.1';
export const ticketPrefix = 'ticket.';

/** Topics that one browser may follow at once, and requests it may be on. */
export const topicsAtMost = 20;
export const presentAtMost = 5;

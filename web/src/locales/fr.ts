/** French, from one file for each part of the app. */
import type { Messages } from './messages.ts';

const files = import.meta.glob<Messages>('./fr/*.json', { eager: true, import: 'default' });

export const french: Messages = Object.assign({}, ...Object.values(files)) as Messages;

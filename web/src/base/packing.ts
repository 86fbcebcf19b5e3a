/** What packs a text into a link and unpacks it, to be loaded as one. */
export { fromBase64Url, toBase64Url } from './base64url.ts';
export { deflate, inflate, TooLarge } from './deflate.ts';

/** Make the random id of a submission: it is what turns a second try into the same submission. */

/** Give 128 random bits in URL-safe base64. `crypto.randomUUID` is missing on http:// pages, this is not. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').slice(0, 22);
}

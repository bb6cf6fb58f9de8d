const utf8 = new TextEncoder();

/** Bytes as hex. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Bytes as base64. */
export function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** Bytes of a base64 text; null when it is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  } catch {
    return null;
  }
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** SHA-256 of a text in UTF-8, as hex. */
export async function textDigest(text: string): Promise<string> {
  return hex(await sha256(utf8.encode(text)));
}

/** SHA-256 of a text in UTF-8, as a content security policy names it. */
export async function policyHash(text: string): Promise<string> {
  return `'sha256-${base64(await sha256(utf8.encode(text)))}'`;
}

/** Fingerprint of a public key: SHA-256 of its raw bytes, as hex in groups of four. */
export async function keyFingerprint(publicKey: Uint8Array<ArrayBuffer>): Promise<string> {
  return (hex(await sha256(publicKey)).match(/.{4}/gu) ?? []).join(' ');
}
